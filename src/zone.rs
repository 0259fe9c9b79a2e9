//! IANA zones: instants to dates, words and labels. Every date that a reader sees comes from here.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use crate::domain::Ts;

mod local;

pub use local::{ClockChange, Local, Placed, Shown};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A time zone of the IANA database, which is compiled in.
#[derive(Debug, Clone)]
pub struct Zone {
    tz: TimeZone,
}

/// A name that the IANA database does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownZone(pub String);

impl std::fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} is not a time zone: use an IANA name such as America/New_York",
            self.0
        )
    }
}

impl std::error::Error for UnknownZone {}

/// A date in some zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

/// An instant in the pieces that feeds mark up: `Aug`, `21` (padded with a space), `00:37`, `UTC`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pieces {
    /// Short month name.
    pub month: &'static str,
    /// Day of the month, two characters.
    pub day: String,
    /// Hours and minutes.
    pub time: String,
    /// Zone abbreviation of that moment.
    pub zone: String,
}

impl Zone {
    /// Finds a zone by its IANA name.
    ///
    /// # Errors
    /// The name is unknown.
    pub fn find(name: &str) -> Result<Self, UnknownZone> {
        TimeZone::get(name)
            .map(|tz| Self { tz })
            .map_err(|_| UnknownZone(name.to_owned()))
    }

    /// Finds a zone by the name that a page has; UTC when this program does not know it.
    pub fn find_or_utc(name: &str) -> Self {
        Self::find(name).unwrap_or_else(|_| Self::utc())
    }

    /// Returns the names of all zones, in alphabetical order.
    pub fn names() -> Vec<String> {
        jiff::tz::db()
            .available()
            .map(|name| name.to_string())
            .collect()
    }

    /// Returns UTC.
    pub fn utc() -> Self {
        Self { tz: TimeZone::UTC }
    }

    /// Returns its IANA name in the spelling of the database.
    pub fn name(&self) -> &str {
        self.tz.iana_name().unwrap_or("UTC")
    }

    fn at(&self, ts: Ts) -> ZonedDateTime {
        timestamp(ts).to_zoned_datetime(self.tz.clone())
    }

    /// Writes `Oct 07, 2015 - 09:54 EDT`.
    pub fn full(&self, ts: Ts) -> String {
        let at = self.at(ts);
        format!(
            "{} {:02}, {} - {} {}",
            short_month(at.date()),
            at.date().day(),
            at.date().year(),
            hours_minutes(&at),
            self.abbreviation(ts)
        )
    }

    /// Writes `10:30 EDT`.
    pub fn clock(&self, ts: Ts) -> String {
        format!("{} {}", hours_minutes(&self.at(ts)), self.abbreviation(ts))
    }

    /// Writes the planned time of a maintenance: `Nov 25, 01:00 – 03:00 EST`, with both dates where it
    /// ends on another day, the years where they are others than now, and both zones' letters where the
    /// clocks are set meanwhile.
    pub fn window(&self, from: Ts, to: Ts, now: Ts) -> String {
        let year = |at: Ts| self.at(at).date().year();
        let is_this_year = year(from) == year(now) && year(to) == year(now);
        self.stretch(from, to, if is_this_year { Day::short } else { Day::long })
    }

    /// Returns the start of the year that an instant is in.
    pub fn start_of_year(&self, at: Ts) -> Ts {
        let first = Date::new(self.at(at).date().year(), 1, 1);
        first.map_or(at, |day| self.start_of(Day(day)))
    }

    /// Writes a stretch of the past with its year: `Oct 7, 2015, 09:10 – 09:47 EDT`.
    pub fn span(&self, from: Ts, to: Ts) -> String {
        self.stretch(from, to, Day::long)
    }

    fn stretch(&self, from: Ts, to: Ts, write: fn(Day) -> String) -> String {
        let (a, b) = (self.at(from), self.at(to));
        let (first, last) = (Day(a.date()), Day(b.date()));
        let mut end = hours_minutes(&b);
        if first != last {
            end = format!("{}, {end}", write(last));
        }
        let mut start = hours_minutes(&a);
        let (before, zone) = (self.abbreviation(from), self.abbreviation(to));
        if before != zone {
            start = format!("{start} {before}");
        }
        format!("{}, {start} – {end} {zone}", write(first))
    }

