//! The page of the audit log.

mod detail;
mod log;
mod row;
mod sentence;
#[cfg(test)]
mod tests;

pub use log::{Audit, audit};
pub use row::AuditRow;
