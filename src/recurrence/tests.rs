//! Rules as calendars and people write them.

use super::parts::PARTS;
use super::*;
use crate::growth;
use crate::i18n::english;
use proptest::prelude::*;
use std::time::Instant;

fn new_york() -> Zone {
    Zone::find("America/New_York").expect("known")
}

fn local(text: &str) -> LocalDateTime {
    LocalDateTime::parse(text).expect("a time")
}

fn full(rule: &str, first: &str, count: usize) -> Vec<String> {
    let zone = new_york();
    Recurrence::parse(rule, local(first), &zone)
        .expect("a rule")
        .after(None)
        .take(count)
        .map(|at| english().dates(&zone).date_time(at))
        .collect()
}

#[test]
fn a_weekly_night_keeps_its_time_of_day_over_both_changes() {
    assert_eq!(
        full("FREQ=WEEKLY;BYDAY=SU", "2026-03-01T02:30", 3),
        [
            "Mar 01, 2026 - 02:30 EST",
            "Mar 08, 2026 - 03:30 EDT",
            "Mar 15, 2026 - 02:30 EDT"
        ]
    );
    assert_eq!(
        full("FREQ=WEEKLY", "2026-10-25T01:30", 3),
        [
            "Oct 25, 2026 - 01:30 EDT",
            "Nov 01, 2026 - 01:30 EDT",
            "Nov 08, 2026 - 01:30 EST"
        ]
    );
}

#[test]
fn a_rule_ends_by_count_or_by_date_in_either_form() {
    let days = |rule: &str| full(rule, "2026-12-01T22:00", 100).len();
    assert_eq!(days("FREQ=DAILY;COUNT=4"), 4);
    assert_eq!(days("rrule:freq=daily;until=20261203"), 3);
    assert_eq!(days("FREQ=DAILY;UNTIL=20261203T220000"), 3);
    assert_eq!(days("FREQ=DAILY;UNTIL=20261203T215900"), 2);
    assert_eq!(days("FREQ=DAILY;UNTIL=20261204T030000Z"), 3, "22:00 EST");
    assert_eq!(days("FREQ=DAILY;UNTIL=20261204T025900Z"), 2);
}

#[test]
fn a_list_goes_on_after_an_instant() {
    let zone = new_york();
    let recurrence = Recurrence::parse("FREQ=MONTHLY;BYDAY=2TU", local("2026-01-13T02:30"), &zone)
        .expect("a rule");
    let third = recurrence.after(None).nth(2).expect("a time");
    assert_eq!(
        english().dates(&zone).date_time(third),
        "Mar 10, 2026 - 02:30 EDT"
    );
    assert_eq!(
        recurrence.after(Some(third)).next(),
        recurrence.after(None).nth(3)
    );
}

