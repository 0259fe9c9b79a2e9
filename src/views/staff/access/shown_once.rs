//! What is shown this once, to be copied: links and tokens.

use askama::Template;

use crate::views::Site;

use crate::views::staff::StaffFrame;

/// What the page is made of.
pub struct ShownOnce {
    /// What it is.
    pub title: String,
    /// What to do with it.
    pub text: String,
    /// What the field is called.
    pub label: String,
    /// The link or token.
    pub value: String,
    /// Where to go from here: path and words.
    pub back: (&'static str, String),
}

#[derive(Template)]
#[template(path = "staff/access/shown_once.html")]
struct ShownOnceTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    page: ShownOnce,
}

/// Renders a link or token, this once.
pub fn shown_once(
    frame: StaffFrame,
    site: &Site,
    page: ShownOnce,
) -> Result<String, askama::Error> {
    ShownOnceTemplate { frame, site, page }.render()
}
