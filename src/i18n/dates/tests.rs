//! English dates have the very form of Statuspage's pages, whatever newer CLDR data say. Every instant has a text in
//! every zone.

use proptest::prelude::*;

use crate::domain::Ts;
use crate::i18n::{Language, Words, english};
use crate::zone::{Civil, Day, Month, Zone, parse_instant};

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

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

fn ts(text: &str) -> Ts {
    parse_instant(text).expect("an instant")
}

fn new_york() -> Zone {
    Zone::find("America/New_York").expect("known")
}

#[test]
fn labels_are_right_over_daylight_saving() {
    let zone = new_york();
    let dates = english().dates(&zone);
    let text = |at: &str| dates.date_time(ts(at));
    assert_eq!(text("2015-10-07T13:54:00Z"), "Oct 07, 2015 - 09:54 EDT");
    assert_eq!(text("2015-11-01T05:59:59Z"), "Nov 01, 2015 - 01:59 EDT");
    assert_eq!(text("2015-11-01T06:00:00Z"), "Nov 01, 2015 - 01:00 EST");
    assert_eq!(dates.time(ts("2015-10-07T13:54:00Z")), "09:54 EDT");
    assert_eq!(
        dates.range(ts("2015-10-07T13:10:00Z"), ts("2015-10-07T13:47:00Z")),
        "Oct 7, 2015, 09:10 – 09:47 EDT"
    );
    let paulo = Zone::find("America/Sao_Paulo").expect("known");
    assert_eq!(
        english()
            .dates(&paulo)
            .date_time(ts("2026-01-02T12:00:00Z")),
        "Jan 02, 2026 - 09:00 UTC-03:00"
    );
    let kolkata = Zone::find("Asia/Kolkata").expect("known");
    let text = english()
        .dates(&kolkata)
        .date_time(ts("2015-10-07T13:54:00Z"));
    assert!(text.ends_with("IST"));
}

#[test]
fn ranges_name_both_days_only_when_they_differ() {
    let zone = new_york();
    let dates = english().dates(&zone);
    let start = ts("2026-11-25T06:00:00Z");
    assert_eq!(
        dates.range_as_of(start, start.plus_secs(7200), start),
        "Nov 25, 01:00 – 03:00 EST"
    );
    assert_eq!(
        dates.range_as_of(start, start.plus_secs(86_400), start),
        "Nov 25, 01:00 – Nov 26, 01:00 EST"
    );
    let autumn = ts("2026-11-01T05:30:00Z");
    assert_eq!(
        dates.range_as_of(autumn, autumn.plus_secs(7200), start),
        "Nov 1, 01:30 EDT – 02:30 EST"
    );
    assert_eq!(
        dates.range_as_of(start, start.plus_secs(7200), ts("2027-01-01T05:00:00Z")),
        "Nov 25, 2026, 01:00 – 03:00 EST"
    );
    let silvester = ts("2027-01-01T04:00:00Z");
    assert_eq!(
        dates.range_as_of(silvester, silvester.plus_secs(7200), start),
        "Dec 31, 2026, 23:00 – Jan 1, 2027, 01:00 EST"
    );
}

#[test]
fn runs_of_days_say_what_differs() {
    let run = |first: &str, last: &str| {
        let day = |text: &str| Day::parse(text).expect("a date");
        english().date_range(day(first), day(last))
    };
    assert_eq!(run("2015-10-01", "2015-10-01"), "Oct 1");
    assert_eq!(run("2015-10-01", "2015-10-06"), "Oct 1 – 6");
    assert_eq!(run("2015-09-28", "2015-10-02"), "Sep 28 – Oct 2");
    assert_eq!(
        run("2014-12-30", "2015-01-02"),
        "Dec 30, 2014 – Jan 2, 2015"
    );
}

#[test]
fn every_day_of_some_years_is_written_as_statuspage_writes_it() {
    let words = english();
    let mut day = Day::parse("2015-01-01").expect("a date");
    while day.year() < 2017 {
        let month = MONTHS[usize::from(day.month().number() - 1)];
        let weekday = WEEKDAYS[usize::from(day.weekday())];
        let (short, number) = (&month[..3], day.day_of_month());
        assert_eq!(words.short_date(day), format!("{short} {number}"));
        assert_eq!(words.date(day), format!("{short} {number}, {}", day.year()));
        assert_eq!(words.month(day.month()), format!("{month} {}", day.year()));
        assert_eq!(words.weekday(day), weekday);
        assert_eq!(words.short_weekday(day), &weekday[..3]);
        assert_eq!(
            words.weekday_and_date(day),
            format!("{weekday}, {short} {number}")
        );
        day = day.next();
    }
}

