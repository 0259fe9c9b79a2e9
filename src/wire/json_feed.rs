//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde::Serialize;

/// A feed.
#[derive(Debug, Serialize)]
pub struct Feed {
    /// The version's address.
    pub version: &'static str,
    /// Title.
    pub title: String,
    /// The page it is about.
    pub home_page_url: String,
    /// Its own address.
    pub feed_url: String,
    /// What it is for.
    pub description: String,
    /// Language of its items.
    pub language: String,
    /// Who writes it.
    pub authors: Vec<Author>,
    /// Its items, newest first.
    pub items: Vec<Item>,
}

/// The version's address.
pub const VERSION: &str = "https://jsonfeed.org/version/1.1";

/// Who writes a feed.
#[derive(Debug, Serialize)]
pub struct Author {
    /// Name.
    pub name: String,
    /// Address.
    pub url: String,
}

/// One item.
#[derive(Debug, Serialize)]
pub struct Item {
    /// Its id, which never changes.
    pub id: String,
    /// Its page.
    pub url: String,
    /// Title.
    pub title: String,
    /// Content as HTML.
    pub content_html: String,
    /// When it was published, RFC 3339.
    pub date_published: String,
    /// When it last changed, RFC 3339.
    pub date_modified: String,
    /// Kind and state.
    pub tags: Vec<String>,
}
