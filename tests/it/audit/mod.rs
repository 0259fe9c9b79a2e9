//! The audit log and what it says of refusals.

mod denials;
mod log;
