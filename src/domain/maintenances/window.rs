//! The planned time of a maintenance.

use crate::domain::Ts;

/// The planned time of a maintenance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// Planned start.
    pub starts_at: Ts,
    /// Planned end.
    pub ends_at: Ts,
}

impl Window {
    /// Says that two planned times have a moment in common; one may begin when the other ends.
    pub const fn overlaps(self, other: Self) -> bool {
        self.starts_at.micros() < other.ends_at.micros()
            && other.starts_at.micros() < self.ends_at.micros()
    }
}
