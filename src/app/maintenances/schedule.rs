//! Changes of when a maintenance takes place and of what happens by itself.

use crate::app::{Error, FieldErrors};
use crate::domain::maintenances::plan::REMIND_SECS;
use crate::domain::problem::{MaintenanceProblem, TimeProblem};
use crate::domain::{
    Body, ComponentId, Incident, IncidentKind, MaintenancePlan, PlannedTime, PostedSentence,
    Status, Ts, Window,
};
use crate::i18n;
use crate::store::Write;
use crate::zone::Zone;

/// A change of a maintenance's schedule; `None` leaves a thing as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScheduleEdit {
    /// Planned start.
    pub starts_at: Option<Ts>,
    /// Planned end.
    pub ends_at: Option<Ts>,
    /// Remind subscribers an hour before.
    pub remind_prior: Option<bool>,
    /// Start by itself.
    pub auto_start: Option<bool>,
    /// End by itself.
    pub auto_finish: Option<bool>,
    /// Put components under maintenance at the start.
    pub to_maintenance: Option<bool>,
    /// Relieve components at the end.
    pub to_operational: Option<bool>,
    /// Tell subscribers of the start.
    pub notify_at_start: Option<bool>,
    /// Tell subscribers of the end.
    pub notify_at_end: Option<bool>,
    /// The components it names, in place of those it named; when it has begun none can be left out.
    pub component_ids: Option<Vec<ComponentId>>,
    /// When the planned time changes and the edit has no text, post a sentence with the new one.
    pub announces: bool,
}

impl ScheduleEdit {
    /// Puts the flags that are given into a plan.
    pub fn flag(&self, plan: &mut MaintenancePlan) {
        let flags = [
            (&mut plan.remind_prior, self.remind_prior),
            (&mut plan.auto_start, self.auto_start),
            (&mut plan.auto_finish, self.auto_finish),
        ];
        for (place, given) in flags {
            *place = given.unwrap_or(*place);
        }
        let told = [
            (&mut plan.to_maintenance, self.to_maintenance),
            (&mut plan.to_operational, self.to_operational),
            (&mut plan.notify_at_start, self.notify_at_start),
            (&mut plan.notify_at_end, self.notify_at_end),
        ];
        for (place, given) in told {
            *place = given.or(*place);
        }
    }

    /// Puts what is given into an incident. The flags mean nothing for one that is no maintenance, so
    /// clients that send every field may send them.
    pub(in crate::app) fn apply(&self, incident: &mut Incident, now: Ts, errors: &mut FieldErrors) {
        if incident.kind != IncidentKind::Maintenance {
            for (field, given) in self.ends() {
                if given.is_some() {
                    errors.add(field, MaintenanceProblem::NoPlannedTime);
                }
            }
            return;
        }
        self.flag(&mut incident.plan);
        self.name_components(incident, errors);
        self.move_window(incident, now, errors);
    }

    fn ends(&self) -> [(&'static str, Option<Ts>); 2] {
        [(FOR, self.starts_at), (UNTIL, self.ends_at)]
    }

    fn name_components(&self, incident: &mut Incident, errors: &mut FieldErrors) {
        let Some(ids) = &self.component_ids else {
            return;
        };
        let lost = incident.component_ids.iter().any(|id| !ids.contains(id));
        if lost && incident.status != Status::Scheduled {
            errors.add("components", MaintenanceProblem::TakenAway);
            return;
        }
        incident.component_ids = ids
            .iter()
            .enumerate()
            .filter(|(place, id)| !ids[..*place].contains(id))
            .map(|(_, id)| id.clone())
            .collect();
        let begins_with = &mut incident.plan.begins_with;
        begins_with.retain(|id, _| ids.contains(id));
    }

    fn move_window(&self, incident: &mut Incident, now: Ts, errors: &mut FieldErrors) {
        let before = incident.window;
        let starts_at = self.starts_at.or(before.map(|window| window.starts_at));
        let ends_at = self.ends_at.or(before.map(|window| window.ends_at));
        let (Some(starts_at), Some(ends_at)) = (starts_at, ends_at) else {
            return;
        };
        let window = Window { starts_at, ends_at };
        if before == Some(window) {
            return;
        }
        let starts_elsewhere = before.is_some_and(|before| before.starts_at != starts_at);
        if !incident.is_open() {
            for (field, given) in self.ends() {
                if given.is_some() {
                    errors.add(field, MaintenanceProblem::HasEnded);
                }
            }
        } else if starts_elsewhere && incident.status != Status::Scheduled {
            errors.add(FOR, MaintenanceProblem::HasBegun);
        } else {
            check_window(window, incident.status, now, errors);
        }
        incident.window = Some(window);
        incident.plan.moved_at = Some(now);
        if starts_at.plus_secs(-REMIND_SECS) > now {
            incident.plan.reminded_at = None;
        }
    }
}

/// The names of the two ends, as `/v1` and every other door calls them.
const FOR: &str = "scheduled_for";
const UNTIL: &str = "scheduled_until";

/// Checks a planned time: it ends after it starts, and what is not over has its end before it.
pub(super) fn check_window(window: Window, status: Status, now: Ts, errors: &mut FieldErrors) {
    if window.ends_at <= window.starts_at {
        errors.add(UNTIL, TimeProblem::MustComeAfter { field: FOR });
    } else if !status.is_over() && window.ends_at <= now {
        errors.add(UNTIL, TimeProblem::InThePast);
    }
}

/// Words a change of the planned time, in the page's zone of today.
pub(in crate::app) async fn announce_move(
    write: &mut Write,
    before: Option<Window>,
    after: Window,
    now: Ts,
) -> Result<Body, Error> {
    let zone = Zone::find_or_utc(&write.get_page().await?.time_zone);
    let planned = PlannedTime {
        window: after,
        as_of: now,
        time_zone: zone.name().to_owned(),
    };
    let sentence = PostedSentence::of_move(before, planned);
    Ok(i18n::english().post(sentence, None))
}
