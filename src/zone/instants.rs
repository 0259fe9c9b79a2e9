//! Instants as programs write them.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use super::iana::ts;
use crate::domain::Ts;

/// Reads ISO 8601 with an offset or `Z`, with or without decimals; without an offset it is UTC. A zone in brackets
/// (RFC 9557 §3) is what the offset must fit, or what gives it; `None` for one that is unknown or contradicts it.
pub fn parse_instant(text: &str) -> Option<Ts> {
    let text = text.trim();
    if text.contains('[') {
        let at: ZonedDateTime = text.parse().ok()?;
        return Some(ts(at.timestamp()));
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(ts(at));
    }
    let civil: DateTime = text.parse().ok()?;
    let at = civil.to_zoned_datetime(TimeZone::UTC).ok()?;
    Some(ts(at.timestamp()))
}
