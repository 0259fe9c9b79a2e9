//! What readers can ask for beyond the hot set.

use crate::domain::IncidentId;
use crate::feeds::Items;
use crate::store::StoreError;
use crate::views::public::ApiOperation;
use crate::zone::Month;

/// A document that is rendered on first request.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// The page of an incident or maintenance.
    Incident(IncidentId),
    /// The reading page of a postmortem.
    Postmortem(IncidentId),
    /// What was corrected in an incident.
    Corrections(IncidentId),
    /// `/api/v2/incidents/ID.json`.
    IncidentJson(IncidentId),
    /// The list of postmortems.
    Postmortems,
    /// Three months of history.
    History(Months),
    /// The same for programs, as Statuspage has it.
    HistoryJson(Months),
    /// How to be told.
    Subscribe,
    /// The operations of the manage API.
    ApiDocs(&'static [ApiOperation]),
    /// The Atom feed with these items.
    Atom(Items),
    /// The RSS feed with these items.
    Rss(Items),
    /// The JSON feed with these items.
    JsonFeed(Items),
}

/// Which three months of history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Months {
    /// The last of them is this one.
    EndingWith(Month),
    /// By Statuspage's page number: 1 ends with the present month.
    Page(u32),
}

/// Why a document cannot be had now.
#[derive(Debug, Clone)]
pub enum Trouble {
    /// The database does not answer, and the document is not in the edition.
    Unavailable(String),
    /// Rendering failed, or what is stored makes no sense; our fault.
    Render(String),
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unavailable(why) | Self::Render(why) => f.write_str(why),
        }
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        if error.is_ours() {
            return Self::Render(error.to_string());
        }
        Self::Unavailable(error.to_string())
    }
}

impl From<askama::Error> for Trouble {
    fn from(error: askama::Error) -> Self {
        Self::Render(error.to_string())
    }
}
