//! What staff see instead of a page.

use askama::Template;

use crate::domain::Role;
use crate::domain::role::Deed;
use crate::views::Site;

use super::Desk;
use super::fields::Values;

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
    /// The input is larger than 1 MiB.
    TooLarge,
    /// Too often; wait.
    Limited {
        /// How long, in seconds.
        retry_after_secs: u64,
    },
    /// It contradicts what is there.
    Conflict(String),
    /// The database cannot take it now; whether something was changed is not known where `is_unsure`.
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
    desk: Desk,
    site: &'a Site,
    title: String,
    text: String,
}

/// Renders the page of a problem. The desk's title is set from it.
pub fn desk_problem(
    desk: Desk,
    site: &Site,
    problem: &DeskProblem,
) -> Result<String, askama::Error> {
    let (title, text) = words_of(problem, site);
    let title_words = site.words.say_with(
        "staff-title",
        &[
            ("title", title.as_str().into()),
            ("name", desk.page_name.as_str().into()),
        ],
    );
    ProblemTemplate {
        desk: Desk {
            title: title_words,
            ..desk
        },
        site,
        title,
        text,
    }
    .render()
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
                    ("lead", words.role(Deed::ManageTeam.needs()).into()),
                ],
            ),
        ),
        DeskProblem::Foreign => (words.say("foreign"), words.say("foreign-text")),
        DeskProblem::BadRequest => (words.say("bad-request"), words.say("bad-request-text")),
        DeskProblem::TooLarge => (words.say("too-large"), words.say("too-large-text")),
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

/// Makes a sentence of a reason.
pub(super) fn sentence(why: &str) -> String {
    let mut chars = why.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).chain(['.']).collect(),
        None => String::new(),
    }
}

#[derive(Template)]
#[template(path = "staff/stray.html")]
struct StrayTemplate<'a> {
    desk: Desk,
    site: &'a Site,
    action: &'a str,
    fields: &'a [(String, String)],
}

/// Renders the page for a form whose token is too old or missing: nothing was done, and what was typed can
/// be shown again.
pub fn stray(
    desk: Desk,
    site: &Site,
    action: &str,
    values: &Values,
) -> Result<String, askama::Error> {
    StrayTemplate {
        desk,
        site,
        action,
        fields: values.fields(),
    }
    .render()
}
