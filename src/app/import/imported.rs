//! What an import brings, and what came of it.

use crate::domain::{Component, Incident, PageId, Postmortem, Ts};

/// The page's own facts in the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedPage {
    /// Its id.
    pub id: PageId,
    /// Its name, if the documents have one.
    pub name: Option<String>,
    /// IANA name of its zone, if the documents have one.
    pub time_zone: Option<String>,
    /// The last change that the documents know of.
    pub updated_at: Option<Ts>,
    /// Host of its feed ids.
    pub feed_host: Option<String>,
}

/// A page read from elsewhere, in our own terms.
///
/// `seq` of components and incidents, and `feed_number` 0, are given when they are stored.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// The page; `None` for a bare list of incidents.
    pub page: Option<ImportedPage>,
    /// Says that everything is made up.
    pub is_demo: bool,
    /// Components and groups in the documents' order.
    pub components: Vec<Component>,
    /// Incidents and maintenances, newest first, ties as in the documents.
    pub incidents: Vec<Incident>,
    /// The postmortems of some of them.
    pub postmortems: Vec<Postmortem>,
    /// What the reader left out, and why.
    pub skipped: Vec<String>,
}

/// How many of a kind were new, the same, different, left alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Stored now.
    pub imported: usize,
    /// The same as before.
    pub unchanged: usize,
    /// Different, and written.
    pub updated: usize,
}

impl ImportCounts {
    const fn add(&mut self, part: Self) {
        self.imported += part.imported;
        self.unchanged += part.unchanged;
        self.updated += part.updated;
    }
}

/// What an import did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Components and groups.
    pub components: ImportCounts,
    /// Incidents and maintenances.
    pub incidents: ImportCounts,
    /// Updates of incidents.
    pub updates: ImportCounts,
    /// Whether the page itself took id, name or zone.
    pub page_changed: bool,
    /// What was left out, and why.
    pub skipped: Vec<String>,
}

impl ImportReport {
    /// Says that nothing was, or would be, written.
    pub fn is_unchanged(&self) -> bool {
        let same = |counts: &ImportCounts| counts.imported == 0 && counts.updated == 0;
        !self.page_changed && same(&self.components) && same(&self.incidents) && same(&self.updates)
    }

    pub(super) fn add(&mut self, part: Self) {
        self.components.add(part.components);
        self.incidents.add(part.incidents);
        self.updates.add(part.updates);
        self.page_changed |= part.page_changed;
        self.skipped.extend(part.skipped);
    }
}
