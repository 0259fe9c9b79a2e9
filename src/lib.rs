//! Candor: a self-hosted incident status page and postmortem publisher.
pub mod domain;
