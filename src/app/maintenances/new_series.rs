//! What staff say of a series to plan.

use crate::domain::Pattern;

/// A maintenance that is to come again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSeries {
    /// The rule as RFC 5545 writes it: `FREQ=MONTHLY;BYDAY=2TU`.
    pub rule: String,
    /// The first start in the page's zone, `YYYY-MM-DDTHH:MM`.
    pub first_start: String,
    /// How long each occurrence takes.
    pub duration_secs: i64,
    /// What each occurrence is made from.
    pub template: Pattern,
}

/// What becomes of the occurrences that are announced when a series ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upcoming {
    /// They take place.
    Keep,
    /// Those that nobody changed are cancelled.
    Cancel,
}
