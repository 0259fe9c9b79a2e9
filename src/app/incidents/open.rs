//! Deeds on incidents: open, delete. Changes have a file of their own.

use super::drafts;
use super::new_update::{NewUpdate, change_components};
use super::rules::check_new;
use crate::app::components::by_hand;
use crate::app::idempotency::{Begun, IdempotencyKey};
use crate::app::maintenances::named;
use crate::app::page::touch_page;
use crate::app::postmortems::check_postmortem_seen;
use crate::app::{Actor, App, Error, FieldErrors, NewIncident, Touch};
use crate::domain::happening::IncidentHappening;
use crate::domain::incidents::release::{Others, Release, held};
use crate::domain::versions::counted;
use crate::domain::{
    Body, Component, ComponentStatus, Incident, IncidentHead, IncidentId, IncidentKind, Permission,
    Postmortem, Status, Update, UpdateDetails, text,
};
use crate::store::{StoreError, Write};

impl App {
    /// Opens an incident; its components change status in the same moment.
    pub async fn open_incident(
        &self,
        who: &Actor,
        mut new: NewIncident,
        key: Option<&IdempotencyKey>,
    ) -> Result<Incident, Error> {
        who.allow(Permission::RunIncident)?;
        let mut errors = FieldErrors::default();
        new.name = text::cleaned_name(&new.name);
        check_new(&mut errors, &new, self.clock.now());
        errors.into_result()?;

        let mut write = match self.begin_idempotent(key).await? {
            Begun::Now(write) => write,
            Begun::Before(id) => return self.find_made(&id).await,
        };
        let promised = new.promised();
        let author = match &new.draft {
            Some(of) => Some(drafts::take(&mut write, of).await?),
            None => None,
        };
        let now = self.clock.now();
        let created_at = new.backfilled_at.unwrap_or(now);
        let incident = Incident {
            impact_override: new.impact_override,
            updated_at: now,
            started_at: new.started_at,
            detected_at: new.detected_at,
            restored_at: new.restored_at,
            feed_number: write.next_feed_number().await?,
            seq: write.next_seq().await?,
            reminder_intervals: new.reminder_intervals,
            ..Incident::begun(
                self.new_id(IncidentId::parse)?,
                &new.name,
                new.status,
                created_at,
            )
        };
        let mut head = IncidentHead::new(Incident {
            metadata: new.metadata.unwrap_or(incident.metadata.clone()),
            ..incident
        });
        let status = if new.backfilled_at.is_some() {
            Status::Resolved
        } else {
            new.status
        };
        let is_told = new.deliver_notifications && new.backfilled_at.is_none();
        let new_update = NewUpdate {
            status,
            body: Body::markdown(new.body),
            details: UpdateDetails::notifying(is_told),
        };
        let mut update = self
            .draw_update(&mut write, &head.facts, &new.touches, new_update, now)
            .await?;
        if new.backfilled_at.is_some() {
            for change in &mut update.changes {
                // The statuses of today are not those of the past.
                change.old_status = ComponentStatus::Operational;
                change.new_status = ComponentStatus::Operational;
            }
        }
        let update = Update {
            display_at: created_at,
            ..update
        };
        post(&mut head, &update)?;
        head.facts.next_update_by = promised;
        let incident = Incident {
            updates: vec![update],
            ..head.facts
        };
        write.insert_incident(&incident).await?;
        self.keep_key(&mut write, key, incident.id.as_str()).await?;
        let opened = IncidentHappening::Opened {
            incident: &incident,
            drafted_by: author.as_deref(),
        };
        self.commit(write, who, opened).await?;
        Ok(incident)
    }

    /// Returns what an earlier request with the same key made.
    pub(in crate::app) async fn find_made(&self, id: &str) -> Result<Incident, Error> {
        let id = IncidentId::parse(id).ok_or(Error::NotFound)?;
        Ok(self.store.read().await?.get_incident(&id).await?)
    }

