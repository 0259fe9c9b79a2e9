//! Local times in forms, in the page's zone.

use crate::domain::Ts;
use crate::domain::problem::TimeProblem;
use crate::zone::{LocalDateTime, LocalTimeKind, Zone, ZonedTime};

/// Reads a local time; empty is none. Of two moments that the clocks show alike it is the first.
pub(super) fn local(text: &str, zone: &Zone) -> Result<Option<Ts>, TimeProblem> {
    Ok(zoned(text, zone)?.map(|zoned| zoned.at))
}

/// Reads a local time before which nothing may happen: of two moments that the clocks show alike it is
/// the second.
pub(super) fn not_before(text: &str, zone: &Zone) -> Result<Option<Ts>, TimeProblem> {
    Ok(zoned(text, zone)?.map(|zoned| match zoned.kind {
        LocalTimeKind::Repeated { second_at } => second_at,
        LocalTimeKind::Unique | LocalTimeKind::Skipped { .. } => zoned.at,
    }))
}

fn zoned(text: &str, zone: &Zone) -> Result<Option<ZonedTime>, TimeProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let zoned = zone.parse_local(text).ok_or(TimeProblem::NotADateAndTime)?;
    match never(text, zoned) {
        Some(skipped) => Err(skipped),
        None => Ok(Some(zoned)),
    }
}

/// Says that the clocks are set forward over a time that was typed; `None` when they show it.
pub(crate) fn never(typed: &str, zoned: ZonedTime) -> Option<TimeProblem> {
    let LocalTimeKind::Skipped { from, to } = zoned.kind else {
        return None;
    };
    let time = LocalDateTime::parse(typed)
        .map(LocalDateTime::iso_time)
        .unwrap_or_default();
    Some(TimeProblem::Skipped {
        time: time.into(),
        from: from.iso_time().into(),
        to: to.iso_time().into(),
    })
}

/// Returns how a field shows an instant: to the minute.
pub(crate) fn shown(at: Option<Ts>, zone: &Zone) -> String {
    at.map(|at| zone.local(at).iso()).unwrap_or_default()
}

/// Reads a number of minutes, a day at most.
pub(crate) fn minutes(text: &str) -> Result<i64, TimeProblem> {
    match text.parse() {
        Ok(minutes) if (1..=24 * 60).contains(&minutes) => Ok(minutes),
        _ => Err(TimeProblem::NotMinutes),
    }
}
