//! The page of the audit log.

mod log;

pub use log::{Audit, AuditRow, audit};
