//! Pages of Atlassian Statuspage, read from the documents of its Status API v2 and its Atom feed.
//!
//! [`read`] takes a folder or an address. Nothing is written here, and one broken document refuses all.

mod components;
mod convert;
mod document;
mod documents;
mod feed;
mod incidents;
mod known_updates;
mod page;
mod postmortems;
mod source;
mod updates;

use std::fmt;

use crate::app::Imported;

/// Reads a page from a folder that holds its documents, or from the address of the page itself.
///
/// Whichever of `summary.json`, `components.json`, `incidents.json`, `scheduled-maintenances.json` and
/// `history.atom` are there are read; at an address they are looked for where Statuspage has them.
///
/// # Errors
/// None of them is there, one cannot be read, is broken, or they belong to different pages.
pub async fn read(source: &str) -> Result<Imported, ReadError> {
    let files = source::load(source).await?;
    convert::convert(&files)
}

/// Why documents could not be read: which one, where in it, what is wrong. Prints as one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// The file or address.
    pub document: String,
    /// `line 3, column 14` or `incidents[3].created_at`, if there is a place.
    pub place: Option<String>,
    /// What is wrong there.
    pub reason: String,
}

impl ReadError {
    fn of(document: &str, reason: impl Into<String>) -> Self {
        Self {
            document: document.to_owned(),
            place: None,
            reason: reason.into(),
        }
    }

    fn at(document: &str, place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            place: Some(place.into()),
            ..Self::of(document, reason)
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = self.reason.replace(['\r', '\n'], " ");
        match &self.place {
            Some(place) => write!(f, "{}: {place}: {reason}", self.document),
            None => write!(f, "{}: {reason}", self.document),
        }
    }
}

impl std::error::Error for ReadError {}
