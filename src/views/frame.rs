//! What surrounds the content of every page: head, header and footer.

use crate::domain::Ts;
use crate::domain::public::PublicState;
use crate::{assets, urls};

use super::Site;
use super::branding::Branding;
use super::parts::Time;

/// The frame of one page.
pub(super) struct PageFrame {
    pub(super) lang: &'static str,
    pub(super) dir: &'static str,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) canonical: Option<String>,
    pub(super) is_article: bool,
    pub(super) page_name: String,
    pub(super) is_demo: bool,
    pub(super) feeds: [Feed; 3],
    pub(super) stylesheet: &'static str,
    pub(super) branding: Branding,
    pub(super) api_path: String,
    pub(super) made: Option<Made>,
}

/// A feed that the head announces and the foot links to.
pub(super) struct Feed {
    pub(super) media_type: &'static str,
    pub(super) title: String,
    pub(super) name: String,
    pub(super) path: &'static str,
    pub(super) url: String,
}

/// When the page was made, and where to get it again.
pub(super) struct Made {
    pub(super) at: Time,
    pub(super) reload: String,
}

impl PageFrame {
    /// Makes the frame of a page that has no lasting address.
    pub(super) fn new(state: &PublicState, site: &Site, title: &str, description: String) -> Self {
        let name = &state.page.name;
        let feed = |media_type, path, title_key: &str, name_key: &str| Feed {
            media_type,
            title: site.words.say_name(title_key, name),
            name: site.words.say(name_key),
            path,
            url: site.url.join(path),
        };
        Self {
            lang: site.words.lang(),
            dir: direction(site.words.lang()),
            title: site.words.say_with(
                "page-title",
                &[("title", title.into()), ("name", name.as_str().into())],
            ),
            description,
            canonical: None,
            is_article: false,
            page_name: name.clone(),
            is_demo: state.page.is_demo,
            feeds: [
                feed(
                    "application/rss+xml",
                    urls::RSS,
                    "feed-title-rss",
                    "feed-rss",
                ),
                feed(
                    "application/atom+xml",
                    urls::ATOM,
                    "feed-title-atom",
                    "feed-atom",
                ),
                feed(
                    "application/feed+json",
                    urls::JSON_FEED,
                    "feed-title-json",
                    "feed-json",
                ),
            ],
            stylesheet: &assets::stylesheet().path,
            branding: Branding::new(&state.page.branding),
            api_path: api_path(),
            made: None,
        }
    }

    /// Gives the page its address and says when it was made.
    pub(super) fn at(mut self, path: &str, site: &Site, made_at: Ts) -> Self {
        self.canonical = Some(site.url.join(path));
        self.made = Some(Made {
            at: Time::new(made_at, site),
            reload: path.to_owned(),
        });
        self
    }

    /// Adds what other sites show when someone shares the page.
    pub(super) fn article(mut self) -> Self {
        self.is_article = true;
        self
    }
}

/// Returns the path of the document that programs read.
pub(super) fn api_path() -> String {
    format!("{}/summary.json", urls::API_V2)
}

/// Returns the writing direction of a language.
pub(super) fn direction(lang: &str) -> &'static str {
    match lang.split('-').next() {
        Some("ar" | "fa" | "he" | "ur") => "rtl",
        _ => "ltr",
    }
}
