//! Incidents, through every door.

mod api;
mod composer;
mod corrections;
mod drafts;
mod staff;
