//! Postmortems.

pub mod postmortem;