    /// Returns an incident as a deed left it.
    ///
    /// # Errors
    /// The database went away after the deed was done.
    pub(in crate::app) async fn read_back(&self, id: &IncidentId) -> Result<Incident, Error> {
        let read = async { self.store.read().await?.get_incident(id).await };
        read.await.map_err(|error| match error {
            error if error.is_outage() => Error::Unavailable(StoreError::Unsure(Box::new(error))),
            other => other.into(),
        })
    }

    /// Removes an incident from everywhere, and returns it and its postmortem as they were. A maintenance under way
    /// gives its components back whatever `left` says.
    ///
    /// # Errors
    /// [`Error::Stale`] when the incident or its postmortem is not in the version that the caller saw any more.
    pub async fn delete_incident(
        &self,
        who: &Actor,
        id: &IncidentId,
        left: OnDeletion,
        seen: SeenVersions<'_>,
    ) -> Result<(Incident, Option<Postmortem>), Error> {
        who.allow(Permission::RunIncident)?;
        let mut write = self.store.begin().await?;
        let incident = write.get_incident(id).await?;
        let postmortem = write.find_postmortem(id).await?;
        check_seen(seen.incident, &incident)?;
        check_postmortem_seen(seen.postmortem, postmortem.as_ref())?;
        let now = self.clock.now();
        let given_back = give_back(&mut write, &incident, left).await?;
        let changes = change_components(&mut write, &incident, &given_back, now).await?;
        write.delete_incident(id).await?;
        for change in changes
            .iter()
            .filter(|one| one.old_status != one.new_status)
        {
            let status_change = by_hand(change.new_status, now);
            write
                .insert_status_change(&change.component_id, status_change)
                .await?;
        }
        touch_page(&mut write, now).await?;
        let deleted = IncidentHappening::Deleted {
            incident: &incident,
            changes: &changes,
        };
        self.commit(write, who, deleted).await?;
        Ok((incident, postmortem))
    }
}

/// The versions that a caller saw of what it deletes with an incident, as far as it insists on them.
#[derive(Debug, Clone, Copy, Default)]
pub struct SeenVersions<'a> {
    /// What [`version`] said of the incident.
    pub incident: Option<&'a str>,
    /// What [`postmortem_version`](crate::app::postmortem_version) said of its postmortem, its draft included.
    pub postmortem: Option<&'a str>,
}

/// What becomes of the components of an incident that is deleted while it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDeletion {
    /// They keep the status they have.
    KeepStatuses,
    /// Each gets the worst status that another open event gives it, else works.
    GiveBack,
}

/// Returns what becomes of the components of an event that is deleted. What is over or to come holds none.
async fn give_back(
    write: &mut Write,
    incident: &Incident,
    left: OnDeletion,
) -> Result<Vec<Touch>, Error> {
    match incident.release_on_deletion() {
        Release::Always => {}
        Release::AsChosen if left == OnDeletion::GiveBack => {}
        Release::AsChosen | Release::Nothing => return Ok(Vec::new()),
    }
    let open = write.list_open_beside(&incident.id).await?;
    let others = Others::of(&open, &incident.id);
    let held = held(incident);
    let is_held = |component: &Component| {
        let is_its = !component.status.is_operational()
            && held.get(&component.id) == Some(&component.status);
        incident.kind == IncidentKind::Incident || is_its
    };
    let components = named(write, incident).await?;
    let components = components.into_iter().filter(is_held);
    Ok(components
        .map(|component| Touch {
            status: Some(others.leave(&component.id)),
            id: component.id,
        })
        .collect())
}

/// Checks that an incident is still in the version that a caller read, if it insists on one.
pub(in crate::app) fn check_seen(seen: Option<&str>, incident: &Incident) -> Result<(), Error> {
    if seen.is_some_and(|seen| seen != version(incident)) {
        return Err(Error::Stale);
    }
    Ok(())
}

/// Returns a text that differs whenever anything in the incident does; what `ETag` and `If-Match` compare.
pub fn version(incident: &Incident) -> String {
    counted(incident.version, incident.updated_at)
}

/// Posts an update on an incident.
pub(in crate::app) fn post(head: &mut IncidentHead, update: &Update) -> Result<(), Error> {
    head.post(update)
        .map_err(|refused| Error::invalid("status", refused))
}
