//! Deeds on scheduled maintenances: plan and change.

use super::beginning::keep_for_beginning;
use super::schedule;
use super::schedule::ScheduleEdit;
use crate::app::idempotency::{Begun, IdempotencyKey};
use crate::app::incidents::{NewUpdate, post};
use crate::app::{Actor, App, Error, FieldErrors, IncidentEdit, Touch};
use crate::domain::happening::MaintenanceHappening;
use crate::domain::problem::IncidentProblem;
use crate::domain::{
    Body, ComponentId, Impact, Incident, IncidentHead, IncidentId, IncidentKind, MaintenancePlan,
    Permission, Status, UpdateDetails, Window, text,
};
use crate::store::Write;

/// A maintenance to announce.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMaintenance {
    /// Title.
    pub name: String,
    /// First state; of one that is recorded afterwards it may be a later one.
    pub status: Status,
    /// The first update's text.
    pub body: String,
    /// When it is planned.
    pub window: Window,
    /// What happens by itself.
    pub plan: MaintenancePlan,
    /// The components it names; those with a status get it at once.
    pub touches: Vec<Touch>,
    /// An impact chosen instead of `maintenance`.
    pub impact_override: Option<Impact>,
    /// Whether subscribers are told of the announcement.
    pub deliver_notifications: bool,
    /// A JSON object of objects.
    pub metadata: Option<String>,
    /// Hours after which staff are reminded.
    pub reminder_intervals: Option<String>,
}

impl NewMaintenance {
    /// Makes a maintenance in which the clock does everything and which names no component yet.
    pub fn planned(name: &str, window: Window, body: &str) -> Self {
        Self {
            name: name.to_owned(),
            status: Status::Scheduled,
            body: body.to_owned(),
            window,
            plan: MaintenancePlan::automatic(),
            touches: Vec::new(),
            impact_override: None,
            deliver_notifications: true,
            metadata: None,
            reminder_intervals: None,
        }
    }
}

/// A change of a maintenance; `None` leaves a thing as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MaintenanceEdit {
    /// Title.
    pub name: Option<String>,
    /// What to say of it in public; a change of the planned time is always announced, with a sentence of
    /// ours if this is `None`.
    pub body: Option<String>,
    /// Planned time, components, and what happens by itself.
    pub schedule: ScheduleEdit,
    /// Whether subscribers are told of what is posted; they are when not given.
    pub deliver_notifications: Option<bool>,
}

/// Another maintenance at the same time on the same components.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Its id.
    pub id: IncidentId,
    /// Its title.
    pub name: String,
    /// When it is planned.
    pub window: Window,
    /// The components of both.
    pub component_ids: Vec<ComponentId>,
}

impl App {
    /// Announces a maintenance.
    pub async fn schedule_maintenance(
        &self,
        who: &Actor,
        mut new: NewMaintenance,
        key: Option<&IdempotencyKey>,
    ) -> Result<Incident, Error> {
        who.allow(Permission::RunMaintenance)?;
        let mut errors = FieldErrors::default();
        new.name = errors.name("name", &new.name);
        errors.check("body", text::check_body(&new.body));
        if new.status.kind() != IncidentKind::Maintenance {
            let status = new.status;
            errors.add("status", IncidentProblem::NotForAMaintenance { status });
        }
        schedule::check_window(new.window, new.status, self.clock.now(), &mut errors);
        errors.into_result()?;
        let mut write = match self.begin_idempotent(key).await? {
            Begun::Now(write) => write,
            Begun::Before(id) => return self.find_made(&id).await,
        };
        let maintenance = self.insert_maintenance(&mut write, new).await?;
        self.keep_key(&mut write, key, maintenance.id.as_str())
            .await?;
        let scheduled = MaintenanceHappening::Scheduled {
            maintenance: &maintenance,
        };
        self.commit(write, who, scheduled).await?;
        Ok(maintenance)
    }

    /// Stores a new maintenance with its first update.
    pub(super) async fn insert_maintenance(
        &self,
        write: &mut Write,
        new: NewMaintenance,
    ) -> Result<Incident, Error> {
        let now = self.clock.now();
        let id = self.new_id(IncidentId::parse)?;
        let maintenance = Incident {
            impact_override: new.impact_override,
            window: Some(new.window),
            plan: new.plan,
            feed_number: write.next_feed_number().await?,
            seq: write.next_seq().await?,
            reminder_intervals: new.reminder_intervals,
            ..Incident::begun(id, &new.name, new.status, now)
        };
        let mut head = IncidentHead::new(Incident {
            metadata: new.metadata.unwrap_or(maintenance.metadata.clone()),
            ..maintenance
        });
        let mut touches = new.touches;
        keep_for_beginning(&mut head.facts, new.status, &mut touches);
        let new_update = NewUpdate {
            status: new.status,
            body: Body::markdown(new.body),
            details: UpdateDetails::notifying(new.deliver_notifications),
        };
        let update = self
            .draw_update(write, &head.facts, &touches, new_update, now)
            .await?;
        post(&mut head, &update)?;
        let maintenance = Incident {
            updates: vec![update],
            ..head.facts
        };
        write.insert_incident(&maintenance).await?;
        Ok(maintenance)
    }

    /// Changes a maintenance. A new planned time is announced in public.
    ///
    /// # Errors
    /// [`Error::Stale`] when it is not in the version `seen` any more.
    pub async fn edit_maintenance(
        &self,
        who: &Actor,
        id: &IncidentId,
        edit: MaintenanceEdit,
        seen: Option<&str>,
        key: Option<&IdempotencyKey>,
    ) -> Result<Incident, Error> {
        let edit = IncidentEdit {
            name: edit.name,
            body: edit.body,
            details: UpdateDetails::notifying_by_default(edit.deliver_notifications),
            schedule: ScheduleEdit {
                announces: true,
                ..edit.schedule
            },
            ..IncidentEdit::default()
        };
        self.edit_incident(who, id, edit, seen, key).await
    }

    /// Returns the other open maintenances that take place at the same time on the same components, the
    /// first to start comes first. One that takes longer than planned lasts at least until now.
    pub async fn conflicts(
        &self,
        who: &Actor,
        window: Window,
        component_ids: &[ComponentId],
        but: Option<&IncidentId>,
    ) -> Result<Vec<Conflict>, Error> {
        who.allow(Permission::Read)?;
        let now = self.clock.now();
        let mut read = self.store.read().await?;
        let open = read
            .list_open_maintenances_naming(component_ids, window.ends_at)
            .await?;
        drop(read);
        let mut conflicts: Vec<Conflict> = open
            .into_iter()
            .filter(|one| Some(&one.id) != but)
            .filter_map(|other| {
                let planned = other.window?;
                let lasts = Window {
                    ends_at: planned.ends_at.max(now),
                    ..planned
                };
                let taken = if other.is_under_way() { lasts } else { planned };
                let shared: Vec<ComponentId> = component_ids
                    .iter()
                    .filter(|id| other.component_ids.contains(id))
                    .cloned()
                    .collect();
                taken.overlaps(window).then_some(Conflict {
                    id: other.id,
                    name: other.name,
                    window: planned,
                    component_ids: shared,
                })
            })
            .collect();
        conflicts.sort_by(|a, b| (a.window.starts_at, &a.id).cmp(&(b.window.starts_at, &b.id)));
        Ok(conflicts)
    }
}
