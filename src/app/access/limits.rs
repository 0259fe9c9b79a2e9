//! How many wrong tries are allowed.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::Ts;

/// The stretch of time in which wrong tries are counted, in seconds.
const WINDOW_SECS: i64 = 15 * 60;

/// Keys are swept when there are more than this.
const MOST_KEYS: usize = 20_000;

/// Counts wrong tries by key within the last quarter of an hour, in this process's memory.
#[derive(Clone, Default)]
pub(in crate::app) struct Tries(Arc<Mutex<HashMap<String, VecDeque<Ts>>>>);

impl Tries {
    /// Counts a try before its outcome is known.
    ///
    /// # Errors
    /// The seconds to wait, when there were `most` within the window already; this one does not count.
    pub(in crate::app) fn count(&self, key: &str, most: usize, now: Ts) -> Result<(), i64> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let start = now.plus_secs(-WINDOW_SECS);
        if all.len() > MOST_KEYS {
            all.retain(|_, tries| tries.iter().any(|at| (start..=now).contains(at)));
        }
        let tries = all.entry(key.to_owned()).or_default();
        // Tries in the future were counted before the clock was set back.
        tries.retain(|at| (start.plus_secs(1)..=now).contains(at));
        if tries.len() >= most {
            let first = tries.front().copied().unwrap_or(now);
            return Err((first.plus_secs(WINDOW_SECS).secs_since(now) + 1).max(1));
        }
        tries.push_back(now);
        Ok(())
    }

    /// Takes back the last try, because it was right.
    pub(super) fn forgive(&self, key: &str) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tries) = all.get_mut(key) {
            tries.pop_back();
            if tries.is_empty() {
                all.remove(key);
            }
        }
    }
}

/// Returns what counts as one peer: an IPv4 address, or the /64 network that one IPv6 customer has.
pub(super) fn peer_key(address: &str) -> String {
    match address.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
        Ok(IpAddr::V6(ip)) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(ip) => ip.to_string(),
        Err(_) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_tries_are_forgotten_after_the_window() {
        let tries = Tries::default();
        let at = |secs| Ts::from_secs(1_000_000 + secs);
        for secs in 0..3 {
            assert_eq!(tries.count("a", 3, at(secs)), Ok(()));
        }
        assert_eq!(tries.count("a", 3, at(10)), Err(WINDOW_SECS - 10 + 1));
        assert_eq!(
            tries.count("b", 3, at(10)),
            Ok(()),
            "others are not held up"
        );
        tries.forgive("a");
        assert_eq!(tries.count("a", 3, at(10)), Ok(()));
        assert_eq!(tries.count("a", 3, at(WINDOW_SECS + 11)), Ok(()));
    }

    #[test]
    fn tries_of_a_clock_that_came_back_do_not_count() {
        let tries = Tries::default();
        let now = Ts::from_secs(1_000_000);
        for _ in 0..3 {
            assert_eq!(tries.count("a", 3, now.plus_secs(10 * 86_400)), Ok(()));
        }
        assert_eq!(tries.count("a", 3, now), Ok(()));
    }

    #[test]
    fn one_customer_is_one_peer() {
        assert_eq!(peer_key("::ffff:192.0.2.7"), peer_key("192.0.2.7"));
        assert_eq!(
            peer_key("2001:db8:1:2::3"),
            peer_key("2001:db8:1:2:ffff::9")
        );
        assert_ne!(peer_key("2001:db8:1:2::3"), peer_key("2001:db8:1:3::3"));
    }
}
