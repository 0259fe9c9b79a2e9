//! When a thing that comes again does: rules of RFC 5545 (`FREQ=WEEKLY;BYDAY=TU`) in wall-clock time.
//!
//! The library computes with times of day alone, as if there were no zones; each is then placed in the
//! zone by [`Zone::zoned`]. So a weekly 02:30 stays 02:30 all year. On the night on which the clocks jump
//! over 02:30 it is 03:30, and of a 01:30 that they show twice it is the first.

mod words;

use chrono::{DateTime, NaiveDate, TimeZone as _, Timelike as _};
use rrule::{RRule, RRuleError, RRuleSet, Tz, Unvalidated};

use crate::domain::Ts;
use crate::zone::{LocalDateTime, Zone, parse_instant};

/// Longest rule taken, in bytes.
const RULE_BYTES: usize = 500;

/// The last year in which anything is planned.
const LAST_YEAR: i32 = 2199;

/// Most times computed from the first on, long over ones included: two hundred years of days.
const TIMES_MOST: usize = 75_000;

/// What a rule may say. The time of day is the first start's, so nothing finer than a day is there.
const PARTS: &[&str] = &[
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "BYDAY",
    "BYMONTHDAY",
    "BYMONTH",
    "BYYEARDAY",
    "BYWEEKNO",
    "BYSETPOS",
    "WKST",
];

/// A rule with its first start and its zone.
#[derive(Debug, Clone)]
pub struct Recurrence {
    text: String,
    zone: Zone,
    times: RRuleSet,
}

/// Why a rule was refused; reads after the name of the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleError {
    /// Longer than any rule needs to be.
    TooLong,
    /// A part that is no `NAME=VALUE`, is there twice, or that is not taken here.
    Part(String),
    /// It says how often neither daily, weekly, monthly nor yearly.
    Frequency,
    /// It ends by a count and by a date.
    TwoEnds,
    /// A part that says something that it cannot, or not beside the others.
    Rule(String),
    /// No time fits it.
    Never,
}

impl std::fmt::Display for RuleError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLong => write!(f, "is too long (maximum is {RULE_BYTES} bytes)"),
            Self::Part(part) => write!(f, "has a part that is not taken here: {part}"),
            Self::Frequency => f.write_str("must have FREQ=DAILY, WEEKLY, MONTHLY or YEARLY"),
            Self::TwoEnds => f.write_str("can't have both COUNT and UNTIL"),
            Self::Rule(why) => f.write_str(why),
            Self::Never => f.write_str("fits no time at all"),
        }
    }
}

impl std::error::Error for RuleError {}

impl Recurrence {
    /// Reads a rule, with or without `RRULE:` before it, that begins at a wall-clock time of a zone. When
    /// the first start does not fit the rule, the first time after it that does is the first.
    ///
    /// # Errors
    /// The rule is none, is finer than daily, or never fits. The work is bounded whatever it says.
    pub fn parse(rule: &str, first: LocalDateTime, zone: &Zone) -> Result<Self, RuleError> {
        let text = normal(rule)?;
        let begins = to_chrono(first).ok_or(RuleError::Never)?;
        let refused = |error: RRuleError| RuleError::Rule(words::words(&error, &text));
        let unvalidated: RRule<Unvalidated> = with_until(&text, zone)?.parse().map_err(refused)?;
        let times = unvalidated.build(begins).map_err(refused)?.limit();
        let it = Self {
            text,
            zone: zone.clone(),
            times,
        };
        if it.after(None).next().is_none() {
            return Err(RuleError::Never);
        }
        Ok(it)
    }

    /// Returns the rule in upper case and without `RRULE:`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the starts after an instant, or all, earliest first.
    pub fn after(&self, after: Option<Ts>) -> impl Iterator<Item = Ts> + '_ {
        let mut last = after;
        (&self.times)
            .into_iter()
            .take(TIMES_MOST)
            .map_while(|at| from_chrono(&at))
            .map(|local| self.zone.zoned(local).at)
            // Two times of day may be one instant where the clocks jump.
            .filter(move |at| {
                let is_later = last.is_none_or(|last| *at > last);
                if is_later {
                    last = Some(*at);
                }
                is_later
            })
    }
}

