//! The operations of the manage API, for people.

use askama::Template;

use crate::domain::Ts;
use crate::domain::public::PublicState;
use crate::urls;
use crate::views::Site;
use crate::views::frame::PageFrame;

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ApiOperation {
    /// Its method in capitals, or two that do the same: `PATCH, PUT`.
    pub methods: String,
    /// Its path, with `{names}` for ids.
    pub path: String,
    /// One sentence on it.
    pub summary: String,
}

#[derive(Template)]
#[template(path = "public/api_docs.html")]
struct ApiDocsPage<'a> {
    frame: PageFrame,
    site: &'a Site,
    operations: &'a [ApiOperation],
}

/// Renders `/api/docs`.
pub fn api_docs(
    state: &PublicState,
    operations: &[ApiOperation],
    site: &Site,
    made_at: Ts,
) -> Result<String, askama::Error> {
    let title = site.words.say("api-docs");
    ApiDocsPage {
        frame: PageFrame::new(
            state,
            site,
            &title,
            site.words
                .say_name("api-docs-description", &state.page.name),
        )
        .at(urls::API_DOCS, site, made_at),
        site,
        operations,
    }
    .render()
}
