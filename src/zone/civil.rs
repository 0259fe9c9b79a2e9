//! An instant in the fields that a zone's calendar and clocks show.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::DateTime;
use jiff::tz::TimeZoneOffsetInfo;

use super::iana::timestamp;
use super::{Day, LocalDateTime, Zone};
use crate::domain::Ts;

/// What the calendar and the clocks of a zone show at an instant.
#[derive(Debug)]
pub struct Civil<'z> {
    at: DateTime,
    info: TimeZoneOffsetInfo<'z>,
}

/// How far a zone's clocks are ahead of UTC; written as `+05:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offset {
    secs: i32,
}

impl Zone {
    /// Returns what the zone's calendar and clocks show at an instant.
    pub fn civil(&self, ts: Ts) -> Civil<'_> {
        let timestamp = timestamp(ts);
        let info = self.tz.to_offset_info(timestamp);
        Civil {
            at: info.offset().to_datetime(timestamp),
            info,
        }
    }

    /// Returns `EDT` and the like; `UTC+05:30` if the zone has no letters of its own.
    pub fn abbreviation(&self, ts: Ts) -> String {
        self.civil(ts).abbreviation().into_owned()
    }
}

impl Civil<'_> {
    /// Returns the date.
    pub fn day(&self) -> Day {
        Day(self.at.date())
    }

    /// Returns the date and the time of day, to the minute.
    pub fn local(&self) -> LocalDateTime {
        LocalDateTime::of(self.at)
    }

    /// Returns the hour, 0 to 23.
    pub fn hour(&self) -> u8 {
        self.at.hour().unsigned_abs()
    }

    /// Returns the minute, 0 to 59.
    pub fn minute(&self) -> u8 {
        self.at.minute().unsigned_abs()
    }

    /// Returns the second, 0 to 59.
    pub fn second(&self) -> u8 {
        self.at.second().unsigned_abs()
    }

    /// Returns the millisecond, 0 to 999, rounded down.
    pub fn millisecond(&self) -> u16 {
        self.at.millisecond().unsigned_abs()
    }

    /// Returns the offset from UTC.
    pub fn offset(&self) -> Offset {
        Offset {
            secs: self.info.offset().seconds(),
        }
    }

    /// Returns `EDT` and the like; `UTC+05:30` if the zone has no letters of its own.
    pub fn abbreviation(&self) -> Cow<'_, str> {
        let letters = self.info.abbreviation();
        if !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Cow::Borrowed(letters);
        }
        Cow::Owned(format!("UTC{}", self.offset()))
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.secs < 0 { '-' } else { '+' };
        let minutes = self.secs.unsigned_abs() / 60;
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::parse_instant;

    fn ts(text: &str) -> Ts {
        parse_instant(text).expect("an instant")
    }

    #[test]
    fn abbreviations_follow_daylight_saving() {
        let zone = Zone::find("America/New_York").expect("known");
        let (before, after) = (ts("2015-11-01T05:59:59Z"), ts("2015-11-01T06:00:00Z"));
        assert_eq!(zone.abbreviation(before), "EDT");
        assert_eq!(zone.civil(before).local().iso(), "2015-11-01T01:59");
        assert_eq!(zone.abbreviation(after), "EST");
        assert_eq!(zone.civil(after).local().iso(), "2015-11-01T01:00");
    }

    #[test]
    fn zones_without_letters_show_their_offset() {
        let at = ts("2026-01-02T12:00:00Z");
        let letters = |name: &str| Zone::find(name).expect("known").abbreviation(at);
        assert_eq!(letters("Asia/Kolkata"), "IST");
        assert_eq!(letters("America/Sao_Paulo"), "UTC-03:00");
    }
}
