//! Dates and times as English pages show them.

use jiff::civil::Date;

use super::{Civil, Day, Month, Zone};
use crate::domain::Ts;

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

impl Zone {
    /// Writes `Oct 07, 2015 - 09:54 EDT`.
    pub fn full(&self, ts: Ts) -> String {
        let at = self.civil(ts);
        format!(
            "{} {:02}, {} - {} {}",
            short_month(at.day().0),
            at.day().0.day(),
            at.day().0.year(),
            hours_minutes(&at),
            self.abbreviation(ts)
        )
    }

    /// Writes `10:30 EDT`.
    pub fn clock(&self, ts: Ts) -> String {
        format!(
            "{} {}",
            hours_minutes(&self.civil(ts)),
            self.abbreviation(ts)
        )
    }

    /// Writes the planned time of a maintenance: `Nov 25, 01:00 – 03:00 EST`, with both dates where it
    /// ends on another day, the years where they are others than now, and both zones' letters where the
    /// clocks are set meanwhile.
    pub fn window(&self, from: Ts, to: Ts, now: Ts) -> String {
        let year = |at: Ts| self.civil(at).day().year();
        let is_this_year = year(from) == year(now) && year(to) == year(now);
        self.stretch(from, to, if is_this_year { Day::short } else { Day::long })
    }

    /// Writes a stretch of the past with its year: `Oct 7, 2015, 09:10 – 09:47 EDT`.
    pub fn span(&self, from: Ts, to: Ts) -> String {
        self.stretch(from, to, Day::long)
    }

    fn stretch(&self, from: Ts, to: Ts, write: fn(Day) -> String) -> String {
        let (a, b) = (self.civil(from), self.civil(to));
        let (first, last) = (a.day(), b.day());
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
}

impl Day {
    /// Writes `Oct 7, 2015`.
    pub fn long(self) -> String {
        format!("{}, {}", self.short(), self.0.year())
    }

    /// Writes `Oct 7`.
    pub fn short(self) -> String {
        format!("{} {}", short_month(self.0), self.0.day())
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
    /// Writes `October 2015`.
    pub fn long(self) -> String {
        format!("{} {}", self.name(), self.year())
    }

    /// Returns its name.
    pub fn name(self) -> &'static str {
        MONTHS[usize::from(self.number() - 1)]
    }
}

fn hours_minutes(at: &Civil<'_>) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

fn short_month(date: Date) -> &'static str {
    &MONTHS[usize::from(date.month().unsigned_abs() - 1)][..3]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::parse_instant;

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
}
