//! The parts of a rule, `NAME=VALUE` each.

use super::problems;
use crate::domain::problem::{Problem, RuleProblem, TextProblem};

/// Longest rule taken, in bytes.
const RULE_BYTES: usize = 500;

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
pub(super) fn normal(rule: &str) -> Result<String, Problem> {
    if rule.len() > RULE_BYTES {
        let max_bytes = RULE_BYTES;
        return Err(TextProblem::TooManyBytes { max_bytes }.into());
    }
    let rule = rule.trim().to_ascii_uppercase();
    let rule = rule.strip_prefix("RRULE:").unwrap_or(&rule);
    let mut names = Vec::new();
    for part in rule.trim_end_matches(';').split(';') {
        let known = part.split_once('=').filter(|(name, value)| {
            PARTS.contains(name) && !names.contains(name) && !value.is_empty()
        });
        let Some((name, value)) = known else {
            return Err(not_taken(part).into());
        };
        if name == "FREQ" && !["DAILY", "WEEKLY", "MONTHLY", "YEARLY"].contains(&value) {
            return Err(RuleProblem::Frequency.into());
        }
        let is_zero = value.bytes().all(|byte| byte == b'0');
        if is_zero && matches!(name, "INTERVAL" | "COUNT") {
            return Err(problems::takes(name, rule).into());
        }
        names.push(name);
    }
    if !names.contains(&"FREQ") {
        return Err(RuleProblem::Frequency.into());
    }
    if names.contains(&"COUNT") && names.contains(&"UNTIL") {
        return Err(RuleProblem::TwoEnds.into());
    }
    Ok(rule.trim_end_matches(';').to_owned())
}

/// Splits a rule into the rule without `UNTIL` and the value of `UNTIL`.
pub(super) fn split_until(rule: &str) -> (String, Option<&str>) {
    let (until, others): (Vec<&str>, Vec<&str>) =
        rule.split(';').partition(|part| part.starts_with(UNTIL));
    let until = until.first().and_then(|part| part.strip_prefix(UNTIL));
    (others.join(";"), until)
}

/// Refuses a part.
pub(super) fn not_taken(part: &str) -> RuleProblem {
    let part: String = part.chars().take(60).collect();
    RuleProblem::Part { part: part.into() }
}

const UNTIL: &str = "UNTIL=";
