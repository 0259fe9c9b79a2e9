//! What happens to the audit log itself.

use super::macros::happenings;
use crate::domain::{PageId, Ts};

happenings! {
    /// What happens to the audit log.
    pub enum AuditHappening<'a> {
        /// Entries that were kept long enough were removed.
        "audit.cut" => Cut {
            /// The page.
            page: &'a PageId,
            /// How many.
            entries: u64,
            /// Up to when.
            before: Ts,
        },
        /// Entries left as a file.
        "audit.export" => Exported {
            /// The kind of file: `csv`, `json`.
            format: &'a str,
            /// How many.
            entries: usize,
            /// The filter: a part of who did it.
            who: &'a str,
            /// The filter: how the action begins.
            action: &'a str,
            /// The filter: to what it was done.
            subject: &'a str,
        },
    }
}

impl AuditHappening<'_> {
    /// Returns to what it happened.
    pub fn subject(&self) -> &str {
        match self {
            Self::Cut { page, .. } => page.as_str(),
            Self::Exported { .. } => "-",
        }
    }

    /// Says whether readers may notice it: never.
    pub const fn is_public(&self) -> bool {
        false
    }
}
