//! What staff see instead of a page.

use askama::Template;

use crate::domain::{Permission, Role};
use crate::views::Site;

use super::StaffFrame;
use super::form::fields::Values;

/// Why a staff page cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskProblem {
    /// There is nothing at this address.
    NotFound,
    /// The role is too low.
    Denied {
        /// The least role that may.
        needs: Role,
    },
    /// A form came from another site.
    Foreign,
    /// The input cannot be read.
    BadRequest,
    /// The input is larger than its sender may send.
    TooLarge,
    /// The form has more fields than any of ours.
    TooManyFields,
    /// Too often; wait.
    Limited {
        /// How long, in seconds.
        retry_after_secs: u64,
    },
    /// It contradicts what is there.
    Conflict(String),
    /// The database cannot take it now; whether something was changed is not known if `is_unsure`.
    Unavailable {
        /// What was asked for may have been done.
        is_unsure: bool,
    },
    /// Our fault.
    Internal,
}

#[derive(Template)]
#[template(path = "staff/problem.html")]
struct ProblemTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    title: String,
    text: String,
}

/// Renders the page of a problem. It also sets the staff frame's title.
pub fn desk_problem(
    frame: StaffFrame,
    site: &Site,
    problem: &DeskProblem,
) -> Result<String, askama::Error> {
    let (title, text) = words_of(problem, site);
    ProblemTemplate {
        frame: entitled(frame, site, &title),
        site,
        title,
        text,
    }
    .render()
}

/// Gives a page the title of its problem.
fn entitled(frame: StaffFrame, site: &Site, title: &str) -> StaffFrame {
    let name = frame.page_name.as_str();
    let title = site.words.say_with(
        "staff-title",
        &[("title", title.into()), ("name", name.into())],
    );
    StaffFrame { title, ..frame }
}

fn words_of(problem: &DeskProblem, site: &Site) -> (String, String) {
    let words = site.words;
    match problem {
        DeskProblem::NotFound => (words.say("not-found"), words.say("staff-not-found-text")),
        DeskProblem::Denied { needs } => (
            words.say("denied"),
            words.say_with(
                "denied-text",
                &[
                    ("needs", words.role(*needs).into()),
                    ("lead", words.role(Permission::ManageTeam.needs()).into()),
                ],
            ),
        ),
        DeskProblem::Foreign => (words.say("foreign"), words.say("foreign-text")),
        DeskProblem::BadRequest => (words.say("bad-request"), words.say("bad-request-text")),
        DeskProblem::TooLarge => (words.say("too-large"), words.say("too-large-text")),
        DeskProblem::TooManyFields => (words.say("too-large"), words.say("too-many-fields-text")),
        DeskProblem::Limited { retry_after_secs } => (
            words.say("limited"),
            words.say_count(
                "limited-text",
                usize::try_from(retry_after_secs.div_ceil(60)).unwrap_or(15),
            ),
        ),
        DeskProblem::Conflict(why) => (words.say("conflict"), sentence(why)),
        DeskProblem::Unavailable { is_unsure: false } => (
            words.say("unavailable"),
            words.say("staff-unavailable-text"),
        ),
        DeskProblem::Unavailable { is_unsure: true } => {
            (words.say("unavailable"), words.say("staff-unsure-text"))
        }
        DeskProblem::Internal => (words.say("internal"), words.say("staff-internal-text")),
    }
}

/// Turns a reason into a sentence.
pub(super) fn sentence(why: &str) -> String {
    let mut chars = why.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).chain(['.']).collect(),
        None => String::new(),
    }
}

/// Why a form was not taken whose content is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// Its token is too old or missing.
    ForeignToken,
    /// A second factor must be set up first.
    FactorFirst,
    /// Something else went wrong.
    Failed(DeskProblem),
}

#[derive(Template)]
#[template(path = "staff/held.html")]
struct HeldTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    why: Held,
    title: String,
    text: String,
    /// What was typed at length, to be read and copied.
    typed: Vec<&'a str>,
    action: &'a str,
    fields: &'a [(String, String)],
}

/// Renders the page for a form that was not taken: what was typed can be read, and shown in its form again. It also
/// sets the staff frame's title.
pub fn held(
    frame: StaffFrame,
    site: &Site,
    why: Held,
    action: &str,
    values: &Values,
) -> Result<String, askama::Error> {
    let words = site.words;
    let (title, text) = match why {
        Held::ForeignToken => (words.say("foreign-token"), words.say("foreign-token-text")),
        Held::FactorFirst => (words.say("factor-first"), words.say("factor-first-text")),
        Held::Failed(ref problem) => words_of(problem, site),
    };
    let typed = ["name", "title", "body", "note", "reason"];
    let typed = typed.into_iter().filter_map(|name| values.get(name));
    HeldTemplate {
        frame: entitled(frame, site, &title),
        site,
        why,
        title,
        text,
        typed: typed.filter(|text| !text.trim().is_empty()).collect(),
        action,
        fields: values.fields(),
    }
    .render()
}
