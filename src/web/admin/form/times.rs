//! Local times in forms, in the page's zone.

use crate::domain::Ts;
use crate::zone::{LocalDateTime, LocalTimeKind, Zone, ZonedTime};

/// What is wrong with a text that is no time.
pub(crate) const NO_TIME: &str = "must be a date and time such as 2015-10-07T09:54";

/// Reads a local time; empty is none. Of two moments that the clocks show alike it is the first.
pub(super) fn local(text: &str, zone: &Zone) -> Result<Option<Ts>, String> {
    Ok(zoned(text, zone)?.map(|zoned| zoned.at))
}

/// Reads a local time before which nothing may happen: of two moments that the clocks show alike it is
/// the second.
pub(super) fn not_before(text: &str, zone: &Zone) -> Result<Option<Ts>, String> {
    Ok(zoned(text, zone)?.map(|zoned| match zoned.kind {
        LocalTimeKind::Repeated { second_at } => second_at,
        LocalTimeKind::Unique | LocalTimeKind::Skipped { .. } => zoned.at,
    }))
}

fn zoned(text: &str, zone: &Zone) -> Result<Option<ZonedTime>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let zoned = zone.parse_local(text).ok_or(NO_TIME)?;
    match never(text, zoned) {
        Some(why) => Err(format!("can't be then: {why}")),
        None => Ok(Some(zoned)),
    }
}

/// Says that the clocks are set forward over a time that was typed; `None` when they show it.
pub(crate) fn never(typed: &str, zoned: ZonedTime) -> Option<String> {
    let LocalTimeKind::Skipped { from, to } = zoned.kind else {
        return None;
    };
    let time = LocalDateTime::parse(typed)
        .map(LocalDateTime::iso_time)
        .unwrap_or_default();
    let (from, to) = (from.iso_time(), to.iso_time());
    Some(format!(
        "{time} does not exist on that day: clocks go from {from} to {to}"
    ))
}

/// Returns how a field shows an instant: to the minute.
pub(crate) fn shown(at: Option<Ts>, zone: &Zone) -> String {
    at.map(|at| zone.local(at).iso()).unwrap_or_default()
}

/// Reads a number of minutes, a day at most.
pub(crate) fn minutes(text: &str) -> Result<i64, String> {
    match text.parse() {
        Ok(minutes) if (1..=24 * 60).contains(&minutes) => Ok(minutes),
        _ => Err("must be a number of minutes".to_owned()),
    }
}
