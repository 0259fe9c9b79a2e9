//! The public documents, and the one table of their paths.
//!
//! A [`DocumentKey`] names a document without knowing its content. [`DocumentKey::path`] and [`DocumentKey::parse`]
//! are each other's reverse; the router takes its patterns from here too.

use percent_encoding::percent_decode_str;

use super::{API_DOCS, API_V2, ATOM, AssetPath, HISTORY, HISTORY_JSON, HOME, JSON_FEED};
use super::{POSTMORTEMS, RSS, SECURITY_TXT, SUBSCRIBE, corrections, incident, postmortem};
use crate::domain::IncidentId;
use crate::zone::Month;

/// The patterns of the pages and feeds, as the router writes them.
pub const PAGE_PATTERNS: &[&str] = &[
    HOME,
    "/incidents/{id}",
    "/incidents/{id}/postmortem",
    "/incidents/{id}/corrections",
    POSTMORTEMS,
    HISTORY,
    HISTORY_JSON,
    SUBSCRIBE,
    API_DOCS,
    ATOM,
    RSS,
    JSON_FEED,
];

/// The patterns of the Status API, as the router writes them.
pub const STATUS_API_PATTERNS: &[&str] = &["/api/v2/incidents/{file}", "/api/v2/{*rest}"];

/// Names one public document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DocumentKey {
    /// What part of the page it is about.
    pub scope: Scope,
    /// In which language it is.
    pub language: Language,
    /// Which document of that part.
    pub document: DocumentName,
}

/// A part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// All of it.
    Page,
}

/// A language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// The one that readers get who ask for none.
    Default,
}

/// A document of a scope in a language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DocumentName {
    /// The front page.
    Home,
    /// The page of an incident or maintenance.
    Incident(IncidentId),
    /// The reading page of a postmortem.
    Postmortem(IncidentId),
    /// What was corrected in an incident.
    Corrections(IncidentId),
    /// The list of postmortems.
    Postmortems,
    /// Three months of history.
    History(Months),
    /// The same for programs, as Statuspage has it.
    HistoryJson(Months),
    /// How to subscribe.
    Subscribe,
    /// The operations of the manage API.
    ApiDocs,
    /// The Atom feed.
    Atom(FeedItems),
    /// The RSS feed.
    Rss(FeedItems),
    /// The JSON feed.
    JsonFeed(FeedItems),
    /// A fixed document of the Status API.
    StatusApi(StatusDocument),
    /// The document of one incident or maintenance in the Status API.
    IncidentJson(IncidentId),
    /// Whom to tell of security holes.
    SecurityTxt,
    /// A file that pages name by a hash of its content.
    Asset(AssetPath),
}

/// Which three months of history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Months {
    /// The last of them is this month.
    EndingWith(Month),
    /// By Statuspage's page number: 1 ends with the present month.
    Page(u32),
}

/// What makes up one item of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedItems {
    /// An incident with all its updates.
    Incidents,
    /// One update.
    Updates,
}

/// A fixed document of the Status API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatusDocument {
    /// The page in short: components, open incidents, planned maintenances.
    Summary,
    /// The one-line state.
    Status,
    /// Every component.
    Components,
    /// The newest incidents.
    Incidents,
    /// The incidents that are not over.
    Unresolved,
    /// The newest maintenances.
    Maintenances,
    /// The maintenances still to come.
    Upcoming,
    /// The maintenances under way.
    Active,
}

/// Why an address names no document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressError {
    /// No document has such a path.
    UnknownPath,
    /// The path is not UTF-8 under its percent-encoding.
    BadPath,
    /// The query asks for what is no month or page.
    BadQuery,
}

