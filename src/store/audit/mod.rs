//! The audit log.

mod entries;

pub(super) use entries::literal;
pub use entries::{AuditEntry, AuditFilter};
