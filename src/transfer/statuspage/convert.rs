//! All documents together, in our own terms.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::components::{self, Named};
use super::documents::{self, Component, Found, Incident, Lists};
use super::feed::{self, FeedFacts};
use super::incidents::{self, Seen};
use super::source::{File, Kind};
use super::{ReadError, page};
use crate::app::Imported;

/// A parsed JSON document.
pub(super) struct Document {
    kind: Kind,
    pub(super) name: String,
    pub(super) lists: Lists,
    is_bare: bool,
}

impl Document {
    /// Returns something of this document that stands at `place`.
    pub(super) fn found<'a, T>(&'a self, place: &str, item: &'a T) -> Found<'a, T> {
        Found {
            item,
            document: &self.name,
            place: place.to_owned(),
        }
    }

    /// Returns its components and groups in order.
    pub(super) fn components(&self) -> impl Iterator<Item = Found<'_, Component>> {
        let list = self.lists.components.as_deref().unwrap_or_default();
        (0..)
            .zip(list)
            .map(|(index, item): (usize, _)| self.found(&format!("components[{index}]"), item))
    }

    /// Returns its incidents in order; `true` marks those among the maintenances.
    pub(super) fn incidents(&self) -> impl Iterator<Item = (Found<'_, Incident>, bool)> {
        let name = if self.is_bare { "" } else { "incidents" };
        let lists = [
            (name, self.lists.incidents.as_deref(), false),
            (
                "scheduled_maintenances",
                self.lists.scheduled_maintenances.as_deref(),
                true,
            ),
        ];
        lists.into_iter().flat_map(move |(name, list, planned)| {
            (0..)
                .zip(list.unwrap_or_default())
                .map(move |(index, item): (usize, _)| {
                    (self.found(&format!("{name}[{index}]"), item), planned)
                })
        })
    }
}

/// Parses and translates the documents, which come with the fuller ones first.
pub(super) fn convert(files: &[File]) -> Result<Imported, ReadError> {
    let mut parsed = Vec::new();
    let mut feed: Option<FeedFacts> = None;
    for file in files {
        if file.kind == Kind::Feed {
            feed = Some(feed::parse(&file.name, &file.bytes)?);
            continue;
        }
        let lists = documents::parse(&file.name, &file.bytes)?;
        parsed.push(Document {
            kind: file.kind,
            name: file.name.clone(),
            is_bare: documents::is_bare(&file.bytes),
            lists,
        });
    }
    let mut skipped = Vec::new();
    let page = page::convert(&parsed, feed.as_ref(), &mut skipped)?;
    let mut listed = Listed::default();
    let entries: Vec<_> = parsed
        .iter()
        .flat_map(|document| document.components().map(move |found| (document, found)))
        .filter(|(document, found)| {
            listed.is_first("component", document, found, &found.item.id, &mut skipped)
        })
        .map(|(_, found)| found)
        .collect();
    let fallback = page.as_ref().and_then(|page| page.updated_at);
    let mut all = components::convert(&entries, fallback, &mut skipped)?;

    let mut listed = Listed::default();
    let mut seen = Seen::default();
    let mut named: Vec<Named> = Vec::new();
    for document in &parsed {
        for (found, planned) in document.incidents() {
            if listed.is_first("incident", document, &found, &found.item.id, &mut skipped) {
                named.push(Named {
                    incident: incidents::convert(&found, planned, &mut seen, &mut skipped)?,
                    found,
                });
            }
        }
    }
    // Stable: incidents of one instant stay in the documents' order.
    named.sort_by_key(|one| Reverse(one.incident.created_at));
    all.extend(components::archived(&named, &all, &mut skipped)?);
    let mut incidents: Vec<_> = named.into_iter().map(|one| one.incident).collect();
    if let Some(feed) = &feed {
        number(&mut incidents, feed, &mut skipped);
    }
    Ok(Imported {
        page,
        is_demo: false,
        components: all,
        incidents,
        skipped,
    })
}

/// Which ids were there before, and in which document.
#[derive(Default)]
struct Listed<'a>(HashMap<&'a str, &'a str>);

impl<'a> Listed<'a> {
    /// Says whether an id is new; warns of one that is not, unless a summary merely repeats it.
    fn is_first<T>(
        &mut self,
        what: &str,
        document: &'a Document,
        found: &Found<'a, T>,
        id: &'a str,
        warnings: &mut Vec<String>,
    ) -> bool {
        let Some(earlier) = self.0.get(id) else {
            self.0.insert(id, &document.name);
            return true;
        };
        if document.kind != Kind::Summary || *earlier == document.name {
            warnings.push(format!(
                "{what} {id}: {} in {} repeats its id and is left out",
                found.place, document.name
            ));
        }
        false
    }
}

/// Gives the incidents the numbers that the feed has for them.
fn number(incidents: &mut [crate::domain::Incident], feed: &FeedFacts, warnings: &mut Vec<String>) {
    let numbers = feed.numbers();
    for incident in incidents.iter_mut() {
        if let Some(number) = numbers.get(incident.id.as_str()) {
            incident.feed_number = *number;
        }
    }
    let lost = feed
        .entries
        .iter()
        .filter(|(id, _)| !incidents.iter().any(|one| one.id.as_str() == id))
        .count();
    if lost > 0 {
        let have = if lost == 1 {
            "entry has"
        } else {
            "entries have"
        };
        warnings.push(format!(
            "history.atom: {lost} {have} no incident in the documents"
        ));
    }
}
