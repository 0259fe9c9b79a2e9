//! Deeds on scheduled maintenances: plan, change, start, finish, cancel.

use serde_json::json;

use super::incidents::{check_component, check_seen, post};
use super::once::{Begun, Once};
use super::schedule::{self, ScheduleEdit};
use super::{Actor, App, Error, FieldErrors, IncidentEdit, Touch};
use crate::domain::relief::relieved;
use crate::domain::role::Deed;
use crate::domain::{
    Component, ComponentId, ComponentStatus, Impact, Incident, IncidentId, Kind, Plan, Status, Ts,
    Update, Window, text,
};
use crate::i18n;
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
    pub plan: Plan,
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
            plan: Plan::automatic(),
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
    /// ours where this is `None`.
    pub body: Option<String>,
    /// Planned time, components, and what happens by itself.
    pub schedule: ScheduleEdit,
    /// Whether subscribers are told of what is posted; they are when not given.
    pub deliver_notifications: Option<bool>,
}

/// What somebody says when a maintenance moves on by hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The update's text; a sentence of ours when not given.
    pub body: Option<String>,
    /// Whether subscribers are told; they are when not given.
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

/// Who moves a maintenance on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hand {
    /// The clock, which does what the plan says and no more.
    Clock,
    /// Staff, who mean what the plan leaves open.
    Staff,
}

impl App {
    /// Announces a maintenance.
    pub async fn schedule_maintenance(
        &self,
        who: &Actor,
        new: NewMaintenance,
        once: Option<&Once>,
    ) -> Result<Incident, Error> {
        who.allow(Deed::RunIncident)?;
        let mut errors = FieldErrors::default();
        errors.check("name", text::check_name(&new.name));
        errors.check("body", text::check_body(&new.body));
        if new.status.kind() != Kind::Maintenance {
            errors.add(
                "status",
                format!("can't be {} for a maintenance", new.status),
            );
        }
        schedule::check_window(new.window, new.status, self.clock.now(), &mut errors);
        errors.into_result()?;
        let mut write = match self.begin_once(once).await? {
            Begun::Now(write) => write,
            Begun::Before(id) => return self.find_made(&id).await,
        };
        let maintenance = self.insert_maintenance(&mut write, new).await?;
        self.keep_once(&mut write, once, maintenance.id.as_str())
            .await?;
        let detail = json!({
            "name": maintenance.name,
            "status": maintenance.status.as_str(),
            "window": window_detail(maintenance.window),
        });
        let id = maintenance.id.as_str();
        self.commit(write, who, "maintenance.schedule", id, detail)
            .await?;
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
        let mut maintenance = Incident {
            impact_override: new.impact_override,
            window: Some(new.window),
            plan: new.plan,
            feed_number: write.next_feed_number().await?,
            seq: write.next_seq().await?,
            reminder_intervals: new.reminder_intervals,
            ..Incident::begun(id, &new.name, new.status, now)
        };
        if let Some(metadata) = new.metadata {
            maintenance.metadata = metadata;
        }
        let update = self
            .draw_update(write, &maintenance, &new.touches, new.status, new.body, now)
            .await?;
        let update = Update {
            deliver_notifications: new.deliver_notifications,
            ..update
        };
        post(&mut maintenance, update)?;
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
    ) -> Result<Incident, Error> {
        let edit = IncidentEdit {
            name: edit.name,
            body: edit.body,
            deliver_notifications: edit.deliver_notifications,
            schedule: ScheduleEdit {
                announces: true,
                ..edit.schedule
            },
            ..IncidentEdit::default()
        };
        self.edit_incident(who, id, edit, seen, None).await
    }

    /// Starts a maintenance before its time. One that has begun is left as it is.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is over.
    pub async fn start_maintenance(
        &self,
        who: &Actor,
        id: &IncidentId,
        said: Said,
        seen: Option<&str>,
    ) -> Result<Incident, Error> {
        who.allow(Deed::RunIncident)?;
        check_said(&said)?;
        let (mut write, before) = self.begin_maintenance(id, seen).await?;
        match before.status {
            Status::Scheduled => {}
            Status::Completed => return Err(Error::Conflict("it is over".to_owned())),
            _ => return Ok(before),
        }
        let mut it = before.clone();
        self.put_in_progress(&mut write, &mut it, said, Hand::Staff)
            .await?;
        self.commit_step(write, who, "maintenance.start", &before, it)
            .await
    }