    /// Returns the pieces that feeds mark up.
    pub fn pieces(&self, ts: Ts) -> Pieces {
        let at = self.at(ts);
        Pieces {
            month: short_month(at.date()),
            day: format!("{:>2}", at.date().day()),
            time: hours_minutes(&at),
            zone: self.abbreviation(ts),
        }
    }

    /// Writes ISO 8601 with three decimals and the offset of that moment; `Z` when the zone is UTC.
    pub fn iso_millis(&self, ts: Ts) -> String {
        let at = self.at(ts);
        let time = at.datetime();
        let offset = if self.is_utc() {
            "Z".to_owned()
        } else {
            offset_text(at.offset().seconds())
        };
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}{offset}",
            time.year(),
            time.month(),
            time.day(),
            time.hour(),
            time.minute(),
            time.second(),
            ts.micros().rem_euclid(1_000_000) / 1000
        )
    }

    /// Writes RFC 3339 in whole seconds: `2015-10-07T09:54:00-04:00`, or `…Z` in UTC.
    pub fn rfc3339(&self, ts: Ts) -> String {
        let mut text = self.iso_millis(ts);
        text.replace_range(19..23, "");
        text
    }

    /// Writes RFC 822 as RSS wants it: `Wed, 07 Oct 2015 09:54:00 -0400`.
    pub fn rfc822(&self, ts: Ts) -> String {
        let at = self.at(ts);
        let time = at.datetime();
        format!(
            "{}, {:02} {} {} {:02}:{:02}:{:02} {}",
            WEEKDAYS[usize::from(at.date().weekday().to_monday_zero_offset().unsigned_abs()) % 7],
            time.day(),
            short_month(at.date()),
            time.year(),
            time.hour(),
            time.minute(),
            time.second(),
            offset_text(at.offset().seconds()).replace(':', "")
        )
    }

    /// Returns `EDT` and the like; `UTC+05:30` where the zone has no letters of its own.
    pub fn abbreviation(&self, ts: Ts) -> String {
        let timestamp = timestamp(ts);
        let info = self.tz.to_offset_info(timestamp);
        let letters = info.abbreviation();
        if !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return letters.to_owned();
        }
        format!("UTC{}", offset_text(info.offset().seconds()))
    }

    fn is_utc(&self) -> bool {
        matches!(
            self.tz.iana_name(),
            None | Some(
                "UTC" | "Etc/UTC" | "Etc/UCT" | "Etc/Zulu" | "Zulu" | "UCT" | "Etc/Universal"
            )
        )
    }

    /// Returns the date of an instant.
    pub fn day(&self, ts: Ts) -> Day {
        Day(self.at(ts).date())
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
            .map_or(Ts::from_micros(i64::MAX), |at| {
                Ts::from_micros(at.timestamp().as_microsecond())
            })
    }
}

fn timestamp(ts: Ts) -> Timestamp {
    Timestamp::from_microsecond(ts.micros()).unwrap_or(Timestamp::MAX)
}

fn hours_minutes(at: &ZonedDateTime) -> String {
    let time = at.datetime();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

fn short_month(date: Date) -> &'static str {
    &MONTHS[usize::from(date.month().unsigned_abs() - 1)][..3]
}

fn offset_text(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

impl Day {
    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 10).then(|| text.parse().ok().map(Self))?
    }

    /// Returns the day before; the first day of all is its own.
    #[must_use]
    pub fn before(self) -> Self {
        Self(self.0.yesterday().unwrap_or(self.0))
    }

    /// Returns the day after; the last day of all is its own.
    #[must_use]
    pub fn after(self) -> Self {
        Self(self.0.tomorrow().unwrap_or(self.0))
    }

    /// Returns the month it is in.
    pub fn month(self) -> Month {
        Month {
            year: self.0.year(),
            month: self.0.month(),
        }
    }

    /// Returns its place in the week: 0 is Monday, 6 Sunday.
    pub fn of_week(self) -> u8 {
        self.0.weekday().to_monday_zero_offset().unsigned_abs()
    }

    /// Returns its number in the month.
    pub fn of_month(self) -> u8 {
        self.0.day().unsigned_abs()
    }

    /// Writes `Oct 7, 2015`.
    pub fn long(self) -> String {
        format!("{}, {}", self.short(), self.0.year())
    }

    /// Writes `Oct 7`.
    pub fn short(self) -> String {
        format!("{} {}", short_month(self.0), self.0.day())
    }

    /// Writes `2015-10-07`.
    pub fn iso(self) -> String {
        self.0.to_string()
    }

    /// Writes a run of days, first to last: `Oct 1 – 6`, `Sep 28 – Oct 2`, `Dec 30, 2014 – Jan 2, 2015`.
    pub fn run(first: Self, last: Self) -> String {
        if first == last {
            return first.short();
        }
        if first.0.year() != last.0.year() {
            return format!("{} – {}", first.long(), last.long());
        }
        if first.0.month() == last.0.month() {
            return format!("{} – {}", first.short(), last.0.day());
        }
        format!("{} – {}", first.short(), last.short())
    }
}

