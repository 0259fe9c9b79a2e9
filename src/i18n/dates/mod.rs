//! Dates and times for people, in the words of one language.
//!
//! `zone` says what the clocks show, ICU4X writes a date or a time of day, and messages of the catalogue join the two
//! with the zone's letters.

mod days;
mod formats;
mod sentence;
#[cfg(test)]
mod tests;

pub(super) use formats::Formats;

use super::Words;
use crate::domain::Ts;
use crate::zone::{Civil, LocalDateTime, Zone};

/// Instants as one language writes them and the clocks of one zone show them.
#[derive(Clone, Copy)]
pub struct Dates<'a> {
    words: &'a Words,
    zone: &'a Zone,
}

impl Words {
    /// Returns how instants are written in a zone.
    pub const fn dates<'a>(&'a self, zone: &'a Zone) -> Dates<'a> {
        Dates { words: self, zone }
    }

    /// Writes what clocks show, without a zone: `09:54`.
    pub fn time_of_day(&self, at: LocalDateTime) -> String {
        self.dates.time(at).to_string()
    }
}

impl Dates<'_> {
    /// Writes `Oct 07, 2015 - 09:54 EDT`.
    pub fn date_time(self, at: Ts) -> String {
        let (at, formats) = (self.zone.civil(at), &self.words.dates);
        formats.date_time.fill([
            &formats.padded_date(at.day()),
            &formats.time(at.local()),
            &at.abbreviation(),
        ])
    }

    /// Writes `10:30 EDT`.
    pub fn time(self, at: Ts) -> String {
        let (at, formats) = (self.zone.civil(at), &self.words.dates);
        let time = formats.time(at.local());
        formats.time_in_zone.fill([&time, &at.abbreviation()])
    }

    /// Writes a stretch of time with its year: `Oct 7, 2015, 09:10 – 09:47 EDT`. Both dates are given if it ends on
    /// another day, and both zones' letters if the clocks are set meanwhile.
    pub fn range(self, from: Ts, to: Ts) -> String {
        self.range_of(&self.zone.civil(from), &self.zone.civil(to), true)
    }

    /// Writes a stretch of time as [`Self::range`] does, without the year if that is the year of `now`:
    /// `Nov 25, 01:00 – 03:00 EST`.
    pub fn range_as_of(self, from: Ts, to: Ts, now: Ts) -> String {
        let (from, to) = (self.zone.civil(from), self.zone.civil(to));
        let year = self.zone.day(now).year();
        let is_this_year = from.day().year() == year && to.day().year() == year;
        self.range_of(&from, &to, !is_this_year)
    }

    fn range_of(self, from: &Civil<'_>, to: &Civil<'_>, has_year: bool) -> String {
        let formats = &self.words.dates;
        let (before, zone) = (from.abbreviation(), to.abbreviation());
        let mut start = formats.day_and_time(from.local(), has_year);
        if before != zone {
            start = formats.time_in_zone.fill([&start, &before]);
        }
        let end = if from.day() == to.day() {
            formats.time(to.local()).to_string()
        } else {
            formats.day_and_time(to.local(), has_year)
        };
        let end = formats.time_in_zone.fill([&end, &zone]);
        formats.range.fill([&start, &end])
    }
}
