//! The audit log: the end of every deed, what is written of each happening, and how long it is kept.
//!
//! `commit` ends a deed. The other files say, topic by topic, what an entry keeps of a happening.

mod access;
mod commit;
mod components;
mod entry;
mod exports;
mod incidents;
mod maintenances;
mod page;
mod postmortems;
mod retention;
#[cfg(test)]
mod tests;

pub(super) use entry::detail;
pub(crate) use entry::entry;
pub(super) use page::described as described_page;
pub(super) use retention::CutAuditLog;
