//! What happens to incidents, their updates, notes and drafts.

use super::macros::happenings;
use crate::domain::{
    Change, DraftId, Incident, IncidentHead, IncidentId, Note, NoteId, Ts, Update,
};

happenings! {
    /// What happens to incidents.
    pub enum IncidentHappening<'a> {
        /// An incident was opened.
        "incident.create" => Opened {
            /// The incident, with its first update.
            incident: &'a Incident,
            /// Who wrote the draft that it was.
            drafted_by: Option<&'a str>,
        },
        /// An incident or maintenance was changed, with an update or without.
        "incident.edit" => Changed {
            /// How it was.
            before: &'a IncidentHead,
            /// How it is.
            after: &'a IncidentHead,
            /// The update that was posted.
            update: Option<&'a Update>,
        },
        /// An incident or maintenance was removed from everywhere.
        "incident.delete" => Deleted {
            /// The incident.
            incident: &'a Incident,
            /// What became of its components.
            changes: &'a [Change],
        },
        /// The text, time or notification of an update was corrected.
        "update.edit" => UpdateCorrected {
            /// The incident.
            incident: &'a IncidentId,
            /// How the update was.
            before: &'a Update,
            /// How the update is.
            after: &'a Update,
            /// Why, as readers see it.
            reason: Option<&'a str>,
        },
        /// An update was removed.
        "update.delete" => UpdateRemoved {
            /// How the incident was.
            before: &'a Incident,
            /// How the incident is.
            after: &'a Incident,
            /// The update.
            update: &'a Update,
            /// Why, as readers see it.
            reason: Option<&'a str>,
        },
        /// A note among staff was added.
        "note.add" => NoteAdded {
            /// The incident.
            incident: &'a IncidentId,
            /// The note.
            note: &'a Note,
        },
        /// A note among staff was removed.
        "note.delete" => NoteRemoved {
            /// The incident.
            incident: &'a IncidentId,
            /// The note.
            note: &'a NoteId,
        },
        /// A draft was saved.
        "draft.save" => DraftSaved {
            /// The draft.
            draft: &'a DraftId,
            /// The title of what it becomes.
            name: &'a str,
        },
        /// A draft was planned to publish itself.
        "draft.plan" => DraftPlanned {
            /// The draft.
            draft: &'a DraftId,
            /// The title of what it becomes.
            name: &'a str,
            /// When it publishes itself.
            publish_at: Ts,
        },
        /// A draft was deleted.
        "draft.delete" => DraftDeleted {
            /// The draft.
            draft: &'a DraftId,
            /// The title of what it would have become.
            name: &'a str,
        },
        /// A draft that was to publish itself could not.
        "draft.fail" => DraftFailed {
            /// The draft.
            draft: &'a DraftId,
            /// The title of what it would have become.
            name: &'a str,
            /// Why.
            why: &'a str,
        },
    }
}

impl IncidentHappening<'_> {
    /// Returns to what it happened.
    pub fn subject(&self) -> &str {
        match self {
            Self::Opened { incident, .. } | Self::Deleted { incident, .. } => incident.id.as_str(),
            Self::Changed { before, .. } => before.facts.id.as_str(),
            Self::UpdateRemoved { before, .. } => before.id.as_str(),
            Self::UpdateCorrected { incident, .. }
            | Self::NoteAdded { incident, .. }
            | Self::NoteRemoved { incident, .. } => incident.as_str(),
            Self::DraftSaved { draft, .. }
            | Self::DraftPlanned { draft, .. }
            | Self::DraftDeleted { draft, .. }
            | Self::DraftFailed { draft, .. } => draft.as_str(),
        }
    }

    /// Says whether readers may notice it: nobody outside sees notes and drafts.
    pub const fn is_public(&self) -> bool {
        match self {
            Self::Opened { .. }
            | Self::Changed { .. }
            | Self::Deleted { .. }
            | Self::UpdateCorrected { .. }
            | Self::UpdateRemoved { .. } => true,
            Self::NoteAdded { .. }
            | Self::NoteRemoved { .. }
            | Self::DraftSaved { .. }
            | Self::DraftPlanned { .. }
            | Self::DraftDeleted { .. }
            | Self::DraftFailed { .. } => false,
        }
    }
}
