//! When recurring things happen: rules of RFC 5545 (`FREQ=WEEKLY;BYDAY=TU`) in wall-clock time.
//!
//! The library computes with times of day alone, as if there were no zones; each is then placed in the
//! zone by [`Zone::zoned`]. So a weekly 02:30 stays 02:30 all year. On the night on which the clocks jump
//! over 02:30 it is 03:30, and of a 01:30 that they show twice it is the first.

mod dates;
mod parts;
mod problems;

use rrule::{RRule, RRuleError, RRuleSet, Unvalidated};

use crate::domain::Ts;
use crate::domain::problem::{Problem, RuleProblem};
use crate::zone::{LocalDateTime, Zone};

/// Most times computed from the first on, long over ones included: two hundred years of days.
const TIMES_MOST: usize = 75_000;

/// A rule with its first start and its zone.
#[derive(Debug, Clone)]
pub struct Recurrence {
    text: String,
    zone: Zone,
    times: RRuleSet,
}

impl Recurrence {
    /// Reads a rule, with or without `RRULE:` before it, that begins at a wall-clock time of a zone. When
    /// the first start does not fit the rule, the first time after it that does is the first.
    ///
    /// # Errors
    /// The text is no rule, or the rule is finer than daily or never fits. The work is bounded whatever it says.
    pub fn parse(rule: &str, first: LocalDateTime, zone: &Zone) -> Result<Self, Problem> {
        let text = parts::normal(rule)?;
        let begins = dates::first(first).ok_or(RuleProblem::Never)?;
        let refused = |error: RRuleError| problems::of_library(&error, &text);
        let (without_until, until) = parts::split_until(&text);
        let until = until
            .map(|value| dates::until(value, zone, &text))
            .transpose()?;
        let mut unvalidated: RRule<Unvalidated> = without_until.parse().map_err(refused)?;
        if let Some(until) = until {
            unvalidated = unvalidated.until(until);
        }
        let times = unvalidated.build(begins).map_err(refused)?.limit();
        let recurrence = Self {
            text,
            zone: zone.clone(),
            times,
        };
        if recurrence.after(None).next().is_none() {
            return Err(RuleProblem::Never.into());
        }
        Ok(recurrence)
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
            .map_while(|at| dates::local(&at))
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

#[cfg(test)]
mod tests;
