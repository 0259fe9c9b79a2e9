//! Dates on their way to the library and back, field by field. The library computes with times of day that it calls
//! UTC.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeZone as _, Timelike as _};
use rrule::Tz;

use super::parts::not_taken;
use super::problems;
use crate::domain::Ts;
use crate::domain::problem::RuleProblem;
use crate::zone::{LocalDateTime, LocalFields, Zone};

/// The years in which anything is planned.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2199;

/// Returns the first start as the library takes it.
pub(super) fn first(local: LocalDateTime) -> Option<DateTime<Tz>> {
    let fields = local.fields();
    YEARS
        .contains(&fields.year)
        .then(|| to_library(fields, 0))
        .flatten()
}

/// Returns a time of the library; those beyond the last year end the list.
pub(super) fn local(at: &DateTime<Tz>) -> Option<LocalDateTime> {
    if at.year() > *YEARS.end() {
        return None;
    }
    LocalDateTime::from_fields(LocalFields {
        year: at.year(),
        month: at.month(),
        day: at.day(),
        hour: at.hour(),
        minute: at.minute(),
    })
}

/// Returns the end of a rule as the library takes it: `20271231`, `20271231T220000` or `20271231T220000Z`. A date is
/// taken with its whole day, and a time in UTC as what the zone's clocks show then.
pub(super) fn until(value: &str, zone: &Zone, rule: &str) -> Result<DateTime<Tz>, RuleProblem> {
    let refused = || not_taken(&format!("UNTIL={value}"));
    let (date, time) = value.split_once('T').unwrap_or((value, "235959"));
    let is_utc = time.ends_with('Z');
    let time = time.trim_end_matches('Z');
    let (Some([century, year, month, day]), Some([hour, minute, second])) =
        (pairs::<4>(date), pairs::<3>(time))
    else {
        return Err(refused());
    };
    let fields = LocalFields {
        year: i32::from(century) * 100 + i32::from(year),
        month: month.into(),
        day: day.into(),
        hour: hour.into(),
        minute: minute.into(),
    };
    if is_utc {
        return of_utc(fields, second, zone)
            .and_then(|fields| to_library(fields, 0))
            .ok_or_else(refused);
    }
    to_library(fields, second.into()).ok_or_else(|| problems::takes("UNTIL", rule))
}

/// Returns what a zone's clocks show at a time in UTC.
fn of_utc(fields: LocalFields, second: u8, zone: &Zone) -> Option<LocalFields> {
    let at = Zone::utc().zoned(LocalDateTime::from_fields(fields)?).at;
    let is_real = second < 60 && at < Ts::from_micros(i64::MAX);
    is_real.then(|| zone.local(at.plus_secs(second.into())).fields())
}

fn to_library(fields: LocalFields, second: u32) -> Option<DateTime<Tz>> {
    let date = NaiveDate::from_ymd_opt(fields.year, fields.month, fields.day)?;
    let at = date.and_hms_opt(fields.hour, fields.minute, second)?;
    Some(Tz::UTC.from_utc_datetime(&at))
}

/// Reads digits two by two, so many pairs and nothing else.
fn pairs<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(std::array::from_fn(|pair| {
        (digits[2 * pair] - b'0') * 10 + digits[2 * pair + 1] - b'0'
    }))
}
