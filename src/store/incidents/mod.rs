//! Incidents and maintenances, their updates, corrections, notes, drafts, and the statuses they set.

mod components;
mod corrections;
mod drafts;
mod lists;
mod notes;
mod posted;
mod reads;
mod status_changes;
mod updates;
mod writes;

pub use components::Naming;
pub use lists::IncidentFilter;
