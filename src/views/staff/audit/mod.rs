//! The page of the audit log.

mod detail;
mod log;
mod sentence;
#[cfg(test)]
mod tests;

pub use log::{Audit, AuditRow, audit};
