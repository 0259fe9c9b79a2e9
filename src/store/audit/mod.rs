//! The audit log.

mod entries;

pub(in crate::store) use entries::literal;
pub use entries::{AuditEntry, AuditFilter};
