//! When a maintenance takes place and what happens by itself, in Statuspage's fields.

use super::given::Given;
use crate::app::{FieldErrors, ScheduleEdit};
use crate::domain::Window;
use crate::domain::problem::TextProblem;

/// The field that makes a new event a maintenance; the other one alone asks for it.
const FOR: &str = "scheduled_for";
const UNTIL: &str = "scheduled_until";

/// Says that the event is a maintenance.
pub(super) fn is_given(given: Given<'_>) -> bool {
    given.value(FOR).is_some() || given.value(UNTIL).is_some()
}

/// Reads what is given. As on Statuspage a new planned time alone posts no update.
pub(super) fn read(given: Given<'_>, errors: &mut FieldErrors) -> ScheduleEdit {
    let starts_at = given.instant(FOR, errors);
    let ends_at = given.instant(UNTIL, errors);
    let mut flag = |name: &str| given.flag(name, errors);
    ScheduleEdit {
        starts_at,
        ends_at,
        remind_prior: flag("scheduled_remind_prior"),
        auto_start: flag("scheduled_auto_in_progress").or(flag("scheduled_auto_transition")),
        auto_finish: flag("scheduled_auto_completed"),
        to_maintenance: flag("auto_transition_to_maintenance_state"),
        to_operational: flag("auto_transition_to_operational_state"),
        notify_at_start: flag("auto_transition_deliver_notifications_at_start"),
        notify_at_end: flag("auto_transition_deliver_notifications_at_end"),
        component_ids: None,
        announces: false,
    }
}

/// Returns the planned time of a new maintenance, which takes both ends.
pub(super) fn window(
    given: Given<'_>,
    schedule: &ScheduleEdit,
    errors: &mut FieldErrors,
) -> Option<Window> {
    for field in [FOR, UNTIL] {
        if given.value(field).is_none() {
            errors.add(field, TextProblem::Blank);
        }
    }
    let (starts_at, ends_at) = schedule.starts_at.zip(schedule.ends_at)?;
    Some(Window { starts_at, ends_at })
}
