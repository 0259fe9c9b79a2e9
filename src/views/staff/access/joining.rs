//! The pages of links that are used once: to set up, to join, to choose a new password.

use askama::Template;

use crate::domain::Role;
use crate::views::Site;

use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Field, Problems, Values};

/// What the link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoiningKind {
    /// To make the first owner.
    SetUp,
    /// To join the team.
    Invitation,
    /// To choose a new password.
    Password,
}

/// What the page is made of.
pub struct JoiningPage<'a> {
    /// What the link is for.
    pub kind: JoiningKind,
    /// Where the form goes.
    pub action: &'a str,
    /// The address that the link is for, if it names one.
    pub email: Option<&'a str>,
    /// The role it gives.
    pub role: Role,
    /// What was typed, or is known.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
}

#[derive(Template)]
#[template(path = "staff/access/joining.html")]
struct JoiningTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    title: String,
    intro: String,
    action: &'a str,
    /// Whose password it is, for password managers, if no field asks for the address.
    account: Option<&'a str>,
    fields: Vec<Field>,
    button: String,
}

/// Renders the page of a link that works.
pub fn joining(
    frame: StaffFrame,
    site: &Site,
    page: JoiningPage<'_>,
) -> Result<String, askama::Error> {
    let words = site.words;
    let mut fields = Vec::new();
    let email = page.email.unwrap_or_else(|| page.values.text("email"));
    if page.kind == JoiningKind::SetUp {
        fields.push(
            Field::typed(
                "email",
                words.say("field-email"),
                email,
                "email",
                "username",
            )
            .required()
            .checked(&page.problems),
        );
    }
    if page.kind != JoiningKind::Password {
        fields.push(
            Field::typed(
                "name",
                words.say("field-name"),
                page.values.text("name"),
                "text",
                "name",
            )
            .hint(words.say("own-name-hint"))
            .required()
            .checked(&page.problems),
        );
    }
    fields.push(
        Field::typed(
            "password",
            words.say("field-password"),
            "",
            "password",
            "new-password",
        )
        .hint(words.say("password-hint"))
        .required()
        .checked(&page.problems),
    );
    let (title, intro, button) = match page.kind {
        JoiningKind::SetUp => (
            words.say("set-up-title"),
            words.say("set-up-intro"),
            words.say("set-up-button"),
        ),
        JoiningKind::Invitation => (
            words.say("join-title"),
            words.say_with(
                "join-intro",
                &[
                    ("email", email.into()),
                    ("role", words.role(page.role).into()),
                ],
            ),
            words.say("join-button"),
        ),
        JoiningKind::Password => (
            words.say("new-password-title"),
            words.say_name("new-password-intro", email),
            words.say("new-password-button"),
        ),
    };
    JoiningTemplate {
        frame: frame.with_problem(!page.problems.is_empty(), site),
        site,
        problems: page.problems,
        title,
        intro,
        action: page.action,
        account: page.email,
        fields,
        button,
    }
    .render()
}

#[derive(Template)]
#[template(path = "staff/access/link_over.html")]
struct LinkOverTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
}

/// Renders the page of a link that does not work any more.
pub fn link_over(frame: StaffFrame, site: &Site) -> Result<String, askama::Error> {
    LinkOverTemplate { frame, site }.render()
}
