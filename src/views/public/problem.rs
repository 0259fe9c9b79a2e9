//! Pages for what cannot be shown, each with a way on.

use askama::Template;

use crate::domain::public::PublicState;
use crate::views::Site;
use crate::views::frame::PageFrame;

use super::Problem;
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

/// Renders an error page in the frame of every page; `reference` is the request id, shown for [`Problem::Internal`].
pub fn problem(
    state: &PublicState,
    problem: Problem,
    reference: Option<&str>,
    site: &Site,
) -> Result<String, askama::Error> {
    let words = site.words;
    let (title, text) = match problem {
        Problem::NotFound => (words.say("not-found"), words.say("not-found-text")),
        Problem::BadRequest => (words.say("bad-request"), words.say("bad-request-text")),
        Problem::MethodNotAllowed => (words.say("read-only"), words.say("read-only-text")),
        Problem::Internal => (words.say("internal"), words.say("internal-text")),
        Problem::Unavailable => (words.say("unavailable"), words.say("unavailable-text")),
    };
    ProblemPage {
        frame: PageFrame::new(state, site, &title, text.clone()),
        site,
        banner: (problem == Problem::NotFound).then(|| Banner::new(state, site)),
        title,
        text,
        reference: reference.filter(|_| problem == Problem::Internal),
    }
    .render()
}
