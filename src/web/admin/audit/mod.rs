//! The audit log, shown and exported.

mod export;
mod log;
mod routes;

pub(super) use routes::routes;