/// Checks the parts of a rule and puts them into capitals.
fn normal(rule: &str) -> Result<String, RuleError> {
    if rule.len() > RULE_BYTES {
        return Err(RuleError::TooLong);
    }
    let rule = rule.trim().to_ascii_uppercase();
    let rule = rule.strip_prefix("RRULE:").unwrap_or(&rule);
    let mut names = Vec::new();
    for part in rule.trim_end_matches(';').split(';') {
        let known = part.split_once('=').filter(|(name, value)| {
            PARTS.contains(name) && !names.contains(name) && !value.is_empty()
        });
        let Some((name, value)) = known else {
            return Err(RuleError::Part(part.chars().take(60).collect()));
        };
        if name == "FREQ" && !["DAILY", "WEEKLY", "MONTHLY", "YEARLY"].contains(&value) {
            return Err(RuleError::Frequency);
        }
        let is_zero = value.bytes().all(|byte| byte == b'0');
        if is_zero && matches!(name, "INTERVAL" | "COUNT") {
            return Err(RuleError::Rule(words::takes(name, rule)));
        }
        names.push(name);
    }
    if !names.contains(&"FREQ") {
        return Err(RuleError::Frequency);
    }
    if names.contains(&"COUNT") && names.contains(&"UNTIL") {
        return Err(RuleError::TwoEnds);
    }
    Ok(rule.trim_end_matches(';').to_owned())
}

/// Puts the end of a rule into the form in which the library computes: a time of day called UTC. A date
/// is taken with its whole day, and a time in UTC as what the zone's clocks show then.
fn with_until(rule: &str, zone: &Zone) -> Result<String, RuleError> {
    let parts: Result<Vec<String>, RuleError> = rule
        .split(';')
        .map(|part| match part.strip_prefix("UNTIL=") {
            None => Ok(part.to_owned()),
            Some(until) => local_until(until, zone)
                .map(|until| format!("UNTIL={until}"))
                .ok_or_else(|| RuleError::Part(part.chars().take(60).collect())),
        })
        .collect();
    Ok(parts?.join(";"))
}

fn local_until(until: &str, zone: &Zone) -> Option<String> {
    if !until.is_ascii() {
        return None;
    }
    let (date, time) = until.split_once('T').unwrap_or((until, "235959"));
    let is_utc = time.ends_with('Z');
    let time = time.trim_end_matches('Z');
    let digits = |text: &str, len: usize| {
        text.len() == len && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(date, 8) || !digits(time, 6) {
        return None;
    }
    if !is_utc {
        return Some(format!("{date}T{time}Z"));
    }
    let (year, month, day) = (&date[..4], &date[4..6], &date[6..]);
    let (hour, minute, second) = (&time[..2], &time[2..4], &time[4..]);
    let at = parse_instant(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z"))?;
    let plain: String = zone
        .local(at)
        .iso()
        .chars()
        .filter(|c| !matches!(c, '-' | ':'))
        .collect();
    Some(format!("{plain}00Z"))
}

fn to_chrono(local: LocalDateTime) -> Option<DateTime<Tz>> {
    let text = local.iso();
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    let year = i32::try_from(number(0..4)?).ok()?;
    let at = NaiveDate::from_ymd_opt(year, number(5..7)?, number(8..10)?)?.and_hms_opt(
        number(11..13)?,
        number(14..16)?,
        0,
    )?;
    (1970..=LAST_YEAR)
        .contains(&year)
        .then(|| Tz::UTC.from_utc_datetime(&at))
}

/// Times beyond the last year end the list.
fn from_chrono(at: &DateTime<Tz>) -> Option<LocalDateTime> {
    use chrono::Datelike as _;
    if at.year() > LAST_YEAR {
        return None;
    }
    LocalDateTime::parse(&format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute()
    ))
}

#[cfg(test)]
mod tests {
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
        let it = Recurrence::parse("FREQ=MONTHLY;BYDAY=2TU", local("2026-01-13T02:30"), &zone)
            .expect("a rule");
        let third = it.after(None).nth(2).expect("a time");
        assert_eq!(
            english().dates(&zone).date_time(third),
            "Mar 10, 2026 - 02:30 EDT"
        );
        assert_eq!(it.after(Some(third)).next(), it.after(None).nth(3));
    }

    #[test]
    fn what_is_no_rule_is_refused_and_named() {
        let parse = |rule: &str| {
            Recurrence::parse(rule, local("2026-01-01T02:30"), &new_york())
                .expect_err(rule)
                .to_string()
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
            let it = Recurrence::parse(rule, local("2026-01-01T02:30"), &new_york());
            assert!(it.is_err(), "{rule}");
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
            if let Ok(it) = Recurrence::parse(&rule, local("2026-01-31T02:30"), &new_york()) {
                let times: Vec<Ts> = it.after(None).take(20).collect();
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
                    read.map_or_else(|why| why.to_string().len(), |it| it.text().len())
                };
                read(&rule) + read(text)
            },
        );
    }
}
