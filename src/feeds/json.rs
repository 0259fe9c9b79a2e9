//! JSON Feed 1.1.

use super::Source;
use crate::urls::{self, DocumentKey, DocumentName};
use crate::wire::json_feed::{Author, Feed, Item, VERSION};
use crate::wire::times::rfc3339;

/// Writes the JSON feed.
///
/// # Errors
/// The writer fails, which on memory it does not.
pub fn json(source: &Source<'_>) -> Result<Vec<u8>, String> {
    let home = source.url.join(urls::HOME);
    let items = source
        .entries()
        .into_iter()
        .map(|entry| Item {
            id: entry.id,
            url: entry.link,
            title: entry.title,
            content_html: entry.html,
            // What is planned is sorted by its start, but it was not published then.
            date_published: rfc3339(source.zone, entry.published.min(entry.updated)),
            date_modified: rfc3339(source.zone, entry.updated),
            tags: entry.tags,
        })
        .collect();
    let feed = Feed {
        version: VERSION,
        title: source.title(),
        home_page_url: home.clone(),
        feed_url: source
            .url
            .join(&DocumentKey::of_page(DocumentName::JsonFeed(source.items)).path()),
        description: source
            .words
            .say_name("feed-description", &source.state.page.name),
        language: source.words.lang().to_owned(),
        authors: vec![Author {
            name: source.state.page.name.clone(),
            url: home,
        }],
        items,
    };
    serde_json::to_vec(&feed).map_err(|error| error.to_string())
}
