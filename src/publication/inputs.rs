//! Everything that a document is rendered from.
//!
//! A renderer gets [`Inputs`] and what never changes while the program runs. So two documents with the same digest of
//! inputs are the same, and what is not in the inputs cannot reach a document.

use super::digest::{Digest, PartDigests, digest};
use crate::domain::Ts;
use crate::domain::public::{PublicCorrection, PublicIncident, PublicState};
use crate::urls::DocumentKey;
use crate::zone::Month;

/// What a document is rendered from.
pub(super) struct Inputs {
    /// Which document.
    pub(super) key: DocumentKey,
    /// The state, cut down to what the document shows.
    pub(super) state: PublicState,
    /// What it shows besides.
    pub(super) stored: Stored,
    /// The newest change of what it shows.
    pub(super) made_at: Ts,
}

/// What a document shows that no state has a place for.
#[derive(Hash)]
pub(super) enum Stored {
    /// Nothing: the state is all.
    Nothing,
    /// What was corrected in the one incident of the state.
    Corrections(Vec<PublicCorrection>),
    /// A stretch of history.
    History(History),
}

/// Some months of history, newest first, with what is listed under each.
#[derive(Hash)]
pub(super) struct History {
    pub(super) months: Vec<(Month, Vec<PublicIncident>)>,
    pub(super) older: Option<Month>,
    pub(super) newer: Option<Month>,
}

/// The inputs of a document with the date of its last change.
pub(super) struct Prepared {
    pub(super) inputs: Inputs,
    /// The newest change of anything that is in the document or could have been in it.
    pub(super) modified_at: Ts,
}

impl Inputs {
    /// Makes the digest of all of it.
    pub(super) fn digest(&self, parts: &PartDigests) -> Digest {
        let Self {
            key,
            state,
            stored,
            made_at,
        } = self;
        digest(&(key, parts.state(state), stored, made_at))
    }

    /// Prepares a document whose last change is the newest of what it shows.
    pub(super) fn prepared(self) -> Prepared {
        Prepared {
            modified_at: self.made_at,
            inputs: self,
        }
    }
}
