//! What an import does to the page.

use super::macros::happenings;
use crate::domain::PageId;

happenings! {
    /// What an import does.
    pub enum ImportHappening<'a> {
        /// A part of an import was written.
        "page.import" => Imported {
            /// The page.
            page: &'a PageId,
            /// Components and groups that were new.
            components_imported: usize,
            /// Components and groups that were different.
            components_updated: usize,
            /// Incidents and maintenances that were new.
            incidents_imported: usize,
            /// Incidents and maintenances that were different.
            incidents_updated: usize,
        },
    }
}

impl ImportHappening<'_> {
    /// Returns to what it happened.
    pub fn subject(&self) -> &str {
        match self {
            Self::Imported { page, .. } => page.as_str(),
        }
    }

    /// Says whether readers may notice it.
    pub const fn is_public(&self) -> bool {
        true
    }
}
