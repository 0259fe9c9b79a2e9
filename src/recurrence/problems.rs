//! What the library finds wrong with a rule, as problems of ours: its own words speak of its types.

use rrule::{ParseError, RRuleError, ValidationError};

use crate::domain::problem::{Excerpt, RuleProblem};

/// Says what a refusal of the library is about; `rule` is in capitals.
pub(super) fn of_library(error: &RRuleError, rule: &str) -> RuleProblem {
    match error {
        RRuleError::ParserError(error) => match part_of(error) {
            Some(part) => takes(part, rule),
            None => RuleProblem::Unreadable,
        },
        RRuleError::ValidationError(error) => invalid(error, rule),
        RRuleError::IterError(_) => RuleProblem::Unreadable,
    }
}

fn invalid(error: &ValidationError, rule: &str) -> RuleProblem {
    match error {
        ValidationError::InvalidFieldValue { field, .. }
        | ValidationError::InvalidFieldValueRange { field, .. }
        | ValidationError::InvalidFieldValueRangeWithFreq { field, .. } => takes(field, rule),
        ValidationError::InvalidByRuleAndFrequency { by_rule, .. } => RuleProblem::Beside {
            part: by_rule.into(),
            frequency: value("FREQ", rule),
        },
        ValidationError::UntilBeforeStart { .. } => RuleProblem::EndsFirst,
        ValidationError::TooBigInterval(_) => takes("INTERVAL", rule),
        _ => RuleProblem::Unreadable,
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

/// Says that a part has a value that it does not take.
pub(super) fn takes(part: &str, rule: &str) -> RuleProblem {
    let value = value(part, rule);
    match part {
        "INTERVAL" => RuleProblem::Interval { value },
        "COUNT" => RuleProblem::Count { value },
        "BYDAY" => RuleProblem::Weekdays { value },
        "WKST" => RuleProblem::WeekStart { value },
        "BYMONTHDAY" => RuleProblem::MonthDays { value },
        "BYMONTH" => RuleProblem::Months { value },
        "BYYEARDAY" => RuleProblem::YearDays { value },
        "BYWEEKNO" => RuleProblem::Weeks { value },
        "BYSETPOS" => RuleProblem::Places { value },
        "UNTIL" => RuleProblem::Until { value },
        _ => RuleProblem::Unreadable,
    }
}

/// Returns what a rule says in a part, cut to what fits into a message.
fn value(part: &str, rule: &str) -> Excerpt {
    let parts = rule.split(';').filter_map(|one| one.split_once('='));
    let value = parts
        .filter(|(name, _)| *name == part)
        .map(|(_, value)| value);
    let value: String = value.flat_map(str::chars).take(40).collect();
    value.into()
}
