//! Dates: where one begins, what stands before and after.

use jiff::civil::Date;

use super::iana::ts;
use super::{Month, Zone};
use crate::domain::Ts;

/// A date in some zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub(super) Date);

impl Zone {
    /// Returns the date of an instant.
    pub fn day(&self, ts: Ts) -> Day {
        self.civil(ts).day()
    }

    /// Returns the month of an instant.
    pub fn month(&self, ts: Ts) -> Month {
        self.day(ts).month()
    }

    /// Returns the first instant of a date (not always midnight: some zones skip it).
    pub fn start_of(&self, day: Day) -> Ts {
        day.0
            .to_zoned_datetime(self.tz.clone())
            .ok()
            .and_then(|noon| noon.start_of_day().ok())
            .map_or(Ts::from_micros(i64::MAX), |at| ts(at.timestamp()))
    }

    /// Returns the start of the year that an instant is in.
    pub fn start_of_year(&self, at: Ts) -> Ts {
        let first = Date::new(self.day(at).year(), 1, 1);
        first.map_or(at, |day| self.start_of(Day(day)))
    }
}

impl Day {
    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 10).then(|| text.parse().ok().map(Self))?
    }

    /// Writes `2015-10-07`.
    pub fn iso(self) -> String {
        self.0.to_string()
    }

    /// Returns the day before; the first day of all is its own.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.yesterday().unwrap_or(self.0))
    }

    /// Returns the day after; the last day of all is its own.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.tomorrow().unwrap_or(self.0))
    }

    /// Returns the seven days of the week that the day is in, Monday first.
    pub fn week(self) -> [Self; 7] {
        let monday = (0..self.weekday()).fold(self, |day, _| day.previous());
        let mut next = monday;
        [(); 7].map(|()| {
            let day = next;
            next = day.next();
            day
        })
    }

    /// Returns the month.
    pub fn month(self) -> Month {
        Month::of(self.0)
    }

    /// Returns the year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Returns the place in the week: 0 is Monday, 6 Sunday.
    pub fn weekday(self) -> u8 {
        self.0.weekday().to_monday_zero_offset().unsigned_abs()
    }

    /// Returns the number in the month, from 1.
    pub fn day_of_month(self) -> u8 {
        self.0.day().unsigned_abs()
    }
}

impl Month {
    /// Returns the first day.
    pub fn first_day(self) -> Day {
        Day(self.first())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::parse_instant;

    #[test]
    fn a_day_begins_when_the_zone_s_clocks_say_so() {
        let zone = Zone::find("America/New_York").expect("known");
        let at = |text: &str| parse_instant(text).expect("an instant");
        let day = zone.day(at("2015-10-07T03:59:00Z"));
        assert_eq!(day.iso(), "2015-10-06");
        assert_eq!(zone.start_of(day), at("2015-10-06T04:00:00Z"));
        let new_year = at("2015-01-01T05:00:00Z");
        assert_eq!(zone.start_of_year(at("2015-10-07T03:59:00Z")), new_year);
    }

    #[test]
    fn a_week_goes_from_monday_to_sunday() {
        let wednesday = Day::parse("2015-10-07").expect("a date");
        let week = wednesday.week();
        assert_eq!(week[0].iso(), "2015-10-05");
        assert_eq!(week[6].iso(), "2015-10-11");
        assert_eq!(week.map(Day::weekday), [0, 1, 2, 3, 4, 5, 6]);
    }
}
