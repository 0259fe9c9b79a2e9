//! Incidents: composed, drafted, updated, corrected, deleted; the dashboard.

mod composer;
mod composer_page;
mod corrections;
mod dashboard;
mod deletion;
mod desk;
mod drafts;
mod facts;
mod find;
mod incident_form;
mod list;
mod prefill;
mod routes;
mod sheet;
mod templates;
mod unexplained;
mod update_form;

pub(super) use find::{find, find_incident};
pub(super) use routes::routes;
pub(super) use sheet::Sheet;
pub(super) use templates::{in_maintenance, list as list_templates};