#[test]
fn what_is_no_rule_is_refused_and_named() {
    let parse = |rule: &str| {
        let refused = Recurrence::parse(rule, local("2026-01-01T02:30"), &new_york());
        english().problem(&refused.expect_err(rule))
    };
    for rule in ["FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY", "BYDAY=TU"] {
        assert!(parse(rule).contains("FREQ=DAILY"), "{rule}");
    }
    for (rule, said) in [
        (
            "FREQ=DAILY;INTERVAL=0",
            "has INTERVAL=0, but INTERVAL takes a number from 1",
        ),
        (
            "FREQ=DAILY;INTERVAL=X",
            "has INTERVAL=X, but INTERVAL takes a number from 1",
        ),
        (
            "FREQ=DAILY;COUNT=-1",
            "has COUNT=-1, but COUNT takes a number",
        ),
        (
            "FREQ=WEEKLY;BYDAY=XX",
            "has BYDAY=XX, but BYDAY takes weekdays",
        ),
        (
            "FREQ=MONTHLY;BYDAY=9TU",
            "has BYDAY=9TU, but BYDAY takes weekdays",
        ),
        (
            "FREQ=YEARLY;BYMONTH=13",
            "has BYMONTH=13, but BYMONTH takes months",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=40",
            "has BYMONTHDAY=40, but BYMONTHDAY takes days",
        ),
        (
            "FREQ=YEARLY;BYYEARDAY=0",
            "has BYYEARDAY=0, but BYYEARDAY takes days",
        ),
        (
            "FREQ=YEARLY;BYWEEKNO=99",
            "has BYWEEKNO=99, but BYWEEKNO takes weeks",
        ),
        ("FREQ=DAILY;WKST=X", "has WKST=X, but WKST takes a weekday"),
        (
            "FREQ=WEEKLY;BYMONTHDAY=1",
            "has BYMONTHDAY, which does not go with FREQ=WEEKLY",
        ),
        (
            "FREQ=DAILY;BYWEEKNO=1",
            "has BYWEEKNO, which does not go with FREQ=DAILY",
        ),
        ("FREQ=DAILY;UNTIL=20250101", "ends before it begins"),
        (
            "FREQ=DAILY;UNTIL=20260231",
            "has UNTIL=20260231, but UNTIL takes a date",
        ),
    ] {
        assert!(parse(rule).starts_with(said), "{rule}: {}", parse(rule));
    }
    for rule in [
        "",
        ";",
        "x",
        "FREQ=DAILY;BYHOUR=1",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;BYEASTER=1",
        "FREQ=DAILY;INTERVAL=",
        "FREQ=DAILY\nDTSTART:20200101T000000Z",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=DAILY;UNTIL=２0261203",
    ] {
        parse(rule);
    }
    assert!(parse("FREQ=DAILY;COUNT=2;UNTIL=20270101").contains("both"));
    assert!(parse(&format!("FREQ=DAILY;BYDAY={}", "MO,".repeat(300))).contains("too long"));
    parse("FREQ=DAILY;UNTIL=20251231");
    parse("FREQ=DAILY;COUNT=0");
    parse("FREQ=DAILY;INTERVAL=0");
}

#[test]
fn a_rule_that_never_fits_is_refused_before_long() {
    let started = Instant::now();
    for rule in [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=31;INTERVAL=53",
        "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
        "FREQ=DAILY;INTERVAL=65535;BYDAY=MO;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYWEEKNO=20;BYMONTH=1",
    ] {
        let read = Recurrence::parse(rule, local("2026-01-01T02:30"), &new_york());
        assert!(read.is_err(), "{rule}");
    }
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_sent_comes_to_an_end(
        freq in proptest::sample::select(vec!["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"]),
        parts in proptest::collection::vec(
            (proptest::sample::select(PARTS), "[-+]?[0-9]{1,6}|[-0-9]{0,2}(MO|SU)|[0-9,]{1,9}"), 0..4),
    ) {
        let parts: Vec<String> = parts.iter().map(|(name, value)| format!(";{name}={value}")).collect();
        let rule = format!("FREQ={freq}{}", parts.concat());
        if let Ok(recurrence) = Recurrence::parse(&rule, local("2026-01-31T02:30"), &new_york()) {
            let times: Vec<Ts> = recurrence.after(None).take(20).collect();
            prop_assert!(times.is_sorted() && !times.is_empty());
            prop_assert!(times.windows(2).all(|pair| pair[1].secs_since(pair[0]) >= 82_800));
        }
    }
}

#[test]
fn costs_no_more_than_its_length() {
    growth::assert_linear(
        &[
            "FREQ=DAILY;",
            "FREQ=WEEKLY;BYDAY=",
            "MO,",
            "TU",
            ";",
            "BYMONTH=",
            "1,",
            "2",
            "=",
            "INTERVAL=53;",
            "UNTIL=20301231T000000Z",
            "BYSETPOS=-1;",
            "FREQ=YEARLY;BYYEARDAY=366,",
        ],
        |text| {
            // Rules are short: a tenth of the lengths that others are given, and what is too long.
            let rule: String = text.chars().take(text.len() / 66).collect();
            let read = |rule: &str| {
                let read = Recurrence::parse(rule, local("2026-01-01T02:30"), &new_york());
                read.map_or_else(
                    |why| english().problem(&why).len(),
                    |recurrence| recurrence.text().len(),
                )
            };
            read(&rule) + read(text)
        },
    );
}
