//! The integration tests: one binary, with a folder for each topic and each door.

#![allow(missing_docs, reason = "tests are named by sentences")]

mod access;
mod admin;
mod architecture;
mod audit;
mod cli;
mod clock;
mod components;
mod import;
mod incidents;
mod maintenances;
mod manage_api;
mod page;
mod postmortems;
mod public;
mod publication;
mod status_api;
mod store;
mod support;
mod upgrade;
mod waiting;
