//! Incidents: drafted, opened, updated, corrected, deleted, and the notes among staff.

mod change;
mod drafts;
mod input;
mod new_update;
mod notes;
mod open;
mod planned;
mod publishing;
mod rules;
mod updates;

pub use drafts::DraftForm;
pub use input::{IncidentEdit, NewIncident, Touch};
pub(super) use new_update::NewUpdate;
pub use open::{OnDeletion, SeenVersions, version};
pub(super) use open::{check_seen, post};
pub(super) use publishing::PublishDraft;
pub(super) use rules::{check_components, check_known};
pub use updates::UpdateEdit;
pub(super) use updates::checked_reason;
