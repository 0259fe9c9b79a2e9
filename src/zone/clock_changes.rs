//! The moments at which a zone's clocks are set.

use jiff::Timestamp;

use super::Zone;
use super::iana::{timestamp, ts};
use crate::domain::Ts;

/// A moment at which a zone's clocks are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockChange {
    /// When.
    pub at: Ts,
    /// By how much: forward when positive, back when negative.
    pub by_secs: i64,
}

impl Zone {
    /// Returns the first moment after `from` and before `to` at which the zone's clocks are set, so that
    /// a stretch of time is longer or shorter than its two times of day say.
    pub fn change_between(&self, from: Ts, to: Ts) -> Option<ClockChange> {
        self.tz
            .following(timestamp(from))
            .map(|change| ClockChange {
                at: ts(change.timestamp()),
                by_secs: i64::from(change.offset().seconds())
                    - self.offset_before(change.timestamp()),
            })
            .take_while(|change| change.at < to)
            // Some changes are of the letters alone.
            .find(|change| change.by_secs != 0)
    }

    /// Returns when the clocks were last set, at an instant or before.
    pub(super) fn last_change(&self, at: Ts) -> Timestamp {
        let just_after = timestamp(at.plus_secs(1));
        let last = self.tz.preceding(just_after).next();
        last.map_or_else(|| timestamp(at), |change| change.timestamp())
    }

    fn offset_before(&self, at: Timestamp) -> i64 {
        let just_before = timestamp(ts(at).plus_secs(-1));
        i64::from(self.tz.to_offset(just_before).seconds())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::parse_instant;

    fn at(text: &str) -> Ts {
        parse_instant(text).expect("an instant")
    }

    #[test]
    fn a_change_inside_a_window_is_found_and_one_at_its_edge_is_not() {
        let zone = Zone::find("America/New_York").expect("known");
        let spring = at("2026-03-08T07:00Z");
        let change = zone.change_between(spring.plus_secs(-60), spring.plus_secs(60));
        assert_eq!(
            change,
            Some(ClockChange {
                at: spring,
                by_secs: 3600
            })
        );
        assert_eq!(zone.change_between(spring, spring.plus_secs(60)), None);
        assert_eq!(zone.change_between(spring.plus_secs(-60), spring), None);
        let autumn = at("2026-11-01T06:00Z");
        let change = zone.change_between(autumn.plus_secs(-60), autumn.plus_secs(60));
        assert_eq!(change.map(|change| change.by_secs), Some(-3600));
        assert_eq!(Zone::utc().change_between(spring, autumn), None);
    }
}
