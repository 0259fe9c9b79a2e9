//! The audit log: how long it is kept.

mod retention;

pub(super) use retention::CutAuditLog;