#[test]
fn every_language_says_how_dates_stand_together() {
    for words in Language::ALL.map(Words::of) {
        for key in [
            "date-time",
            "time-in-zone",
            "range",
            "range-in-month",
            "weekday-and-date",
        ] {
            assert!(words.has(key), "{key} in {}", words.lang());
        }
    }
}

/// Writes `Oct 07, 2015 - 09:54 EDT` by hand.
fn statuspage(zone: &Zone, at: Ts) -> String {
    let civil = zone.civil(at);
    let day = civil.day();
    format!(
        "{} {:02}, {} - {:02}:{:02} {}",
        &MONTHS[usize::from(day.month().number() - 1)][..3],
        day.day_of_month(),
        day.year(),
        civil.hour(),
        civil.minute(),
        civil.abbreviation()
    )
}

/// Writes `Oct 7, 2015, 09:10 – 09:47 EDT` by hand.
fn statuspage_range(zone: &Zone, from: Ts, to: Ts) -> String {
    let (from, to) = (zone.civil(from), zone.civil(to));
    let text = |civil: &Civil<'_>, has_date: bool| {
        let day = civil.day();
        let month = &MONTHS[usize::from(day.month().number() - 1)][..3];
        let time = format!("{:02}:{:02}", civil.hour(), civil.minute());
        if has_date {
            format!("{month} {}, {}, {time}", day.day_of_month(), day.year())
        } else {
            time
        }
    };
    let mut start = text(&from, true);
    if from.abbreviation() != to.abbreviation() {
        start = format!("{start} {}", from.abbreviation());
    }
    let end = text(&to, from.day() != to.day());
    format!("{start} – {end} {}", to.abbreviation())
}

/// Writes an instant and all that can be written of it.
fn write_all(words: &Words, zone: &Zone, at: Ts, later: Ts) {
    let dates = words.dates(zone);
    let day = zone.day(at);
    let texts = [
        dates.date_time(at),
        dates.time(at),
        dates.range(at, later),
        dates.range_as_of(at, later, at),
        words.time_of_day(zone.local(at)),
        words.date(day),
        words.date_range(day, zone.day(later)),
        words.weekday_and_date(day),
        words.month(day.month()),
    ];
    assert!(texts.iter().all(|text| !text.is_empty()));
}

#[test]
fn the_first_and_the_last_instant_have_a_text_in_every_zone() {
    let ends = [Ts::from_micros(i64::MIN), Ts::from_micros(i64::MAX)];
    for zone in Zone::names() {
        let zone = Zone::find(&zone).expect("known");
        for words in Language::ALL.map(Words::of) {
            write_all(words, &zone, ends[0], ends[1]);
            write_all(words, &zone, ends[1], ends[0]);
        }
    }
    for year in ["0001", "9999"] {
        let month = Month::parse(&format!("{year}-01")).expect("a month");
        assert_eq!(
            english().month(month),
            format!("January {}", year.trim_start_matches('0'))
        );
    }
}

/// Any instant that the store can hold.
fn instants() -> impl Strategy<Value = Ts> {
    let (first, last) = (Ts::from_micros(i64::MIN), Ts::from_micros(i64::MAX));
    (first.micros()..=last.micros()).prop_map(Ts::from_micros)
}

proptest! {
    #[test]
    fn any_instant_has_its_text_in_any_zone(
        at in instants(),
        length_secs in 0i64..400 * 86_400,
        zone in proptest::sample::select(Zone::names()),
    ) {
        let zone = Zone::find(&zone).expect("known");
        for words in Language::ALL.map(Words::of) {
            write_all(words, &zone, at, at.plus_secs(length_secs));
        }
        if zone.day(at).year() >= 1 {
            let (dates, later) = (english().dates(&zone), at.plus_secs(length_secs));
            prop_assert_eq!(dates.date_time(at), statuspage(&zone, at));
            prop_assert_eq!(dates.range(at, later), statuspage_range(&zone, at, later));
        }
    }
}
