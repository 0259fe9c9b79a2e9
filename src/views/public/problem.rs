//! Pages for what cannot be shown, each with a way on.

use askama::Template;

use crate::domain::public::PublicState;
use crate::views::Site;
use crate::views::frame::PageFrame;

use super::ErrorPage;
use super::banner::Banner;

#[derive(Template)]
#[template(path = "public/problem.html")]
struct ProblemPage<'a> {
    frame: PageFrame,
    site: &'a Site,
    banner: Option<Banner<'a>>,
    title: String,
    text: String,
    reference: Option<&'a str>,
}

/// Renders an error page in the frame of every page; `reference` is the request id, shown for [`ErrorPage::Internal`].
pub fn problem(
    state: &PublicState,
    problem: ErrorPage,
    reference: Option<&str>,
    site: &Site,
) -> Result<String, askama::Error> {
    let words = site.words;
    let (title, text) = match problem {
        ErrorPage::NotFound => (words.say("not-found"), words.say("not-found-text")),
        ErrorPage::BadRequest => (words.say("bad-request"), words.say("bad-request-text")),
        ErrorPage::MethodNotAllowed => (words.say("read-only"), words.say("read-only-text")),
        ErrorPage::Internal => (words.say("internal"), words.say("internal-text")),
        ErrorPage::Unavailable => (words.say("unavailable"), words.say("unavailable-text")),
    };
    ProblemPage {
        frame: PageFrame::new(state, site, &title, text.clone()),
        site,
        banner: (problem == ErrorPage::NotFound).then(|| Banner::new(state, site)),
        title,
        text,
        reference: reference.filter(|_| problem == ErrorPage::Internal),
    }
    .render()
}
