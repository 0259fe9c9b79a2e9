//! Local times in forms, in the page's zone.

use super::fields::Form;
use crate::app::FieldErrors;
use crate::domain::Ts;
use crate::zone::{LocalDateTime, LocalTimeKind, Zone, ZonedTime};

/// What is wrong with a text that is no time.
pub(in crate::web::admin) const NO_TIME: &str = "must be a date and time such as 2015-10-07T09:54";

/// Reads a field of a local time; empty is none. Of two moments that the clocks show alike it is the
/// first.
pub(in crate::web::admin) fn local(
    form: &Form,
    name: &str,
    zone: &Zone,
    errors: &mut FieldErrors,
) -> Option<Ts> {
    zoned(form, name, zone, errors).map(|zoned| zoned.at)
}

/// Reads a field of a local time before which nothing may happen: of two moments that the clocks show
/// alike it is the second.
pub(in crate::web::admin) fn not_before(
    form: &Form,
    name: &str,
    zone: &Zone,
    errors: &mut FieldErrors,
) -> Option<Ts> {
    zoned(form, name, zone, errors).map(|zoned| match zoned.kind {
        LocalTimeKind::Repeated { second_at } => second_at,
        LocalTimeKind::Unique | LocalTimeKind::Skipped { .. } => zoned.at,
    })
}

fn zoned(form: &Form, name: &str, zone: &Zone, errors: &mut FieldErrors) -> Option<ZonedTime> {
    let zoned = zone.parse_local(form.filled(name)?);
    match zoned {
        None => errors.add(name, NO_TIME),
        Some(zoned) => {
            if let Some(why) = never(form.text(name), zoned) {
                errors.add(name, format!("can't be then: {why}"));
            }
        }
    }
    zoned
}

/// Says that the clocks are set forward over a time that was typed; `None` when they show it.
pub(in crate::web::admin) fn never(typed: &str, zoned: ZonedTime) -> Option<String> {
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
pub(in crate::web::admin) fn shown(at: Option<Ts>, zone: &Zone) -> String {
    at.map(|at| zone.local(at).iso()).unwrap_or_default()
}

/// Reads a field that showed an instant: not touched, it keeps the seconds that the field does not show.
pub(in crate::web::admin) fn kept(
    form: &Form,
    name: &str,
    before: Option<Ts>,
    zone: &Zone,
    errors: &mut FieldErrors,
) -> Option<Ts> {
    if form.text(name) == shown(before, zone) {
        return before;
    }
    local(form, name, zone, errors)
}

/// Reads a promise in minutes from now.
pub(in crate::web::admin) fn promise(form: &Form, now: Ts, errors: &mut FieldErrors) -> Option<Ts> {
    let minutes = form.filled("next_update")?;
    match minutes.parse::<i64>() {
        Ok(minutes) if (1..=24 * 60).contains(&minutes) => Some(now.plus_secs(minutes * 60)),
        _ => {
            errors.add("next_update", "must be a number of minutes");
            None
        }
    }
}