impl Month {
    /// Reads `YYYY-MM`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let digits =
            |part: &str, len| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return None;
        }
        let it = Self {
            year: year.parse().ok()?,
            month: month.parse().ok()?,
        };
        ((1..=12).contains(&it.month) && it.year >= 1).then_some(it)
    }

    /// Writes `YYYY-MM`.
    pub fn text(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }

    /// Writes `October 2015`.
    pub fn long(self) -> String {
        format!("{} {}", self.name(), self.year)
    }

    /// Returns its name.
    pub fn name(self) -> &'static str {
        MONTHS[usize::from(self.month.unsigned_abs() - 1)]
    }

    /// Returns its year.
    pub const fn year(self) -> i16 {
        self.year
    }

    /// Returns the weekday of its first day; 0 is Sunday.
    pub fn starts_on(self) -> i8 {
        self.first_day().0.weekday().to_sunday_zero_offset()
    }

    /// Returns how many days it has.
    pub fn days(self) -> i8 {
        self.first_day().0.days_in_month()
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

    /// Returns its first day.
    pub fn first_day(self) -> Day {
        Day(Date::new(self.year, self.month, 1).unwrap_or(Date::MAX))
    }
}

/// Reads ISO 8601 with an offset or `Z`, with or without decimals; without an offset it is UTC. A zone in brackets
/// (RFC 9557 §3) is what the offset must fit, or what gives it; `None` for one that is unknown or contradicts it.
pub fn parse_instant(text: &str) -> Option<Ts> {
    let text = text.trim();
    if text.contains('[') {
        let at: jiff::ZonedDateTime = text.parse().ok()?;
        return Some(Ts::from_micros(at.timestamp().as_microsecond()));
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(Ts::from_micros(at.as_microsecond()));
    }
    let civil: jiff::civil::DateTime = text.parse().ok()?;
    let at = civil.to_zoned_datetime(TimeZone::UTC).ok()?;
    Some(Ts::from_micros(at.timestamp().as_microsecond()))
}

/// Writes the date of HTTP headers (RFC 9110 §5.6.7): `Wed, 07 Oct 2015 13:54:00 GMT`.
pub fn http_date(ts: Ts) -> String {
    let mut text = Zone::utc().rfc822(ts);
    text.truncate(text.len() - 5);
    text + "GMT"
}

