//! Local times: what people type, and what daylight saving makes of it.

use jiff::civil::DateTime;
use jiff::tz;
use jiff::tz::AmbiguousOffset;

use super::iana::ts;
use super::{Day, Zone};
use crate::domain::Ts;

/// A date and time of day without a zone, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocalDateTime(DateTime);

/// The fields of a local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalFields {
    /// The year, as it is written.
    pub year: i32,
    /// The month, from 1.
    pub month: u32,
    /// The day of the month, from 1.
    pub day: u32,
    /// The hour, from 0 to 23.
    pub hour: u32,
    /// The minute, from 0.
    pub minute: u32,
}

/// An instant that was given as a local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZonedTime {
    /// The instant.
    pub at: Ts,
    /// How often the zone's clocks show the local time.
    pub kind: LocalTimeKind,
}

/// How often a zone's clocks show a local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalTimeKind {
    /// Once, as nearly always.
    Unique,
    /// Never: the clocks are set forward over it. The instant is as much later as they are set (02:30 is read
    /// as 03:30), which RFC 5545 wants.
    Skipped {
        /// What the clocks show when they are set forward.
        from: LocalDateTime,
        /// What they show then instead.
        to: LocalDateTime,
    },
    /// Twice: the clocks are set back over it. The instant is the first of the two, which RFC 5545 wants.
    Repeated {
        /// The second of the two instants.
        second_at: Ts,
    },
}

impl LocalDateTime {
    /// Cuts a date and time to the minute.
    pub(super) fn of(at: DateTime) -> Self {
        Self(at.date().at(at.hour(), at.minute(), 0, 0))
    }

    /// Returns the time with these fields, if there is such a day and time in a year from 1 to 9999.
    pub fn from_fields(fields: LocalFields) -> Option<Self> {
        let at = DateTime::new(
            fields.year.try_into().ok()?,
            fields.month.try_into().ok()?,
            fields.day.try_into().ok()?,
            fields.hour.try_into().ok()?,
            fields.minute.try_into().ok()?,
            0,
            0,
        );
        at.ok().filter(|at| at.year() >= 1).map(Self)
    }

    /// Returns the fields.
    pub fn fields(self) -> LocalFields {
        let unsigned = |field: i8| u32::from(field.unsigned_abs());
        LocalFields {
            year: self.0.year().into(),
            month: unsigned(self.0.month()),
            day: unsigned(self.0.day()),
            hour: unsigned(self.0.hour()),
            minute: unsigned(self.0.minute()),
        }
    }

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
        (at.year() >= 1).then(|| Self::of(at))
    }

    /// Writes `YYYY-MM-DDTHH:MM`.
    pub fn iso(self) -> String {
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

    /// Writes the time of day alone, `HH:MM`.
    pub fn iso_time(self) -> String {
        format!("{:02}:{:02}", self.hour(), self.minute())
    }

    /// Returns the date.
    pub fn day(self) -> Day {
        Day(self.0.date())
    }

    /// Returns the hour, 0 to 23.
    pub fn hour(self) -> u8 {
        self.0.hour().unsigned_abs()
    }

    /// Returns the minute, 0 to 59.
    pub fn minute(self) -> u8 {
        self.0.minute().unsigned_abs()
    }
}

impl Zone {
    /// Returns what the zone's clocks show at an instant, to the minute.
    pub fn local(&self, at: Ts) -> LocalDateTime {
        self.civil(at).local()
    }

    /// Returns the instant at which the zone's clocks show a local time, and how often they show it.
    pub fn zoned(&self, local: LocalDateTime) -> ZonedTime {
        let instant = |offset: tz::Offset| {
            offset
                .to_timestamp(local.0)
                .map_or(Ts::from_micros(i64::MAX), ts)
        };
        match self.tz.to_ambiguous_timestamp(local.0).offset() {
            AmbiguousOffset::Unambiguous { offset } => ZonedTime {
                at: instant(offset),
                kind: LocalTimeKind::Unique,
            },
            AmbiguousOffset::Gap { before, after } => {
                let at = instant(before);
                let set_at = self.last_change(at);
                let shows = |offset| LocalDateTime(tz::Offset::to_datetime(offset, set_at));
                ZonedTime {
                    at,
                    kind: LocalTimeKind::Skipped {
                        from: shows(before),
                        to: shows(after),
                    },
                }
            }
            AmbiguousOffset::Fold { before, after } => ZonedTime {
                at: instant(before),
                kind: LocalTimeKind::Repeated {
                    second_at: instant(after),
                },
            },
        }
    }

    /// Reads `YYYY-MM-DDTHH:MM` as a time of the zone's clocks.
    pub fn parse_local(&self, text: &str) -> Option<ZonedTime> {
        LocalDateTime::parse(text).map(|local| self.zoned(local))
    }
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
        let zoned = new_york().parse_local("2026-03-08T02:30").expect("a time");
        assert_eq!(zoned.at, at("2026-03-08T07:30Z"), "03:30 EDT");
        let local = |text: &str| LocalDateTime::parse(text).expect("a time");
        let (from, to) = (local("2026-03-08T02:00"), local("2026-03-08T03:00"));
        assert_eq!(zoned.kind, LocalTimeKind::Skipped { from, to });
    }

    #[test]
    fn a_time_that_the_clocks_show_twice_is_the_first() {
        let zoned = new_york().parse_local("2026-11-01T01:30").expect("a time");
        assert_eq!(zoned.at, at("2026-11-01T05:30Z"), "01:30 EDT");
        let second_at = at("2026-11-01T06:30Z");
        assert_eq!(zoned.kind, LocalTimeKind::Repeated { second_at });
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
            assert_eq!(LocalDateTime::parse(bad), None, "{bad}");
        }
        let read = |text| LocalDateTime::parse(text).map(LocalDateTime::iso);
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
                let local = zone.local(at);
                prop_assert_eq!(LocalDateTime::from_fields(local.fields()), Some(local));
                let zoned = zone.zoned(local);
                match zoned.kind {
                    LocalTimeKind::Unique => prop_assert_eq!(zoned.at, at),
                    LocalTimeKind::Repeated { second_at } => prop_assert!([zoned.at, second_at].contains(&at)),
                    LocalTimeKind::Skipped { .. } => prop_assert!(false, "the clocks showed it"),
                }
            }
        }
    }
}
