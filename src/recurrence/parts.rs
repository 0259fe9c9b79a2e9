//! The parts of a rule, `NAME=VALUE` each.

use super::error::RULE_BYTES;
use super::{RuleError, words};

/// What a rule may say. The time of day is the first start's, so nothing finer than a day is there.
pub(super) const PARTS: &[&str] = &[
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

/// Checks the parts of a rule and puts them into capitals.
pub(super) fn normal(rule: &str) -> Result<String, RuleError> {
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
            return Err(not_taken(part));
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

/// Splits a rule into what stands without `UNTIL`, and that part's value.
pub(super) fn split_until(rule: &str) -> (String, Option<&str>) {
    let (until, others): (Vec<&str>, Vec<&str>) =
        rule.split(';').partition(|part| part.starts_with(UNTIL));
    let until = until.first().and_then(|part| part.strip_prefix(UNTIL));
    (others.join(";"), until)
}

/// Refuses a part.
pub(super) fn not_taken(part: &str) -> RuleError {
    RuleError::Part(part.chars().take(60).collect())
}

const UNTIL: &str = "UNTIL=";
