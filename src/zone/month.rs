//! Calendar months.

use jiff::civil::Date;

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    pub(super) fn of(date: Date) -> Self {
        Self {
            year: date.year(),
            month: date.month(),
        }
    }

    /// Reads `YYYY-MM`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let digits =
            |part: &str, len| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return None;
        }
        let parsed = Self {
            year: year.parse().ok()?,
            month: month.parse().ok()?,
        };
        ((1..=12).contains(&parsed.month) && parsed.year >= 1).then_some(parsed)
    }

    /// Writes `YYYY-MM`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }

    /// Returns the year.
    pub const fn year(self) -> i16 {
        self.year
    }

    /// Returns the number in the year, 1 to 12.
    pub const fn number(self) -> u8 {
        self.month.unsigned_abs()
    }

    /// Returns the weekday of the first day; 0 is Sunday.
    pub fn starts_on(self) -> i8 {
        self.first().weekday().to_sunday_zero_offset()
    }

    /// Returns how many days the month has.
    pub fn days(self) -> i8 {
        self.first().days_in_month()
    }

    /// Returns the month `count` months later (earlier when negative), held in the years 1 to 9999.
    #[must_use]
    pub fn plus(self, count: i32) -> Self {
        let months = (i32::from(self.year) * 12 + i32::from(self.month) - 1 + count)
            .clamp(12, 9999 * 12 + 11);
        Self {
            year: i16::try_from(months / 12).unwrap_or(9999),
            month: i8::try_from(months % 12 + 1).unwrap_or(12),
        }
    }

    /// Returns the date of the first day.
    pub(super) fn first(self) -> Date {
        Date::new(self.year, self.month, 1).unwrap_or(Date::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_strictly_and_counted_over_years() {
        let january = Month::parse("2015-01").expect("a month");
        assert_eq!(january.plus(-1).iso(), "2014-12");
        assert_eq!(Month::parse("2015-13"), None);
        assert_eq!(Month::parse("20155-1"), None);
    }
}
