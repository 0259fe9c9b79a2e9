//! RSS 2.0 (<https://www.rssboard.org/rss-specification>).

use std::collections::BTreeMap;

use rss::extension::atom::{AtomExtension, Link};
use rss::{Channel, Guid, Item};

use super::{Source, xml_text};
use crate::markdown;
use crate::urls::{self, DocumentKey, DocumentName};
use crate::wire::times::rfc822;

/// Writes the RSS feed.
///
/// # Errors
/// The writer fails, which on memory it does not.
pub fn rss(source: &Source<'_>) -> Result<Vec<u8>, String> {
    let own = source
        .url
        .join(&DocumentKey::of_page(DocumentName::Rss(source.items)).path());
    let items = source
        .entries()
        .into_iter()
        .map(|entry| Item {
            title: Some(xml_text(&entry.title)),
            description: Some(xml_text(&entry.html)),
            pub_date: Some(rfc822(source.zone, entry.published)),
            guid: Some(Guid {
                value: entry.link.clone(),
                permalink: true,
            }),
            link: Some(entry.link),
            ..Item::default()
        })
        .collect();
    let channel = Channel {
        title: xml_text(&source.title()),
        link: source.url.join(urls::HOME),
        // A description is HTML to readers of RSS, the channel's too.
        description: markdown::escape(&xml_text(
            &source
                .words
                .say_name("feed-description", &source.state.page.name),
        )),
        language: Some(source.words.lang().to_owned()),
        pub_date: Some(rfc822(source.zone, source.updated_at)),
        atom_ext: Some(AtomExtension {
            links: vec![Link {
                href: own,
                rel: "self".to_owned(),
                mime_type: Some("application/rss+xml".to_owned()),
                ..Link::default()
            }],
        }),
        namespaces: BTreeMap::from([("atom".to_owned(), "http://www.w3.org/2005/Atom".to_owned())]),
        items,
        ..Channel::default()
    };
    let mut out = Vec::new();
    channel
        .write_to(&mut out)
        .map_err(|error| error.to_string())?;
    Ok(out)
}
