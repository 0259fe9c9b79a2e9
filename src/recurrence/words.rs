//! What is wrong with a rule, in words of ours: the library's speak of its own types.

use rrule::{ParseError, RRuleError, ValidationError};

/// Words a refusal of the library; reads after the name of the field. `rule` is in capitals.
pub(super) fn words(error: &RRuleError, rule: &str) -> String {
    match error {
        RRuleError::ParserError(error) => match part_of(error) {
            Some(part) => takes(part, rule),
            None => GENERAL.to_owned(),
        },
        RRuleError::ValidationError(error) => invalid(error, rule),
        RRuleError::IterError(_) => GENERAL.to_owned(),
    }
}

const GENERAL: &str = "is no rule that a calendar understands, such as FREQ=WEEKLY;BYDAY=TU";

fn invalid(error: &ValidationError, rule: &str) -> String {
    match error {
        ValidationError::InvalidFieldValue { field, .. }
        | ValidationError::InvalidFieldValueRange { field, .. }
        | ValidationError::InvalidFieldValueRangeWithFreq { field, .. } => takes(field, rule),
        ValidationError::InvalidByRuleAndFrequency { by_rule, .. } => {
            let frequency = value("FREQ", rule);
            format!("has {by_rule}, which does not go with FREQ={frequency}")
        }
        ValidationError::UntilBeforeStart { .. } => "ends before it begins".to_owned(),
        ValidationError::TooBigInterval(_) => takes("INTERVAL", rule),
        _ => GENERAL.to_owned(),
    }
}

/// Which part an error is about.
const fn part_of(error: &ParseError) -> Option<&'static str> {
    Some(match error {
        ParseError::InvalidInterval(_) => "INTERVAL",
        ParseError::InvalidCount(_) => "COUNT",
        ParseError::InvalidWeekday(_) => "BYDAY",
        ParseError::InvalidWeekdayStart(_) => "WKST",
        ParseError::InvalidByWeekNo(_) => "BYWEEKNO",
        ParseError::InvalidByYearDay(_) => "BYYEARDAY",
        ParseError::InvalidByMonthDay(_) => "BYMONTHDAY",
        ParseError::InvalidByMonth(_) => "BYMONTH",
        ParseError::InvalidBySetPos(_) => "BYSETPOS",
        ParseError::InvalidDateTime { .. } | ParseError::InvalidDateTimeFormat(_) => "UNTIL",
        _ => return None,
    })
}

/// Says what a part has and what it takes.
pub(super) fn takes(part: &str, rule: &str) -> String {
    let what = match part {
        "INTERVAL" => "a number from 1 to 10000",
        "COUNT" => "a number from 1",
        "BYDAY" => "weekdays such as MO,WE or, in a month or year, the second Tuesday as 2TU",
        "WKST" => "a weekday such as MO",
        "BYMONTHDAY" => "days from 1 to 31, or from -1 to -31 counted from the end",
        "BYMONTH" => "months from 1 to 12",
        "BYYEARDAY" => "days from 1 to 366, or from -1 to -366 counted from the end",
        "BYWEEKNO" => "weeks from 1 to 53, or from -1 to -53 counted from the end",
        "BYSETPOS" => "places such as 1 for the first or -1 for the last",
        "UNTIL" => "a date such as 20271231",
        _ => return GENERAL.to_owned(),
    };
    format!("has {part}={}, but {part} takes {what}", value(part, rule))
}

/// Returns what a rule says in a part, cut to what fits into a message.
fn value(part: &str, rule: &str) -> String {
    let parts = rule.split(';').filter_map(|one| one.split_once('='));
    let value = parts
        .filter(|(name, _)| *name == part)
        .map(|(_, value)| value);
    value.flat_map(str::chars).take(40).collect()
}