    /// Finishes a maintenance now. One that is over is left as it is.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it has not begun.
    pub async fn finish_maintenance(
        &self,
        who: &Actor,
        id: &IncidentId,
        said: Said,
        seen: Option<&str>,
    ) -> Result<Incident, Error> {
        who.allow(Deed::RunIncident)?;
        check_said(&said)?;
        let (mut write, before) = self.begin_maintenance(id, seen).await?;
        match before.status {
            Status::Scheduled => {
                return Err(Error::Conflict(
                    "it has not begun; cancel it instead".to_owned(),
                ));
            }
            Status::Completed => return Ok(before),
            _ => {}
        }
        let mut it = before.clone();
        self.complete(&mut write, &mut it, said, Hand::Staff)
            .await?;
        self.commit_step(write, who, "maintenance.finish", &before, it)
            .await
    }

    /// Cancels a maintenance that has not begun: it is over, says so, and never was. Its components are
    /// left alone. One that is cancelled is left as it is.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it has begun.
    pub async fn cancel_maintenance(
        &self,
        who: &Actor,
        id: &IncidentId,
        said: Said,
        seen: Option<&str>,
    ) -> Result<Incident, Error> {
        who.allow(Deed::RunIncident)?;
        check_said(&said)?;
        let (mut write, before) = self.begin_maintenance(id, seen).await?;
        if before.is_cancelled() {
            return Ok(before);
        }
        if before.status != Status::Scheduled {
            return Err(Error::Conflict(
                "it has begun; finish it instead".to_owned(),
            ));
        }
        let mut it = before.clone();
        self.call_off(&mut write, &mut it, said).await?;
        self.commit_step(write, who, "maintenance.cancel", &before, it)
            .await
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
        who.allow(Deed::Read)?;
        let now = self.clock.now();
        let open = self.store.read().await?.list_open_incidents().await?;
        let mut conflicts: Vec<Conflict> = open
            .into_iter()
            .filter(|one| one.kind == Kind::Maintenance && Some(&one.id) != but)
            .filter_map(|one| {
                let planned = one.window?;
                let lasts = Window {
                    ends_at: planned.ends_at.max(now),
                    ..planned
                };
                let taken = if one.is_under_way() { lasts } else { planned };
                let shared: Vec<ComponentId> = component_ids
                    .iter()
                    .filter(|id| one.component_ids.contains(id))
                    .cloned()
                    .collect();
                (taken.overlaps(window) && !shared.is_empty()).then_some(Conflict {
                    id: one.id,
                    name: one.name,
                    window: planned,
                    component_ids: shared,
                })
            })
            .collect();
        conflicts.sort_by(|a, b| (a.window.starts_at, &a.id).cmp(&(b.window.starts_at, &b.id)));
        Ok(conflicts)
    }

    async fn begin_maintenance(
        &self,
        id: &IncidentId,
        seen: Option<&str>,
    ) -> Result<(Write, Incident), Error> {
        let mut write = self.store.begin().await?;
        let it = write.get_incident(id).await?;
        if it.kind != Kind::Maintenance {
            return Err(Error::NotFound);
        }
        check_seen(seen, &it)?;
        Ok((write, it))
    }

