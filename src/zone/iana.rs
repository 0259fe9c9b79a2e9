//! Time zones by their IANA names.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::Ts;
use crate::domain::problem::TimeProblem;

/// A time zone of the IANA database, which is compiled in.
#[derive(Debug, Clone)]
pub struct Zone {
    pub(super) tz: TimeZone,
}

impl Zone {
    /// Finds a zone by its IANA name.
    ///
    /// # Errors
    /// The name is unknown.
    pub fn find(name: &str) -> Result<Self, TimeProblem> {
        TimeZone::get(name)
            .map(|tz| Self { tz })
            .map_err(|_| TimeProblem::NotAZone { name: name.into() })
    }

    /// Finds a zone by the name that a page has; UTC when this program does not know the name.
    pub fn find_or_utc(name: &str) -> Self {
        Self::find(name).unwrap_or_else(|_| Self::utc())
    }

    /// Returns the names of all zones, in alphabetical order.
    pub fn names() -> Vec<String> {
        jiff::tz::db()
            .available()
            .map(|name| name.to_string())
            .collect()
    }

    /// Returns UTC.
    pub fn utc() -> Self {
        Self { tz: TimeZone::UTC }
    }

    /// Returns the IANA name in the spelling of the database.
    pub fn name(&self) -> &str {
        self.tz.iana_name().unwrap_or("UTC")
    }

    /// Says whether the zone is UTC, by any of its names.
    pub fn is_utc(&self) -> bool {
        matches!(
            self.tz.iana_name(),
            None | Some(
                "UTC" | "Etc/UTC" | "Etc/UCT" | "Etc/Zulu" | "Zulu" | "UCT" | "Etc/Universal"
            )
        )
    }
}

pub(super) fn timestamp(ts: Ts) -> Timestamp {
    Timestamp::from_microsecond(ts.micros()).unwrap_or(Timestamp::MAX)
}

pub(super) fn ts(at: Timestamp) -> Ts {
    Ts::from_micros(at.as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_spelling() {
        let zone = Zone::find("america/new_york").expect("known");
        assert_eq!(zone.name(), "America/New_York");
        assert!(Zone::find("Mars/Olympus").is_err());
        assert_eq!(Zone::find_or_utc("Mars/Olympus").name(), "UTC");
    }
}
