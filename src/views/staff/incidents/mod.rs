//! The pages of incidents: composed, updated, corrected; the dashboard.

mod composer;
mod correction;
mod dashboard;
mod deletion;
mod desk;
mod facts;
mod post_update;
mod posted;
mod unexplained;

pub(super) use composer::template_menu;
pub use composer::{CreateIncident, create_incident, standard_sentence};
pub use correction::edit_update;
pub use dashboard::{Dashboard, Line, OpenCard, dashboard};
pub use deletion::confirm_deletion;
pub use desk::{IncidentDesk, incident, incidents};
pub use facts::edit_incident;
pub(super) use posted::{PostedUpdate, ShownNote};
pub use unexplained::Odd;
