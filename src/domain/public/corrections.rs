//! Which corrections the public may see, and between which versions.

use std::collections::HashMap;

use super::PublicIncident;
use crate::domain::incidents::correction::{Amendment, Correction, Version};
use crate::domain::{Ts, UpdateId};

/// What was done to an update or postmortem that readers saw.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PublicAmendment {
    /// Its text or time was changed.
    Changed {
        /// How it was.
        before: Version,
        /// How it was from then on.
        after: Version,
    },
    /// An update was removed.
    Removed {
        /// The time that it had.
        display_at: Ts,
    },
}

/// A correction as readers see it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PublicCorrection {
    /// The update or postmortem.
    pub update_id: UpdateId,
    /// What was done.
    pub amendment: PublicAmendment,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub corrected_at: Ts,
}

/// Decides which of an incident's corrections (newest first) the public may see: those of updates and a
/// postmortem that are public now, and that an update was removed.
pub fn reveal_corrections(
    incident: &PublicIncident,
    corrections: Vec<Correction>,
) -> Vec<PublicCorrection> {
    let words = incident
        .updates
        .iter()
        .map(|one| (&one.id, &one.body, one.display_at));
    let postmortem = incident
        .postmortem
        .as_ref()
        .map(|post| (&post.update_id, &post.body, post.published_at));
    // For each update and the postmortem: the version after the correction that is looked at next.
    let mut later: HashMap<UpdateId, Version> = words
        .chain(postmortem)
        .map(|(id, body, display_at)| {
            let body = body.clone();
            (id.clone(), Version { body, display_at })
        })
        .collect();
    corrections
        .into_iter()
        .filter_map(|correction| {
            let amendment = match correction.amendment {
                Amendment::Removed { display_at } => PublicAmendment::Removed { display_at },
                Amendment::Changed { before, display_at } => {
                    let after =
                        std::mem::replace(later.get_mut(&correction.update_id)?, before.clone());
                    PublicAmendment::Changed {
                        before,
                        after: Version {
                            display_at,
                            ..after
                        },
                    }
                }
            };
            Some(PublicCorrection {
                update_id: correction.update_id,
                amendment,
                reason: correction.reason,
                corrected_at: correction.corrected_at,
            })
        })
        .collect()
}
