//! Changes that went live so long after their date that readers may hold that date with an older version. They waited
//! for the database.

use super::document::SETTLED_AFTER_SECS;
use super::last_modified;
use crate::domain::Ts;
use crate::domain::public::PublicState;

/// A late change.
#[derive(Debug, Clone, Copy)]
pub(super) struct Late {
    dated: Ts,
    live_at: Ts,
}

impl Late {
    /// Finds one in a state that is made now.
    pub(super) fn find(state: &PublicState, is_changed: bool, now: Ts) -> Option<Self> {
        let dated = last_modified::anything(state);
        let dated = state.dates.undated.map_or(dated, |at| at.max(dated));
        let is_late = is_changed && now.secs() > dated.secs() + SETTLED_AFTER_SECS;
        is_late.then_some(Self {
            dated,
            live_at: now,
        })
    }

    /// Returns the date of a document whose newest change is of this moment: when the change went live, if it was
    /// late.
    pub(super) const fn date(self, newest: Ts) -> Ts {
        if newest.secs() == self.dated.secs() {
            self.live_at
        } else {
            newest
        }
    }
}
