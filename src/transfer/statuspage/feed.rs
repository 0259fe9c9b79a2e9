//! `history.atom`: the numbers under which feed readers know the incidents, and the host in them.

use std::collections::HashMap;

use atom_syndication::{Entry, Feed};

use super::ReadError;

/// What the feed says of ids.
#[derive(Debug, Default)]
pub(super) struct FeedFacts {
    /// The host in its ids, without port.
    pub(super) host: Option<String>,
    /// Incident ids in the feed's order, each with its number if it has one.
    pub(super) entries: Vec<(String, Option<i64>)>,
}

impl FeedFacts {
    /// Returns the number of each incident; a number given twice counts for the first.
    pub(super) fn numbers(&self) -> HashMap<&str, i64> {
        let mut numbers: HashMap<&str, i64> = HashMap::new();
        let mut taken = std::collections::HashSet::new();
        for (incident, number) in &self.entries {
            if let Some(number) = number
                && !numbers.contains_key(incident.as_str())
                && taken.insert(*number)
            {
                numbers.insert(incident, *number);
            }
        }
        numbers
    }
}

/// Reads the feed.
pub(super) fn parse(document: &str, bytes: &[u8]) -> Result<FeedFacts, ReadError> {
    let feed = Feed::read_from(bytes)
        .map_err(|error| ReadError::of(document, format!("not an Atom feed: {error}")))?;
    let host = std::iter::once(feed.id())
        .chain(feed.entries().iter().map(Entry::id))
        .find_map(tag)
        .map(|(host, _)| host.to_owned());
    let entries = feed
        .entries()
        .iter()
        .map(|entry| {
            let number = tag(entry.id()).and_then(|(_, rest)| number(rest));
            (incident_of(entry).unwrap_or_default(), number)
        })
        .collect();
    Ok(FeedFacts { host, entries })
}

/// Splits `tag:HOST,2005:REST` (RFC 4151) into host, without port, and rest.
fn tag(id: &str) -> Option<(&str, &str)> {
    let (authority, rest) = id.strip_prefix("tag:")?.split_once(',')?;
    let (_, rest) = rest.split_once(':')?;
    let host = authority.split(':').next()?;
    (!host.is_empty()).then_some((host, rest))
}

fn number(rest: &str) -> Option<i64> {
    rest.strip_prefix("Incident/")?
        .parse()
        .ok()
        .filter(|number| (1..i64::MAX).contains(number))
}

fn incident_of(entry: &Entry) -> Option<String> {
    entry.links().iter().find_map(|link| {
        let (_, id) = link.href().rsplit_once("/incidents/")?;
        let id = id.split(['/', '?', '#']).next()?;
        (!id.is_empty()).then(|| id.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_give_host_and_number() {
        let split = |id| tag(id).map(|(host, rest)| (host, number(rest)));
        assert_eq!(
            split("tag:status.example.com,2005:Incident/7"),
            Some(("status.example.com", Some(7)))
        );
        assert_eq!(
            split("tag:localhost:3000,2005:/history"),
            Some(("localhost", None))
        );
        assert_eq!(split("https://status.example.com/incidents/x"), None);
        assert_eq!(number("Incident/-3"), None);
    }

    #[test]
    fn something_else_is_named() {
        let error = parse("history.atom", b"<html></html>").unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("history.atom: not an Atom feed"),
            "{error}"
        );
    }
}
