//! What happens to postmortems.

use super::macros::happenings;
use crate::domain::IncidentId;

happenings! {
    /// What happens to postmortems.
    pub enum PostmortemHappening<'a> {
        /// The draft was saved.
        "postmortem.save_draft" => DraftSaved {
            /// The incident.
            incident: &'a IncidentId,
            /// What it says.
            body: &'a str,
        },
        /// The draft was published.
        "postmortem.publish" => Published {
            /// The incident.
            incident: &'a IncidentId,
            /// Whether subscribers are told.
            notify: bool,
            /// Why what was published changed, as readers see it.
            reason: Option<&'a str>,
        },
        /// A published postmortem was taken back.
        "postmortem.revert" => Reverted {
            /// The incident.
            incident: &'a IncidentId,
        },
        /// A postmortem was removed, draft and all.
        "postmortem.delete" => Deleted {
            /// The incident.
            incident: &'a IncidentId,
            /// Whether readers had it.
            was_published: bool,
        },
    }
}

impl PostmortemHappening<'_> {
    /// Returns to what it happened.
    pub fn subject(&self) -> &str {
        match self {
            Self::DraftSaved { incident, .. }
            | Self::Published { incident, .. }
            | Self::Reverted { incident }
            | Self::Deleted { incident, .. } => incident.as_str(),
        }
    }

    /// Says whether readers may notice it: nobody outside sees a draft.
    pub const fn is_public(&self) -> bool {
        match self {
            Self::DraftSaved { .. } => false,
            Self::Published { .. } | Self::Reverted { .. } => true,
            Self::Deleted { was_published, .. } => *was_published,
        }
    }
}