impl StatusDocument {
    /// Every fixed document.
    pub const ALL: [Self; 8] = [
        Self::Summary,
        Self::Status,
        Self::Components,
        Self::Incidents,
        Self::Unresolved,
        Self::Maintenances,
        Self::Upcoming,
        Self::Active,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Status => "status",
            Self::Components => "components",
            Self::Incidents => "incidents",
            Self::Unresolved => "incidents/unresolved",
            Self::Maintenances => "scheduled-maintenances",
            Self::Upcoming => "scheduled-maintenances/upcoming",
            Self::Active => "scheduled-maintenances/active",
        }
    }
}

impl FeedItems {
    /// Returns the query that asks for these items.
    pub const fn query(self) -> &'static str {
        match self {
            Self::Incidents => "",
            Self::Updates => "?items=updates",
        }
    }

    fn parse(query: &str) -> Self {
        match parameter(query, "items") {
            Some("updates") => Self::Updates,
            _ => Self::Incidents,
        }
    }
}

impl Months {
    fn query(self) -> String {
        match self {
            Self::EndingWith(month) => format!("?month={}", month.iso()),
            Self::Page(0 | 1) => String::new(),
            Self::Page(number) => format!("?page={number}"),
        }
    }

    /// Reads a query; page 0 is page 1.
    fn parse(query: &str) -> Result<Self, AddressError> {
        if let Some(month) = parameter(query, "month") {
            let month = Month::parse(month).ok_or(AddressError::BadQuery)?;
            return Ok(Self::EndingWith(month));
        }
        let number = parameter(query, "page").unwrap_or("1").parse::<u32>();
        let number = number.map_err(|_| AddressError::BadQuery)?;
        Ok(Self::Page(number.max(1)))
    }
}

impl DocumentName {
    /// The documents that every edition holds ready.
    pub fn pinned() -> impl Iterator<Item = Self> {
        let api = StatusDocument::ALL.into_iter().map(Self::StatusApi);
        let feeds = [Self::Atom, Self::Rss, Self::JsonFeed].map(|feed| feed(FeedItems::Incidents));
        std::iter::once(Self::Home)
            .chain(api)
            .chain(feeds)
            .chain([Self::SecurityTxt])
    }

    /// Says whether every edition holds the document ready, if it exists.
    pub const fn is_pinned(&self) -> bool {
        match self {
            Self::Home | Self::StatusApi(_) | Self::SecurityTxt => true,
            Self::Atom(items) | Self::Rss(items) | Self::JsonFeed(items) => {
                matches!(items, FeedItems::Incidents)
            }
            _ => false,
        }
    }

    fn path(&self) -> String {
        match self {
            Self::Home => HOME.to_owned(),
            Self::Incident(id) => incident(id),
            Self::Postmortem(id) => postmortem(id),
            Self::Corrections(id) => corrections(id),
            Self::Postmortems => POSTMORTEMS.to_owned(),
            Self::History(months) => format!("{HISTORY}{}", months.query()),
            Self::HistoryJson(months) => format!("{HISTORY_JSON}{}", months.query()),
            Self::Subscribe => SUBSCRIBE.to_owned(),
            Self::ApiDocs => API_DOCS.to_owned(),
            Self::Atom(items) => format!("{ATOM}{}", items.query()),
            Self::Rss(items) => format!("{RSS}{}", items.query()),
            Self::JsonFeed(items) => format!("{JSON_FEED}{}", items.query()),
            Self::StatusApi(document) => format!("{API_V2}/{}.json", document.name()),
            Self::IncidentJson(id) => format!("{API_V2}/incidents/{id}.json"),
            Self::SecurityTxt => SECURITY_TXT.to_owned(),
            Self::Asset(path) => path.as_str().to_owned(),
        }
    }

    fn parse(path: &str, query: &str) -> Result<Self, AddressError> {
        Ok(match path {
            HOME => Self::Home,
            POSTMORTEMS => Self::Postmortems,
            HISTORY => Self::History(Months::parse(query)?),
            HISTORY_JSON => Self::HistoryJson(Months::parse(query)?),
            SUBSCRIBE => Self::Subscribe,
            API_DOCS => Self::ApiDocs,
            ATOM => Self::Atom(FeedItems::parse(query)),
            RSS => Self::Rss(FeedItems::parse(query)),
            JSON_FEED => Self::JsonFeed(FeedItems::parse(query)),
            SECURITY_TXT => Self::SecurityTxt,
            _ => status_document(path)
                .or_else(|| of_incident(path))
                .or_else(|| AssetPath::parse(path).map(Self::Asset))
                .ok_or(AddressError::UnknownPath)?,
        })
    }
}

