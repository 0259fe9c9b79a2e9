//! One instant in UTC, cut to microseconds.

/// How far the clocks of two nodes may be apart, in seconds. An instant further ahead than that is stale: a clock
/// that ran fast stored it and was set back.
pub const SKEW_SECS: i64 = 60;

/// An instant: microseconds since 1970-01-01T00:00:00Z.
///
/// Both databases keep exactly this precision, so a value read back equals the value written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ts(i64);

impl Ts {
    /// Years 0001 to 9999: what every format and database here can hold.
    const RANGE: (i64, i64) = (-62_135_596_800_000_000, 253_402_300_799_999_999);

    /// Makes an instant from microseconds since the epoch, held inside the years 0001 to 9999.
    pub const fn from_micros(micros: i64) -> Self {
        let (first, last) = Self::RANGE;
        if micros < first {
            Self(first)
        } else if micros > last {
            Self(last)
        } else {
            Self(micros)
        }
    }

    /// Makes an instant from whole seconds since the epoch.
    pub const fn from_secs(secs: i64) -> Self {
        Self::from_micros(secs.saturating_mul(1_000_000))
    }

    /// Returns the microseconds since the epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Returns the whole seconds since the epoch, rounded down.
    pub const fn secs(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// Returns this instant moved by a number of seconds, which may be negative.
    #[must_use]
    pub const fn plus_secs(self, secs: i64) -> Self {
        Self::from_micros(self.0.saturating_add(secs.saturating_mul(1_000_000)))
    }

    /// Returns the seconds from `earlier` to this instant, rounded down; negative if it is later.
    pub const fn secs_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).div_euclid(1_000_000)
    }
}
