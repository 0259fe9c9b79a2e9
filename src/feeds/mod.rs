//! Feeds: what the public may see in, documents out.
//!
//! All three formats are written from the same [`FeedEntry`] list, so they cannot contradict each other. Ids
//! are given once and never change, whatever the version of this program.

mod atom;
mod entries;
mod json;
mod rss;

use crate::domain::Ts;
use crate::domain::public::PublicState;
use crate::i18n::Words;
use crate::urls::{FeedItems, PublicUrl};
use crate::zone::Zone;

pub use atom::atom;
pub use json::json;
pub use rss::rss;

/// What a feed is made from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The state that everything comes from.
    pub state: &'a PublicState,
    /// The page's zone.
    pub zone: &'a Zone,
    /// The page's address.
    pub url: &'a PublicUrl,
    /// The strings of the interface.
    pub words: &'a Words,
    /// One item an incident, or one an update.
    pub items: FeedItems,
    /// The newest change in the feed.
    pub updated_at: Ts,
}

/// One item of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEntry {
    /// Its id for ever.
    pub id: String,
    /// Its page.
    pub link: String,
    /// Its title, plain text.
    pub title: String,
    /// Its content, safe HTML.
    pub html: String,
    /// The moment it is sorted by.
    pub published: Ts,
    /// Its last change.
    pub updated: Ts,
    /// Kind and state, as the API spells them.
    pub tags: Vec<String>,
}

impl Source<'_> {
    /// Returns the items, newest first, at most [`crate::domain::public::FED`].
    pub fn entries(&self) -> Vec<FeedEntry> {
        entries::entries(self)
    }

    fn title(&self) -> String {
        self.words.say_name("feed-title", &self.state.page.name)
    }

    fn host(&self) -> String {
        self.state
            .page
            .feed_host
            .clone()
            .unwrap_or_else(|| self.url.host())
    }
}

#[cfg(test)]
mod tests;

/// Drops what XML 1.0 §2.2 forbids; the writers escape the rest.
fn xml_text(text: &str) -> String {
    crate::markdown::clean(text)
}