impl DocumentKey {
    /// Names a document of the whole page in its default language.
    pub const fn of_page(document: DocumentName) -> Self {
        Self {
            scope: Scope::Page,
            language: Language::Default,
            document,
        }
    }

    /// Returns the path of the document, with the query that chooses it if one does.
    pub fn path(&self) -> String {
        match (self.scope, self.language) {
            (Scope::Page, Language::Default) => self.document.path(),
        }
    }

    /// Names what programs get that ask for this document as JSON, if that has an address of its own.
    #[must_use]
    pub fn for_programs(self) -> Self {
        Self {
            document: match self.document {
                DocumentName::History(months) => DocumentName::HistoryJson(months),
                other => other,
            },
            ..self
        }
    }

    /// Reads a path, with its query if there is one. What else the query holds is not looked at.
    ///
    /// # Errors
    /// Says whether the path or the query is at fault.
    pub fn parse(address: &str) -> Result<Self, AddressError> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        if percent_decode_str(path).decode_utf8().is_err() {
            return Err(AddressError::BadPath);
        }
        Ok(Self::of_page(DocumentName::parse(path, query)?))
    }
}

/// Says whether a query can ask a pinned document's path for another document.
pub fn has_variants(path: &str) -> bool {
    matches!(path, ATOM | RSS | JSON_FEED)
}

/// Says whether the documents of a path are for programs, whose errors are JSON.
pub fn is_for_programs(path: &str) -> bool {
    path == HISTORY_JSON
        || path
            .strip_prefix(API_V2)
            .is_some_and(|rest| rest.starts_with('/'))
        || path
            .strip_prefix("/incidents/")
            .and_then(|file| file.strip_suffix(".json"))
            .is_some_and(|id| !id.contains('/'))
}

fn status_document(path: &str) -> Option<DocumentName> {
    let name = path.strip_prefix(API_V2)?.strip_prefix('/')?;
    let name = name.strip_suffix(".json")?;
    if let Some(fixed) = StatusDocument::ALL.iter().find(|one| one.name() == name) {
        return Some(DocumentName::StatusApi(*fixed));
    }
    id(name.strip_prefix("incidents/")?).map(DocumentName::IncidentJson)
}

/// Reads what stands below `/incidents`; with `.json` behind the id, as Statuspage takes it, it is the document of the
/// Status API.
fn of_incident(path: &str) -> Option<DocumentName> {
    let rest = path.strip_prefix("/incidents/")?;
    match rest.split_once('/') {
        None => match rest.strip_suffix(".json") {
            Some(text) => id(text).map(DocumentName::IncidentJson),
            None => id(rest).map(DocumentName::Incident),
        },
        Some((text, "postmortem")) => id(text).map(DocumentName::Postmortem),
        Some((text, "corrections")) => id(text).map(DocumentName::Corrections),
        Some(_) => None,
    }
}

/// Reads an id, of which characters may be percent-encoded (RFC 3986 §6.2.2.2).
fn id(text: &str) -> Option<IncidentId> {
    IncidentId::parse(&percent_decode_str(text).decode_utf8().ok()?)
}

