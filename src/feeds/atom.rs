//! Atom 1.0 (RFC 4287).

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use chrono::DateTime;

use super::{Source, xml_text};
use crate::domain::Ts;
use crate::urls::{self, DocumentKey, DocumentName};

/// Writes the Atom feed.
///
/// # Errors
/// The writer fails, which on memory it does not.
pub fn atom(source: &Source<'_>) -> Result<Vec<u8>, String> {
    let page = &source.state.page;
    let feed = Feed {
        lang: Some("en-US".to_owned()),
        id: format!("tag:{},2005:/history", source.host()),
        title: Text::plain(xml_text(&source.title())),
        updated: instant(source.updated_at),
        authors: vec![Person {
            name: xml_text(&page.name),
            ..Person::default()
        }],
        links: vec![
            link("alternate", "text/html", source.url.join(urls::HOME)),
            link(
                "self",
                "application/atom+xml",
                source
                    .url
                    .join(&DocumentKey::of_page(DocumentName::Atom(source.items)).path()),
            ),
        ],
        generator: Some(Generator {
            value: "Candor".to_owned(),
            uri: None,
            version: None,
        }),
        entries: source.entries().into_iter().map(entry).collect(),
        ..Feed::default()
    };
    let mut out = Vec::new();
    feed.write_to(&mut out).map_err(|error| error.to_string())?;
    Ok(out)
}

fn entry(entry: super::FeedEntry) -> Entry {
    Entry {
        id: entry.id,
        title: Text::plain(xml_text(&entry.title)),
        published: Some(instant(entry.published)),
        updated: instant(entry.updated),
        links: vec![link("alternate", "text/html", entry.link)],
        content: Some(Content {
            value: Some(xml_text(&entry.html)),
            content_type: Some("html".to_owned()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

fn link(rel: &str, mime_type: &str, href: String) -> Link {
    Link {
        href,
        rel: rel.to_owned(),
        mime_type: Some(mime_type.to_owned()),
        ..Link::default()
    }
}

fn instant(at: Ts) -> FixedDateTime {
    DateTime::from_timestamp(at.secs(), 0)
        .unwrap_or_default()
        .fixed_offset()
}
