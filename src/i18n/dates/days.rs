//! Days and months without a time of day.

use crate::i18n::Words;
use crate::zone::{Day, Month};

impl Words {
    /// Writes `Oct 7, 2015`.
    pub fn date(&self, day: Day) -> String {
        self.dates.date(day).to_string()
    }

    /// Writes a date without its year: `Oct 7`.
    pub fn short_date(&self, day: Day) -> String {
        self.dates.short_date(day).to_string()
    }

    /// Writes a run of days, first to last: `Oct 1 – 6`, `Sep 28 – Oct 2`, `Dec 30, 2014 – Jan 2, 2015`.
    pub fn date_range(&self, first: Day, last: Day) -> String {
        let formats = &self.dates;
        if first == last {
            return self.short_date(first);
        }
        if first.year() != last.year() {
            return formats
                .range
                .fill([&formats.date(first), &formats.date(last)]);
        }
        let (from, to) = (formats.short_date(first), formats.short_date(last));
        if first.month() != last.month() {
            return formats.range.fill([&from, &to]);
        }
        let (from_day, to_day) = (formats.day(first), formats.day(last));
        let values: [&dyn std::fmt::Display; 4] = [&from, &to, &from_day, &to_day];
        formats.range_in_month.fill(values)
    }

    /// Writes `October 2015`.
    pub fn month(&self, month: Month) -> String {
        self.dates.month(month.first_day()).to_string()
    }

    /// Names the weekday of a date: `Wednesday`.
    pub fn weekday(&self, day: Day) -> String {
        self.dates.weekday(day).to_string()
    }

    /// Names the weekday of a date in short: `Wed`.
    pub fn short_weekday(&self, day: Day) -> String {
        self.dates.short_weekday(day).to_string()
    }

    /// Writes a date with its weekday and without its year: `Wednesday, Oct 7`.
    pub fn weekday_and_date(&self, day: Day) -> String {
        let formats = &self.dates;
        formats
            .weekday_and_date
            .fill([&formats.weekday(day), &formats.short_date(day)])
    }
}
