//! The audit log's entries: who did what, when, through which door, from where.

use crate::domain::Ts;

/// A year, in seconds.
const YEAR_SECS: i64 = 365 * 24 * 60 * 60;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Ts,
    /// Who: a person's or token's id and name, or the command line.
    pub actor: String,
    /// The door they came through: `cli`, `v1`, `admin`, `clock`, or `start`.
    pub door: String,
    /// The address they came from, if the door knows it.
    pub address: Option<String>,
    /// What they did: `incident.create`.
    pub action: String,
    /// To what: an id.
    pub subject: String,
    /// More, as a JSON object.
    pub detail: String,
}

/// Which entries a list shows; an empty field lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// A part of who did it, in any case.
    pub actor: String,
    /// How the action begins: `incident` or `incident.create`.
    pub action: String,
    /// The id of what it was done to.
    pub subject: String,
    /// Only entries before this number; `None` begins with the newest.
    pub before: Option<i64>,
}

/// Returns the instant since when entries are kept for so many years; `None` for 0 years: then all are kept for ever.
pub fn kept_since(years: u8, now: Ts) -> Option<Ts> {
    (years > 0).then(|| now.plus_secs(-i64::from(years) * YEAR_SECS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_kept_for_years_of_365_days_or_for_ever() {
        let now = Ts::from_secs(10 * YEAR_SECS);
        for (years, since) in [(0, None), (1, Some(9)), (7, Some(3))] {
            let since = since.map(|years| Ts::from_secs(years * YEAR_SECS));
            assert_eq!(kept_since(years, now), since, "{years}");
        }
    }
}
