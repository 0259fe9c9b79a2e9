//! Corrections: what stays public of an update or postmortem that was changed or removed.

use crate::domain::{Body, Ts, UpdateId};

/// How long after its posting a text can be changed without a correction, in seconds: small mistakes are seen at
/// once, and hardly anybody has read it yet.
pub const QUIET_SECS: i64 = 120;

/// Says that a text posted at one instant can still be changed without a correction at another.
pub fn is_quiet(posted_at: Ts, now: Ts) -> bool {
    now <= posted_at.plus_secs(QUIET_SECS)
}

/// An update or postmortem as readers saw it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Version {
    /// Its text.
    pub body: Body,
    /// When it happened, or was published.
    pub display_at: Ts,
}

/// What was done to a published update or postmortem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amendment {
    /// Its text or time was changed.
    Changed {
        /// How it was.
        before: Version,
        /// The time that it has since.
        display_at: Ts,
    },
    /// An update was removed; its text is not kept.
    Removed {
        /// The time that it had.
        display_at: Ts,
    },
}

/// One correction of an incident's updates or postmortem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Order, growing.
    pub seq: i64,
    /// The update, or the id under which the postmortem stands among the updates.
    pub update_id: UpdateId,
    /// What was done.
    pub amendment: Amendment,
    /// Why, in the words of staff.
    pub reason: Option<String>,
    /// When.
    pub corrected_at: Ts,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_minutes_are_quiet() {
        let posted_at = Ts::from_secs(1000);
        assert!(is_quiet(posted_at, posted_at));
        assert!(is_quiet(posted_at, Ts::from_secs(1120)));
        assert!(!is_quiet(posted_at, Ts::from_micros(1_120_000_001)));
    }
}
