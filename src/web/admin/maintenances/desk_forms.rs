//! The small forms on the page of one maintenance, as they are read.

use super::window::ENDS;
use crate::app::{Announcement, MaintenanceEdit, ScheduleEdit, Transition};
use crate::domain::problem::{ChoiceProblem, TimeProblem};
use crate::domain::{Incident, Status, Ts};
use crate::views::Site;
use crate::web::admin::form::{Fields, Parsed, Reader, times};

/// Reads the announcement of a transition.
pub(super) fn announcement(fields: &Fields) -> Announcement {
    Announcement {
        body: fields.non_blank("body").map(str::to_owned),
        deliver_notifications: Some(fields.has("deliver_notifications")),
    }
}

/// Reads the form of an update: the state that it gives, and its announcement.
pub(super) fn update(fields: &Fields) -> Parsed<(Transition, Announcement)> {
    match fields.get("status").and_then(Status::parse) {
        Some(status) => Parsed::Value((Transition::Say(status), announcement(fields))),
        None => Parsed::wrong("status", ChoiceProblem::NotChosen),
    }
}

/// Reads how a planned end moves: by minutes from what is planned, or from now when that has passed, or to a
/// time.
pub(super) fn extension(
    fields: &Fields,
    site: &Site,
    maintenance: &Incident,
    now: Ts,
) -> Parsed<MaintenanceEdit> {
    let mut read = Reader::new(fields, site);
    let edit = MaintenanceEdit {
        schedule: ScheduleEdit {
            ends_at: new_end(&mut read, maintenance, now),
            ..ScheduleEdit::default()
        },
        body: read.non_blank("body"),
        deliver_notifications: Some(read.has("deliver_notifications")),
        ..MaintenanceEdit::default()
    };
    read.finish(edit)
}

fn new_end(read: &mut Reader<'_>, maintenance: &Incident, now: Ts) -> Option<Ts> {
    const UNTIL: &str = ENDS[1];
    let planned = maintenance.window.map(|window| window.ends_at);
    if let Some(minutes) = read.non_blank("minutes") {
        let minutes = times::minutes(&minutes).map_err(|problem| read.refuse(UNTIL, problem));
        let from = planned.unwrap_or(now).max(now);
        return minutes.ok().map(|minutes| from.plus_secs(minutes * 60));
    }
    read.require(UNTIL);
    let ends_at = read.kept_time(UNTIL, planned);
    let starts_at = maintenance.window.map(|window| window.starts_at);
    if ends_at.is_some_and(|at| starts_at.is_some_and(|starts_at| at <= starts_at)) {
        read.refuse(UNTIL, TimeProblem::NotAfterTheStart);
    }
    ends_at
}
