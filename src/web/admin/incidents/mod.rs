//! Incidents: composed, drafted, updated, corrected; the dashboard.

mod composer;
mod dashboard;
mod desk;
mod drafts;
mod editing;
mod prefill;
mod routes;
mod unexplained;

pub(super) use desk::{find, parse};
pub(super) use prefill::{in_maintenance, refuse_leftovers, templates};
pub(super) use routes::routes;
