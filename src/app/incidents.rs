//! Deeds on incidents: open, update, delete.

use std::collections::HashMap;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::components::set_status;
use super::incident_audit::{changes, edit_detail};
use super::incident_rules::{
    check_added, check_component, check_new, check_order, check_promise, check_size, check_status,
    check_way,
};
use super::once::{Begun, Once};
use super::pages::touch_page;
use super::schedule::words_of_move;
use super::{Actor, App, Error, FieldErrors, IncidentEdit, NewIncident, Touch, drafts, set};
use crate::domain::component::qualified_name;
use crate::domain::naming;
use crate::domain::relief::relieved;
use crate::domain::role::Deed;
use crate::domain::{
    Body, Change, Component, ComponentId, ComponentStatus, Impact, Incident, IncidentId, Status,
    Ts, Update, UpdateId, text,
};
use crate::entropy::hex;
use crate::store::Write;

impl App {
    /// Opens an incident; its components change status in the same moment.
    pub async fn open_incident(
        &self,
        who: &Actor,
        new: NewIncident,
        once: Option<&Once>,
    ) -> Result<Incident, Error> {
        who.allow(Deed::RunIncident)?;
        let mut errors = FieldErrors::default();
        check_new(&mut errors, &new, self.clock.now());
        errors.into_result()?;

        let mut write = match self.begin_once(once).await? {
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
        let mut incident = Incident {
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
        if let Some(metadata) = new.metadata {
            incident.metadata = metadata;
        }
        let status = if new.backfilled_at.is_some() {
            Status::Resolved
        } else {
            new.status
        };
        let mut update = self
            .draw_update(&mut write, &incident, &new.touches, status, new.body, now)
            .await?;
        if new.backfilled_at.is_some() {
            for change in &mut update.changes {
                // How they are today says nothing of how they were.
                change.old_status = ComponentStatus::Operational;
                change.new_status = ComponentStatus::Operational;
            }
        }
        let update = Update {
            display_at: created_at,
            deliver_notifications: new.deliver_notifications && new.backfilled_at.is_none(),
            ..update
        };
        post(&mut incident, update)?;
        incident.next_update_by = promised;
        write.insert_incident(&incident).await?;
        self.keep_once(&mut write, once, incident.id.as_str())
            .await?;
        let detail = json!({
            "name": incident.name,
            "status": incident.status.as_str(),
            "drafted_by": author,
            "changes": changes(&incident.updates),
        });
        self.commit(write, who, "incident.create", incident.id.as_str(), detail)
            .await?;
        Ok(incident)
    }

    /// Returns what an earlier request with the same key made.
    pub(super) async fn find_made(&self, id: &str) -> Result<Incident, Error> {
        let id = IncidentId::parse(id).ok_or(Error::NotFound)?;
        Ok(self.store.read().await?.get_incident(&id).await?)
    }

    /// Changes an incident, and posts an update when the edit has a status or a text.
    ///
    /// `seen` is the version the caller read, if it insists on it; asking again under the same `once` changes
    /// nothing more and is never stale.
    ///
    /// # Errors
    /// [`Error::Stale`] when the incident is not in that version any more.
    pub async fn edit_incident(
        &self,
        who: &Actor,
        id: &IncidentId,
        mut edit: IncidentEdit,
        seen: Option<&str>,
        once: Option<&Once>,
    ) -> Result<Incident, Error> {
        who.allow(Deed::RunIncident)?;
        let mut errors = FieldErrors::default();
        if let Some(name) = &edit.name {
            errors.check("name", text::check_name(name));
        }
        if let Some(body) = &edit.body {
            errors.check("body", text::check_body(body));
        }
        let mut write = match self.begin_once(once).await? {
            Begun::Now(write) => write,
            Begun::Before(id) => return self.find_made(&id).await,
        };
        let before = write.get_incident(id).await?;
        check_seen(seen, &before)?;
        if let Some(status) = edit.status {
            check_status(&mut errors, before.kind, status);
            check_way(&mut errors, before.status, status);
        }
        let mut incident = before.clone();
        let now = self.clock.now();
        edit.schedule.apply(&mut incident, now, &mut errors);
        edit.apply_facts(&mut incident);
        check_order(&mut errors, incident.started_at, incident.restored_at);
        let now = self.clock.now();
        let changes_components = edit.touches.iter().any(|touch| touch.status.is_some());
        let is_posting = edit.status.is_some() || edit.body.is_some() || changes_components;
        // A promise that ends with this very update is no promise; one given back as it was is none anew.
        let promised = edit
            .next_update_by
            .filter(|_| !edit.status.is_some_and(Status::is_over));
        if let Some(Some(by)) = promised
            && (is_posting || before.next_update_by != Some(by))
        {
            if edit.status.is_none() && !before.is_open() {
                errors.add("next_update_by", "can't be given for what is over");
            }
            check_promise(&mut errors, Some(by), now);
        }
        errors.into_result()?;
        if let Some(ids) = &edit.schedule.component_ids {
            check_added(&mut write, ids, &before).await?;
        }
        let body = match (edit.body, incident.window) {
            (None, Some(window)) if edit.schedule.announces && before.window != incident.window => {
                Some(words_of_move(&mut write, before.window, window).await?)
            }
            (body, _) => body,
        };

        if incident.impact_override != before.impact_override {
            if incident.impact_override.is_none() {
                incident.impact = Impact::None;
            }
            incident.weigh();
        }
        let mut touches = edit.touches;
        if edit.relieves && before.is_open() && edit.status.is_some_and(Status::is_over) {
            relieve(&mut write, &incident, &mut touches).await?;
        }
        if is_posting || body.is_some() {
            let status = edit.status.unwrap_or(match before.status {
                Status::Postmortem => Status::Resolved,
                other => other,
            });
            let update = self
                .draw_update(
                    &mut write,
                    &incident,
                    &touches,
                    status,
                    body.unwrap_or_default(),
                    now,
                )
                .await?;
            let update = Update {
                deliver_notifications: edit.deliver_notifications.unwrap_or(true),
                ..update
            };
            post(&mut incident, update)?;
        } else {
            name_only(&mut write, &mut incident, &touches).await?;
        }
        set(&mut incident.next_update_by, promised);
        if incident == before {
            return Ok(incident);
        }
        check_size(&before, &incident)?;
        incident.updated_at = incident.updated_at.max(now);
        write.update_incident(&incident).await?;
        self.keep_once(&mut write, once, id.as_str()).await?;
        let detail = edit_detail(&before, &incident);
        self.commit(write, who, "incident.edit", id.as_str(), detail)
            .await?;
        Ok(incident)
    }

    /// Removes an incident from everywhere. Its components keep the status they have.
    ///
    /// `seen` is the version the caller read, if it insists on it.
    pub async fn delete_incident(
        &self,
        who: &Actor,
        id: &IncidentId,
        seen: Option<&str>,
    ) -> Result<Incident, Error> {
        who.allow(Deed::RunIncident)?;
        let mut write = self.store.begin().await?;
        let incident = write.get_incident(id).await?;
        check_seen(seen, &incident)?;
        write.delete_incident(id).await?;
        touch_page(&mut write, self.clock.now()).await?;
        let detail = json!({ "name": incident.name, "created_at": incident.created_at.micros() });
        self.commit(write, who, "incident.delete", id.as_str(), detail)
            .await?;
        Ok(incident)
    }

    /// Draws up an update now: every component of the incident is listed with its old and new status,
    /// and those that change do so in the same transaction.
    pub(super) async fn draw_update(
        &self,
        write: &mut Write,
        incident: &Incident,
        touches: &[Touch],
        status: Status,
        body: String,
        now: Ts,
    ) -> Result<Update, Error> {
        let components = write.list_components().await?;
        let by_id: HashMap<&ComponentId, &Component> = components
            .iter()
            .filter(|one| !one.is_group())
            .map(|one| (&one.id, one))
            .collect();
        let given: HashMap<&ComponentId, Option<ComponentStatus>> = touches
            .iter()
            .map(|touch| (&touch.id, touch.status))
            .collect();
        let mut order: Vec<&ComponentId> = incident.component_ids.iter().collect();
        for touch in touches {
            check_component(&components, &touch.id)?;
            if !order.contains(&&touch.id) {
                order.push(&touch.id);
            }
        }
        let mut changes = Vec::with_capacity(order.len());
        for id in order {
            let Some(component) = by_id.get(id) else {
                continue;
            };
            let new_status = given.get(id).copied().flatten().unwrap_or(component.status);
            let group = component
                .group_id()
                .and_then(|group| components.iter().find(|one| one.id == *group));
            changes.push(Change {
                component_id: component.id.clone(),
                name: qualified_name(group.map(|one| one.name.as_str()), &component.name),
                old_status: component.status,
                new_status,
            });
            set_status(write, component, group, new_status, now).await?;
        }
        Ok(Update {
            id: self.new_id(UpdateId::parse)?,
            status,
            body: Body::markdown(body),
            display_at: now,
            created_at: now,
            updated_at: now,
            corrected_at: None,
            seq: write.next_seq().await?,
            changes,
            deliver_notifications: true,
            custom_tweet: None,
            tweet_id: None,
        })
    }
}

/// Gives every component of an incident that is not named already what other open events leave it.
async fn relieve(
    write: &mut Write,
    incident: &Incident,
    touches: &mut Vec<Touch>,
) -> Result<(), Error> {
    let open = write.list_open_incidents().await?;
    let all = write.list_components().await?;
    for id in &incident.component_ids {
        let is_named = touches.iter().any(|touch| touch.id == *id);
        if !is_named && naming::has(&all, id) {
            touches.push(Touch {
                status: Some(relieved(id, &incident.id, &open)),
                id: id.clone(),
            });
        }
    }
    Ok(())
}

/// Adds components to an incident without a word on them.
async fn name_only(
    write: &mut Write,
    incident: &mut Incident,
    touches: &[Touch],
) -> Result<(), Error> {
    if touches.is_empty() {
        return Ok(());
    }
    let all = write.list_components().await?;
    for touch in touches {
        check_component(&all, &touch.id)?;
        if !incident.component_ids.contains(&touch.id) {
            incident.component_ids.push(touch.id.clone());
        }
    }
    Ok(())
}

/// Checks that an incident is still in the version that a caller read, if it insists on one.
pub(super) fn check_seen(seen: Option<&str>, incident: &Incident) -> Result<(), Error> {
    if seen.is_some_and(|seen| seen != version(incident)) {
        return Err(Error::Stale);
    }
    Ok(())
}

/// Returns a text that differs whenever anything in the incident does; what `ETag` and `If-Match` compare.
pub fn version(incident: &Incident) -> String {
    let mut text = hex(&Sha256::digest(format!("{incident:?}")));
    text.truncate(32);
    text
}

pub(super) fn post(incident: &mut Incident, update: Update) -> Result<(), Error> {
    incident
        .post(update)
        .map_err(|refused| Error::invalid("status", refused.to_string()))
}
