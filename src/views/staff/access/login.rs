//! The pages before somebody is signed in.

use askama::Template;

use crate::views::Site;

use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Field, Problems, Values};

/// What the log-in page is made of.
pub struct LoginPage<'a> {
    /// Where to go afterwards: a path of this site.
    pub next: &'a str,
    /// The fields of a form that was sent without a session; sent again afterwards.
    pub kept: &'a str,
    /// What was typed.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
}

#[derive(Template)]
#[template(path = "staff/access/login.html")]
struct LoginTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    next: &'a str,
    kept: &'a str,
    email: Field,
    password: Field,
}

/// Renders the log-in page.
pub fn login(frame: StaffFrame, site: &Site, page: LoginPage<'_>) -> Result<String, askama::Error> {
    let words = site.words;
    LoginTemplate {
        email: Field::typed(
            "email",
            words.say("field-email"),
            page.values.text("email"),
            "email",
            "username",
        )
        .required(),
        password: Field::typed(
            "password",
            words.say("field-password"),
            "",
            "password",
            "current-password",
        )
        .required(),
        frame: frame.with_problem(!page.problems.is_empty(), site),
        site,
        problems: page.problems,
        next: page.next,
        kept: page.kept,
    }
    .render()
}

/// Returns the sentence for somebody who was wrong too often.
pub fn too_often(site: &Site, retry_after_secs: u64) -> String {
    let minutes = usize::try_from(retry_after_secs.div_ceil(60)).unwrap_or(15);
    let (what, wait) = (
        site.words.say("limited"),
        site.words.say_count("limited-text", minutes),
    );
    format!("{what}. {wait}")
}

#[derive(Template)]
#[template(path = "staff/access/code.html")]
struct CodeTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    next: &'a str,
    kept: &'a str,
    code: Field,
}

/// Renders the page that asks for the second factor.
pub fn code(
    frame: StaffFrame,
    site: &Site,
    next: &str,
    kept: &str,
    problems: Problems,
) -> Result<String, askama::Error> {
    let words = site.words;
    CodeTemplate {
        code: Field::typed("code", words.say("field-code"), "", "text", "one-time-code")
            .hint(words.say("code-hint"))
            .required(),
        frame: frame.with_problem(!problems.is_empty(), site),
        site,
        problems,
        next,
        kept,
    }
    .render()
}

#[derive(Template)]
#[template(path = "staff/access/resume.html")]
struct ResumeTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    action: &'a str,
    fields: &'a [(String, String)],
    text: Option<&'a str>,
}

/// Renders the page that leads back to a form whose session had ended. It sends what was typed to the form's path,
/// which shows it again.
pub fn resume(
    frame: StaffFrame,
    site: &Site,
    action: &str,
    values: &Values,
) -> Result<String, askama::Error> {
    ResumeTemplate {
        frame,
        site,
        action,
        fields: values.fields(),
        text: values.get("body").filter(|text| !text.is_empty()),
    }
    .render()
}