/// Reads a header date in the form that [`http_date`] writes; other forms are `None`.
pub fn parse_http_date(text: &str) -> Option<Ts> {
    let at = jiff::fmt::rfc2822::parse(text.trim()).ok()?;
    Some(Ts::from_micros(at.timestamp().as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ts(text: &str) -> Ts {
        parse_instant(text).expect("an instant")
    }

    #[test]
    fn labels_are_right_over_daylight_saving() {
        let zone = Zone::find("America/New_York").expect("known");
        assert_eq!(
            zone.full(ts("2015-10-07T13:54:00Z")),
            "Oct 07, 2015 - 09:54 EDT"
        );
        assert_eq!(zone.clock(ts("2015-10-07T13:54:00Z")), "09:54 EDT");
        assert_eq!(
            zone.full(ts("2015-11-01T05:59:59Z")),
            "Nov 01, 2015 - 01:59 EDT"
        );
        assert_eq!(
            zone.full(ts("2015-11-01T06:00:00Z")),
            "Nov 01, 2015 - 01:00 EST"
        );
        assert_eq!(
            Zone::find("america/new_york").expect("known").name(),
            "America/New_York"
        );
        assert_eq!(
            zone.span(ts("2015-10-07T13:10:00Z"), ts("2015-10-07T13:47:00Z")),
            "Oct 7, 2015, 09:10 – 09:47 EDT"
        );
        let kolkata = Zone::find("Asia/Kolkata").expect("known");
        assert!(kolkata.full(ts("2015-10-07T13:54:00Z")).ends_with("IST"));
        let paulo = Zone::find("America/Sao_Paulo").expect("known");
        assert_eq!(
            paulo.full(ts("2026-01-02T12:00:00Z")),
            "Jan 02, 2026 - 09:00 UTC-03:00"
        );
        assert!(Zone::find("Mars/Olympus").is_err());
    }

    #[test]
    fn wire_times() {
        let at = ts("2019-02-20T18:00:19.418Z");
        let chicago = Zone::find("America/Chicago").expect("known");
        assert_eq!(chicago.iso_millis(at), "2019-02-20T12:00:19.418-06:00");
        assert_eq!(chicago.rfc3339(at), "2019-02-20T12:00:19-06:00");
        assert_eq!(chicago.rfc822(at), "Wed, 20 Feb 2019 12:00:19 -0600");
        let utc = Zone::find("Etc/UTC").expect("known");
        assert_eq!(utc.iso_millis(at), "2019-02-20T18:00:19.418Z");
        let london = Zone::find("Europe/London").expect("known");
        assert_eq!(london.iso_millis(at), "2019-02-20T18:00:19.418+00:00");
        assert_eq!(http_date(at), "Wed, 20 Feb 2019 18:00:19 GMT");
        assert_eq!(
            parse_http_date(&http_date(at)).map(Ts::secs),
            Some(at.secs())
        );
    }

    #[test]
    fn days_and_months() {
        let zone = Zone::find("America/New_York").expect("known");
        let day = zone.day(ts("2015-10-07T03:59:00Z"));
        assert_eq!(day.long(), "Oct 6, 2015");
        assert_eq!(zone.start_of(day), ts("2015-10-06T04:00:00Z"));
        assert_eq!(
            Month::parse("2015-01")
                .map(|m| m.plus(-1).text())
                .as_deref(),
            Some("2014-12")
        );
        assert_eq!(Month::parse("2015-13"), None);
        assert_eq!(Month::parse("20155-1"), None);
        let first = Month::parse("2015-09").expect("a month").first_day();
        assert_eq!(Day::run(first, day), "Sep 1 – Oct 6");
    }

    #[test]
    fn windows_name_both_days_only_when_they_differ() {
        let zone = Zone::find("America/New_York").expect("known");
        let start = ts("2026-11-25T06:00:00Z");
        assert_eq!(
            zone.window(start, start.plus_secs(7200), start),
            "Nov 25, 01:00 – 03:00 EST"
        );
        assert_eq!(
            zone.window(start, start.plus_secs(86_400), start),
            "Nov 25, 01:00 – Nov 26, 01:00 EST"
        );
        let autumn = ts("2026-11-01T05:30:00Z");
        assert_eq!(
            zone.window(autumn, autumn.plus_secs(7200), start),
            "Nov 1, 01:30 EDT – 02:30 EST"
        );
        assert_eq!(
            zone.window(start, start.plus_secs(7200), ts("2027-01-01T05:00:00Z")),
            "Nov 25, 2026, 01:00 – 03:00 EST"
        );
        let silvester = ts("2027-01-01T04:00:00Z");
        assert_eq!(
            zone.window(silvester, silvester.plus_secs(7200), start),
            "Dec 31, 2026, 23:00 – Jan 1, 2027, 01:00 EST"
        );
    }

    proptest! {
        #[test]
        fn a_printed_instant_reads_back(millis in -62_135_596_800_000i64 + 86_400_000..253_402_300_799_000 - 86_400_000) {
            let at = Ts::from_micros(millis * 1000);
            for name in ["UTC", "America/Chicago", "Asia/Kathmandu"] {
                let zone = Zone::find(name).expect("known");
                // Offsets of local mean time carry seconds, which ISO 8601 cannot print.
                if at > Ts::from_secs(0) {
                    prop_assert_eq!(parse_instant(&zone.iso_millis(at)), Some(at));
                }
            }
        }
    }
}
