//! The time: the system's, or one that tests move by hand. Nothing else reads a clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::domain::Ts;

/// Where "now" comes from.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// Microseconds since the epoch, for a clock moved by hand.
    by_hand: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// Returns the system's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// Returns a clock that stands at `now` until it is moved. Its clones move with it.
    pub fn standing_at(now: Ts) -> Self {
        Self {
            by_hand: Some(Arc::new(AtomicI64::new(now.micros()))),
        }
    }

    /// Returns the present instant.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the system"
    )]
    pub fn now(&self) -> Ts {
        if let Some(micros) = &self.by_hand {
            Ts::from_micros(micros.load(Ordering::SeqCst))
        } else {
            let since = SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default();
            Ts::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
        }
    }

    /// Moves a clock that stands; the system's clock goes on as it is.
    pub fn advance_secs(&self, secs: i64) {
        if let Some(micros) = &self.by_hand {
            micros.fetch_add(secs * 1_000_000, Ordering::SeqCst);
        }
    }
}
