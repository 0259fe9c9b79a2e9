//! All documents together, in our own terms.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::components::{self, Named};
use super::document::Document;
use super::documents::{self, Found};
use super::feed::{self, FeedFacts};
use super::incidents;
use super::known_updates::KnownUpdates;
use super::source::{File, SourceKind};
use super::{ReadError, page};
use crate::app::Imported;

/// Parses and translates the documents, which come with the fuller ones first.
pub(super) fn convert(files: &[File]) -> Result<Imported, ReadError> {
    let mut parsed = Vec::new();
    let mut feed: Option<FeedFacts> = None;
    for file in files {
        if file.kind == SourceKind::Feed {
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
    let mut seen = KnownUpdates::default();
    let mut named: Vec<Named> = Vec::new();
    let mut postmortems = Vec::new();
    for document in &parsed {
        for (found, planned) in document.incidents() {
            if listed.is_first("incident", document, &found, &found.item.id, &mut skipped) {
                let (incident, postmortem) =
                    incidents::convert(&found, planned, &mut seen, &mut skipped)?;
                postmortems.extend(postmortem);
                named.push(Named { incident, found });
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
        postmortems,
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
        if document.kind != SourceKind::Summary || *earlier == document.name {
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
    let known: HashSet<&str> = incidents.iter().map(|one| one.id.as_str()).collect();
    let lost = feed
        .entries
        .iter()
        .filter(|(id, _)| !known.contains(id.as_str()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth;

    /// Numbers what a pattern repeats, so that every id is different.
    fn numbered(text: &str) -> String {
        let mut out = String::new();
        for (number, part) in text.split('#').enumerate() {
            if number > 0 {
                out.push_str(&number.to_string());
            }
            out.push_str(part);
        }
        out
    }

    fn read(kind: SourceKind, text: String) -> usize {
        let file = File {
            kind,
            name: "a document".to_owned(),
            bytes: text.into_bytes(),
        };
        match convert(&[file]) {
            Ok(imported) => {
                imported.components.len()
                    + imported.incidents.len()
                    + imported.skipped.concat().len()
            }
            Err(why) => why.to_string().len(),
        }
    }

    #[test]
    fn costs_no_more_than_its_length() {
        const AT: &str = r#""created_at":"2026-01-01T00:00:00Z""#;
        growth::assert_linear(
            &[
                r#"{"id":"c#","name":"x","group_id":"g1"},"#,
                r#"{"id":"g#","name":"x","group":true},"#,
                r#"{"id":"same","name":"x","status":"odd"},"#,
                "[",
                "{",
                "\"",
                ",",
            ],
            |items| {
                let items = numbered(items);
                let items = items.trim_end_matches(',');
                read(
                    SourceKind::Components,
                    format!(r#"{{"components":[{items}]}}"#),
                )
            },
        );
        growth::assert_linear(
            &[
                r#"{"id":"u#","created_at":"2026-01-01T00:00:00Z","body":"x"},"#,
                r#"{"id":"u#","created_at":"2026-01-01T00:00:00Z","affected_components":[{"code":"c#"},{"code":"d"}]},"#,
                r#"{"id":"same","created_at":"2026-01-01T00:00:00Z","status":"postmortem"},"#,
            ],
            |updates| {
                let updates = numbered(updates);
                let updates = updates.trim_end_matches(',');
                let text =
                    format!(r#"[{{"id":"i","name":"x",{AT},"incident_updates":[{updates}]}}]"#);
                read(SourceKind::Incidents, text)
            },
        );
        growth::assert_linear(
            &[
                r#"{"id":"i#","name":"x","created_at":"2026-01-01T00:00:00Z"},"#,
                r#"{"id":"i#","name":"x","created_at":"2026-01-01T00:00:00Z","components":[{"id":"c#"},{"id":"d"}]},"#,
            ],
            |incidents| {
                let incidents = numbered(incidents);
                read(
                    SourceKind::Incidents,
                    format!("[{}]", incidents.trim_end_matches(',')),
                )
            },
        );
        growth::assert_linear(
            &[
                "<entry>",
                "</entry>",
                "<entry><id>tag:x,2005:Incident/#</id></entry>",
                r#"<entry><link href="https://x/incidents/i#" /></entry>"#,
                "<a>",
                "&amp;",
                "x",
            ],
            |entries| {
                let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom">"#;
                read(
                    SourceKind::Feed,
                    format!("{feed}{}</feed>", numbered(entries)),
                )
            },
        );
    }
}