    /// Posts that a maintenance is in progress, and puts its components under maintenance. What another
    /// open event says is worse than that is kept: planned work does not hide an outage.
    pub(super) async fn put_in_progress(
        &self,
        write: &mut Write,
        it: &mut Incident,
        said: Said,
        hand: Hand,
    ) -> Result<(), Error> {
        let moves = it.plan.to_maintenance.unwrap_or(hand == Hand::Staff);
        let mut touches = Vec::new();
        if moves {
            let open = write.list_open_incidents().await?;
            for component in named(write, it).await? {
                let others = relieved(&component.id, &it.id, &open);
                touches.push(Touch {
                    status: Some(others.worst(ComponentStatus::UnderMaintenance)),
                    id: component.id,
                });
            }
        }
        let said = Said {
            deliver_notifications: said.deliver_notifications.or(it.plan.notify_at_start),
            body: said
                .body
                .or_else(|| Some(i18n::english().say("posted-in-progress"))),
        };
        self.say(write, it, Status::InProgress, said, &touches)
            .await
    }

    /// Posts that a maintenance is completed, and relieves its components.
    pub(super) async fn complete(
        &self,
        write: &mut Write,
        it: &mut Incident,
        said: Said,
        hand: Hand,
    ) -> Result<(), Error> {
        let open = write.list_open_incidents().await?;
        let mut touches = Vec::new();
        for component in named(write, it).await? {
            let is_relieved = it.plan.to_operational.unwrap_or(
                hand == Hand::Staff && component.status == ComponentStatus::UnderMaintenance,
            );
            if is_relieved {
                touches.push(Touch {
                    status: Some(relieved(&component.id, &it.id, &open)),
                    id: component.id,
                });
            }
        }
        let said = Said {
            deliver_notifications: said.deliver_notifications.or(it.plan.notify_at_end),
            body: said
                .body
                .or_else(|| Some(i18n::english().say("posted-completed"))),
        };
        self.say(write, it, Status::Completed, said, &touches).await
    }

    /// Posts that a maintenance will not take place, in our sentence and then in the caller's words.
    pub(super) async fn call_off(
        &self,
        write: &mut Write,
        it: &mut Incident,
        said: Said,
    ) -> Result<(), Error> {
        let mut body = i18n::english().say("posted-cancelled");
        if let Some(more) = said.body.filter(|more| !more.trim().is_empty()) {
            body.push_str("\n\n");
            body.push_str(&more);
        }
        it.plan.cancelled_at = Some(self.clock.now());
        let said = Said {
            body: Some(body),
            ..said
        };
        self.say(write, it, Status::Completed, said, &[]).await
    }

    /// Posts an update now and stores the maintenance.
    async fn say(
        &self,
        write: &mut Write,
        it: &mut Incident,
        status: Status,
        said: Said,
        touches: &[Touch],
    ) -> Result<(), Error> {
        let now = self.clock.now();
        let body = said.body.unwrap_or_default();
        let update = self
            .draw_update(write, it, touches, status, body, now)
            .await?;
        let update = Update {
            deliver_notifications: said.deliver_notifications.unwrap_or(true),
            ..update
        };
        post(it, update)?;
        write.update_incident(it).await?;
        Ok(())
    }

    pub(super) async fn commit_step(
        &self,
        write: Write,
        who: &Actor,
        action: &'static str,
        before: &Incident,
        it: Incident,
    ) -> Result<Incident, Error> {
        let detail = json!({
            "name": it.name,
            "status": [before.status.as_str(), it.status.as_str()],
        });
        self.commit(write, who, action, it.id.as_str(), detail)
            .await?;
        Ok(it)
    }
}

/// Returns the components that a maintenance names and that are still part of the page.
async fn named(write: &mut Write, it: &Incident) -> Result<Vec<Component>, Error> {
    let mut all = write.list_components().await?;
    all.retain(|one| {
        it.component_ids.contains(&one.id)
            && check_component(std::slice::from_ref(one), &one.id).is_ok()
    });
    Ok(all)
}

fn check_said(said: &Said) -> Result<(), Error> {
    let mut errors = FieldErrors::default();
    if let Some(body) = &said.body {
        errors.check("body", text::check_body(body));
    }
    errors.into_result()
}

/// Returns what the audit log says of a planned time: both ends in microseconds.
pub(super) fn window_detail(window: Option<Window>) -> serde_json::Value {
    let micros = |at: Ts| at.micros();
    window.map_or(serde_json::Value::Null, |window| {
        json!([micros(window.starts_at), micros(window.ends_at)])
    })
}
