//! The integration tests: one binary, whose folders mirror the doors.

#![allow(missing_docs, reason = "tests are named by sentences")]

mod admin;
mod architecture;
mod cli;
mod import;
mod leavers;
mod maintenances;
mod manage_api;
mod parts;
mod public;
mod publication;
mod sightings;
mod status_api;
mod store;
mod support;
mod unsound;
