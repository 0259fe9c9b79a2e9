//! Wall-clock times: what people type, and what daylight saving makes of it.

use jiff::civil::DateTime;
use jiff::tz::AmbiguousOffset;
use jiff::{Timestamp, tz};

use super::Zone;
use crate::domain::Ts;

/// A date and time of day without a zone, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Local(DateTime);

/// An instant that was given as a wall-clock time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The instant.
    pub at: Ts,
    /// How the zone's clocks show that time.
    pub shown: Shown,
}

/// How a zone's clocks show a wall-clock time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Once, as nearly always.
    Once,
    /// Never: they are set forward over it. The instant is as much later as they are set (02:30 is read
    /// as 03:30), which RFC 5545 wants.
    Never {
        /// What they show when they are set forward.
        from: Local,
        /// What they show then instead.
        to: Local,
    },
    /// Twice: they are set back over it. The instant is the first of the two, which RFC 5545 wants.
    Twice {
        /// The other one.
        second_at: Ts,
    },
}

/// A moment at which a zone's clocks are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockChange {
    /// When.
    pub at: Ts,
    /// By how much: forward when positive, back when negative.
    pub by_secs: i64,
}

impl Local {
    /// Reads `YYYY-MM-DDTHH:MM`, as a browser's datetime field sends it; seconds are taken and left out.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_plain = text.is_ascii()
            && matches!(text.len(), 16 | 19)
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b"-:T".contains(&byte));
        if !is_plain {
            return None;
        }
        let at: DateTime = text.parse().ok()?;
        (at.year() >= 1).then(|| Self(at.date().at(at.time().hour(), at.time().minute(), 0, 0)))
    }

    /// Writes `HH:MM`.
    pub fn time(self) -> String {
        format!("{:02}:{:02}", self.0.hour(), self.0.minute())
    }

    /// Writes `YYYY-MM-DDTHH:MM`.
    pub fn text(self) -> String {
        let at = self.0;
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}",
            at.year(),
            at.month(),
            at.day(),
            at.hour(),
            at.minute()
        )
    }
}

impl Zone {
    /// Returns what the zone's clocks show at an instant.
    pub fn local(&self, at: Ts) -> Local {
        let at = self.at(at).datetime();
        Local(at.date().at(at.hour(), at.minute(), 0, 0))
    }

    /// Returns the instant at which the zone's clocks show a time, and whether they show it once.
    pub fn place(&self, local: Local) -> Placed {
        let instant = |offset: tz::Offset| {
            offset
                .to_timestamp(local.0)
                .map_or(Ts::from_micros(i64::MAX), ts)
        };
        match self.tz.to_ambiguous_timestamp(local.0).offset() {
            AmbiguousOffset::Unambiguous { offset } => Placed {
                at: instant(offset),
                shown: Shown::Once,
            },
            AmbiguousOffset::Gap { before, after } => {
                let at = instant(before);
                let set_at = self.last_set(at);
                let shows = |offset| Local(tz::Offset::to_datetime(offset, set_at));
                Placed {
                    at,
                    shown: Shown::Never {
                        from: shows(before),
                        to: shows(after),
                    },
                }
            }
            AmbiguousOffset::Fold { before, after } => Placed {
                at: instant(before),
                shown: Shown::Twice {
                    second_at: instant(after),
                },
            },
        }
    }

    /// Reads `YYYY-MM-DDTHH:MM` as a time of the zone's clocks.
    pub fn parse_local(&self, text: &str) -> Option<Placed> {
        Local::parse(text).map(|local| self.place(local))
    }

    /// Returns the first moment after `from` and before `to` at which the zone's clocks are set, so that
    /// a stretch of time is longer or shorter than its two times of day say.
    pub fn change_between(&self, from: Ts, to: Ts) -> Option<ClockChange> {
        self.tz
            .following(super::timestamp(from))
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
    fn last_set(&self, at: Ts) -> Timestamp {
        let just_after = super::timestamp(at.plus_secs(1));
        let last = self.tz.preceding(just_after).next();
        last.map_or_else(|| super::timestamp(at), |change| change.timestamp())
    }

    fn offset_before(&self, at: Timestamp) -> i64 {
        let just_before = super::timestamp(ts(at).plus_secs(-1));
        i64::from(self.tz.to_offset(just_before).seconds())
    }
}

fn ts(at: Timestamp) -> Ts {
    Ts::from_micros(at.as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::parse_instant;
    use proptest::prelude::*;

    fn at(text: &str) -> Ts {
        parse_instant(text).expect("an instant")
    }

    fn new_york() -> Zone {
        Zone::find("America/New_York").expect("known")
    }

    #[test]
    fn a_time_that_the_clocks_jump_over_is_read_as_much_later() {
        let placed = new_york().parse_local("2026-03-08T02:30").expect("a time");
        assert_eq!(placed.at, at("2026-03-08T07:30Z"), "03:30 EDT");
        let local = |text: &str| Local::parse(text).expect("a time");
        let (from, to) = (local("2026-03-08T02:00"), local("2026-03-08T03:00"));
        assert_eq!(placed.shown, Shown::Never { from, to });
    }

    #[test]
    fn a_time_that_the_clocks_show_twice_is_the_first() {
        let placed = new_york().parse_local("2026-11-01T01:30").expect("a time");
        assert_eq!(placed.at, at("2026-11-01T05:30Z"), "01:30 EDT");
        let second_at = at("2026-11-01T06:30Z");
        assert_eq!(placed.shown, Shown::Twice { second_at });
    }

    #[test]
    fn a_change_inside_a_window_is_found_and_one_at_its_edge_is_not() {
        let zone = new_york();
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

    #[test]
    fn only_what_a_browser_sends_is_read() {
        for bad in [
            "",
            "2026-03-08",
            "2026-03-08T2:30",
            "2026-02-30T02:30",
            "2026-03-08T24:00",
            "2026-03-08T02:30Z",
            "2026-03-08 02:30",
            "+002026-03-08T02:30",
            "２026-03-08T02:30",
        ] {
            assert_eq!(Local::parse(bad), None, "{bad}");
        }
        let read = |text| Local::parse(text).map(Local::text);
        assert_eq!(
            read("2026-03-08T02:30").as_deref(),
            Some("2026-03-08T02:30")
        );
        assert_eq!(
            read("2026-03-08T02:30:15").as_deref(),
            Some("2026-03-08T02:30")
        );
    }

    proptest! {
        #[test]
        fn what_the_clocks_show_leads_back(minutes in 0i64..60 * 24 * 365 * 60) {
            let at = Ts::from_secs(minutes * 60);
            for name in ["UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"] {
                let zone = Zone::find(name).expect("known");
                let placed = zone.place(zone.local(at));
                match placed.shown {
                    Shown::Once => prop_assert_eq!(placed.at, at),
                    Shown::Twice { second_at } => prop_assert!([placed.at, second_at].contains(&at)),
                    Shown::Never { .. } => prop_assert!(false, "the clocks showed it"),
                }
            }
        }
    }
}