/// Returns the value of a query's parameter, still percent-encoded; the first one counts.
fn parameter<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query
        .split('&')
        .find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name))
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn document() -> impl Strategy<Value = DocumentName> {
        let id = "[a-zA-Z0-9_-]{1,64}".prop_map(|text| IncidentId::parse(&text).expect("an id"));
        let month = (1_u16..=9999, 1_u8..=12).prop_map(|(year, month)| {
            Month::parse(&format!("{year:04}-{month:02}")).expect("fits")
        });
        let months = prop_oneof![
            month.prop_map(Months::EndingWith),
            (1_u32..).prop_map(Months::Page)
        ];
        let items = prop_oneof![Just(FeedItems::Incidents), Just(FeedItems::Updates)];
        let fixed = proptest::sample::select(StatusDocument::ALL.to_vec());
        prop_oneof![
            Just(DocumentName::Home),
            id.clone().prop_map(DocumentName::Incident),
            id.clone().prop_map(DocumentName::Postmortem),
            id.clone().prop_map(DocumentName::Corrections),
            id.prop_filter("a fixed document goes before", |id| id.as_str()
                != "unresolved")
                .prop_map(DocumentName::IncidentJson),
            Just(DocumentName::Postmortems),
            months.clone().prop_map(DocumentName::History),
            months.prop_map(DocumentName::HistoryJson),
            Just(DocumentName::Subscribe),
            Just(DocumentName::ApiDocs),
            items.clone().prop_map(DocumentName::Atom),
            items.clone().prop_map(DocumentName::Rss),
            items.prop_map(DocumentName::JsonFeed),
            fixed.prop_map(DocumentName::StatusApi),
            Just(DocumentName::SecurityTxt),
            "/(static|media)/[a-z]{1,8}-[0-9a-f]{16}[.](css|js|svg|png)"
                .prop_map(|path| DocumentName::Asset(AssetPath::parse(&path).expect("a path"))),
        ]
    }

    proptest! {
        #[test]
        fn a_key_and_its_path_are_each_others_reverse(document in document()) {
            let key = DocumentKey::of_page(document);
            let path = key.path();
            let parsed = DocumentKey::parse(&path);
            prop_assert_eq!(&parsed, &Ok(key));
            prop_assert_eq!(parsed.map(|key| key.path()), Ok(path));
        }

        #[test]
        fn no_address_is_read_as_a_document_of_another_path(address in "[/a-z0-9.?=&%-]{0,40}") {
            if let Ok(key) = DocumentKey::parse(&address) {
                prop_assert_eq!(DocumentKey::parse(&key.path()), Ok(key));
            }
        }
    }

    #[test]
    fn addresses_have_more_than_one_spelling() {
        for (address, path) in [
            ("/history?page=0", "/history"),
            ("/history?page=1&x=y", "/history"),
            ("/history?page=3&month=2015-10", "/history?month=2015-10"),
            ("/incidents/abc.json", "/api/v2/incidents/abc.json"),
            ("/incidents/a%62c", "/incidents/abc"),
            ("/history.atom?items=incidents", "/history.atom"),
            ("/?x", "/"),
        ] {
            let key = DocumentKey::parse(address).expect(address);
            assert_eq!(key.path(), path, "{address}");
        }
    }

    #[test]
    fn what_is_no_document_is_told_apart_from_a_bad_path_and_a_bad_query() {
        use AddressError::{BadPath, BadQuery, UnknownPath};
        for (address, error) in [
            ("/nothing", UnknownPath),
            ("/incidents/", UnknownPath),
            ("/incidents/a/b", UnknownPath),
            ("/incidents/a%", UnknownPath),
            ("/incidents/a%2fb", UnknownPath),
            ("/api/v2/nothing.json", UnknownPath),
            ("/api/v2/summary", UnknownPath),
            ("/incidents/%ff", BadPath),
            ("/history?month=2015-13", BadQuery),
            ("/history?page=-1", BadQuery),
            ("/history.json?page=x", BadQuery),
        ] {
            assert_eq!(DocumentKey::parse(address), Err(error), "{address}");
        }
    }

    #[test]
    fn what_is_pinned_says_so() {
        assert_eq!(DocumentName::pinned().count(), 13);
        assert!(DocumentName::pinned().all(|one| one.is_pinned()));
    }
}
