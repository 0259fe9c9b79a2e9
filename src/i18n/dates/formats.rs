//! How a language writes dates and times of day, from CLDR.

use std::fmt::Display;

use icu_calendar::Gregorian;
use icu_datetime::fieldsets::{D, E, MD, MDT, T, YM, YMD, YMDT};
use icu_datetime::input::{Date, DateTime, Time};
use icu_datetime::options::{Alignment, YearStyle};
use icu_datetime::{
    DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter, NoCalendarFormatter,
};

use super::sentence::Sentence;
use crate::i18n::Language;
use crate::i18n::catalogue::Catalogue;
use crate::i18n::language::COMPILED_IN;
use crate::zone::{Day, LocalDateTime};

/// Dates are in the Gregorian calendar in every language, as they are in addresses.
type Format<F> = FixedCalendarDateTimeFormatter<Gregorian, F>;

/// The formats of one language. Making them costs a thousand times what one date costs.
pub(in crate::i18n) struct Formats {
    date: Format<YMD>,
    padded_date: Format<YMD>,
    short_date: Format<MD>,
    day: Format<D>,
    month: Format<YM>,
    weekday: Format<E>,
    short_weekday: Format<E>,
    time: NoCalendarFormatter<T>,
    day_and_time: Format<YMDT>,
    short_day_and_time: Format<MDT>,
    /// A date, a time of day, a zone's letters.
    pub(super) date_time: Sentence<3>,
    /// A time of day, a zone's letters.
    pub(super) time_in_zone: Sentence<2>,
    /// A beginning and an end.
    pub(super) range: Sentence<2>,
    /// Two days of one month: both as dates, both as numbers.
    pub(super) range_in_month: Sentence<4>,
    /// A weekday, a date.
    pub(super) weekday_and_date: Sentence<2>,
}

impl Formats {
    pub(in crate::i18n) fn load(language: Language, words: &Catalogue) -> Self {
        let prefs = DateTimeFormatterPreferences::from(language.locale());
        let date = YMD::medium().with_year_style(YearStyle::NoEra);
        let padded_date = date.with_alignment(Alignment::Column);
        let month = YM::long().with_year_style(YearStyle::NoEra);
        let in_month = ["from", "to", "from-day", "to-day"];
        Self {
            date: Format::try_new(prefs, date).expect(COMPILED_IN),
            padded_date: Format::try_new(prefs, padded_date).expect(COMPILED_IN),
            short_date: Format::try_new(prefs, MD::medium()).expect(COMPILED_IN),
            day: Format::try_new(prefs, D::medium()).expect(COMPILED_IN),
            month: Format::try_new(prefs, month).expect(COMPILED_IN),
            weekday: Format::try_new(prefs, E::long()).expect(COMPILED_IN),
            short_weekday: Format::try_new(prefs, E::short()).expect(COMPILED_IN),
            time: NoCalendarFormatter::try_new(prefs, T::hm()).expect(COMPILED_IN),
            day_and_time: Format::try_new(prefs, date.with_time_hm()).expect(COMPILED_IN),
            short_day_and_time: Format::try_new(prefs, MD::medium().with_time_hm())
                .expect(COMPILED_IN),
            date_time: Sentence::load(words, "date-time", ["date", "time", "zone"]),
            time_in_zone: Sentence::load(words, "time-in-zone", ["time", "zone"]),
            range: Sentence::load(words, "range", ["from", "to"]),
            range_in_month: Sentence::load(words, "range-in-month", in_month),
            weekday_and_date: Sentence::load(words, "weekday-and-date", ["weekday", "date"]),
        }
    }

    /// Writes `Oct 7, 2015`.
    pub(super) fn date(&self, day: Day) -> impl Display {
        self.date.format(&date(day))
    }

    /// Writes a date whose day has two digits: `Oct 07, 2015`.
    pub(super) fn padded_date(&self, day: Day) -> impl Display {
        self.padded_date.format(&date(day))
    }

    /// Writes `Oct 7`.
    pub(super) fn short_date(&self, day: Day) -> impl Display {
        self.short_date.format(&date(day))
    }

    /// Writes the day of the month: `7`.
    pub(super) fn day(&self, day: Day) -> impl Display {
        self.day.format(&date(day))
    }

    /// Writes the month of a date: `October 2015`.
    pub(super) fn month(&self, day: Day) -> impl Display {
        self.month.format(&date(day))
    }

    /// Writes `Wednesday`.
    pub(super) fn weekday(&self, day: Day) -> impl Display {
        self.weekday.format(&date(day))
    }

    /// Writes `Wed`.
    pub(super) fn short_weekday(&self, day: Day) -> impl Display {
        self.short_weekday.format(&date(day))
    }

    /// Writes `09:54`.
    pub(super) fn time(&self, at: LocalDateTime) -> impl Display {
        self.time.format(&time(at))
    }

    /// Writes `Oct 7, 09:54`, or `Oct 7, 2015, 09:54`.
    pub(super) fn day_and_time(&self, at: LocalDateTime, has_year: bool) -> String {
        let (date, time) = (date(at.day()), time(at));
        let at = DateTime { date, time };
        if has_year {
            self.day_and_time.format(&at).to_string()
        } else {
            self.short_day_and_time.format(&at).to_string()
        }
    }
}

fn date(day: Day) -> Date<Gregorian> {
    let month = day.month().number();
    Date::try_new_gregorian(day.year().into(), month, day.day_of_month())
        .expect("a date is one of the calendar")
}

fn time(at: LocalDateTime) -> Time {
    Time::try_new(at.hour(), at.minute(), 0, 0).expect("clocks show times of day")
}
