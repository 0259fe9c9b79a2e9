//! The pages of incidents: composed, updated, corrected; the dashboard.

mod composer;
mod dashboard;
mod desk;
mod editing;
mod post_update;
mod posted;
mod unexplained;

pub(super) use composer::template_menu;
pub use composer::{CreateIncident, create_incident, standard_sentence};
pub use dashboard::{Dashboard, Line, OpenCard, dashboard};
pub use desk::{IncidentDesk, incident, incidents};
pub use editing::{Editing, confirm_deletion, edit_incident, edit_update, postmortem};
pub(super) use posted::{Said, ShownNote};
pub use unexplained::Odd;
