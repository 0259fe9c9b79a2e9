//! How often a token may ask.

use std::num::NonZeroU32;
use std::sync::Arc;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use super::ManageApiError;

/// Tokens that have not asked for a while are forgotten when there are more than this.
const MOST_TOKENS: usize = 10_000;

/// So many requests a minute for each token; none counted when it is 0.
#[derive(Clone)]
pub(in crate::web) struct RateLimit(Option<Arc<DefaultKeyedRateLimiter<String>>>);

impl RateLimit {
    /// Makes a limit; 0 is none.
    pub(in crate::web) fn new(per_minute: u32) -> Self {
        Self(NonZeroU32::new(per_minute).map(|per_minute| {
            Arc::new(DefaultKeyedRateLimiter::keyed(Quota::per_minute(
                per_minute,
            )))
        }))
    }

    /// Counts a request of a token.
    ///
    /// # Errors
    /// 429 with the seconds to wait.
    pub(super) fn check(&self, token: &str) -> Result<(), ManageApiError> {
        let Some(limiter) = &self.0 else {
            return Ok(());
        };
        if limiter.len() > MOST_TOKENS {
            limiter.retain_recent();
        }
        limiter.check_key(&token.to_owned()).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            ManageApiError::TooMany {
                retry_after_secs: wait.as_secs() + 1,
            }
        })
    }
}
