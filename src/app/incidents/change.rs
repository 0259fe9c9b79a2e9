//! The deed of changing an incident, with an update or without.

use std::collections::HashSet;

use super::new_update::NewUpdate;
use super::open::{check_seen, post};
use super::rules::{check_added, check_order, check_promise, check_size, check_status, check_way};
use crate::app::idempotency::{Begun, IdempotencyKey};
use crate::app::maintenances::{announce_move, keep_for_beginning, touches_of_beginning};
use crate::app::{Actor, App, Error, FieldErrors, IncidentEdit, Touch, set};
use crate::domain::components::naming;
use crate::domain::happening::IncidentHappening;
use crate::domain::incidents::release::Others;
use crate::domain::problem::IncidentProblem;
use crate::domain::{
    Body, ComponentId, Impact, Incident, IncidentHead, IncidentId, Permission, Status, Ts, Update,
    text,
};
use crate::store::Write;

impl App {
    /// Changes an incident, as [`change_incident`](Self::change_incident) does, and returns it.
    pub async fn edit_incident(
        &self,
        who: &Actor,
        id: &IncidentId,
        edit: IncidentEdit,
        seen: Option<&str>,
        key: Option<&IdempotencyKey>,
    ) -> Result<Incident, Error> {
        self.change_incident(who, id, edit, seen, key).await?;
        self.read_back(id).await
    }

    /// Changes an incident, and posts an update when the edit has a status or a text. Up to its commit it costs the
    /// same however many updates there are.
    ///
    /// `seen` is the version the caller read, if it insists on it; asking again under the same
    /// idempotency key changes nothing more and is never stale.
    ///
    /// # Errors
    /// [`Error::Stale`] when the incident is not in that version any more.
    pub async fn change_incident(
        &self,
        who: &Actor,
        id: &IncidentId,
        mut edit: IncidentEdit,
        seen: Option<&str>,
        key: Option<&IdempotencyKey>,
    ) -> Result<(), Error> {
        who.allow(Permission::RunIncident)?;
        let mut errors = FieldErrors::default();
        edit.name = edit.name.map(|name| errors.name("name", &name));
        if let Some(body) = &edit.body {
            errors.check("body", text::check_body(body));
        }
        let Begun::Now(mut write) = self.begin_idempotent(key).await? else {
            return Ok(());
        };
        let before = write.get_head(id).await?;
        check_seen(seen, &before.facts)?;
        let now = self.clock.now();
        let mut after = before.clone();
        let promised = apply(&mut edit, &before, &mut after, now, &mut errors);
        errors.into_result()?;
        if let Some(ids) = &edit.schedule.component_ids {
            check_added(&mut write, ids, &before.facts).await?;
        }
        if after.facts.impact_override != before.facts.impact_override {
            let computed = match after.facts.impact_override {
                Some(_) => Impact::None,
                None => write.get_incident(id).await?.computed_impact(),
            };
            after.weigh_anew(computed);
        }
        let word = self
            .post_word(&mut write, &before, &mut after, edit, now)
            .await?;
        set(&mut after.facts.next_update_by, promised);
        if after == before {
            return Ok(());
        }
        check_size(&before, &after)?;
        after.facts.updated_at = after.facts.updated_at.max(now);
        match &word {
            Some(word) => write.add_update(&before, &mut after, word).await?,
            None => write.update_head(&before, &mut after).await?,
        }
        self.keep_key(&mut write, key, id.as_str()).await?;
        let changed = IncidentHappening::Changed {
            before: &before,
            after: &after,
            update: word.as_ref(),
        };
        self.commit(write, who, changed).await
    }

    /// Posts the update of an edit; `None` if it has none. Then the components that it names are only added.
    async fn post_word(
        &self,
        write: &mut Write,
        before: &IncidentHead,
        after: &mut IncidentHead,
        edit: IncidentEdit,
        now: Ts,
    ) -> Result<Option<Update>, Error> {
        let is_said = is_said(&edit);
        let was = &before.facts;
        let body = match (edit.body, after.facts.window) {
            (None, Some(window)) if edit.schedule.announces && was.window != after.facts.window => {
                Some(announce_move(write, was.window, window, now).await?)
            }
            (body, _) => body.map(Body::markdown),
        };
        let mut touches = edit.touches;
        if edit.relieves && was.is_open() && edit.status.is_some_and(Status::is_over) {
            relieve(write, &after.facts, &mut touches).await?;
        }
        if !is_said && body.is_none() {
            name_only(write, &mut after.facts, &touches).await?;
            return Ok(None);
        }
        let status = edit.status.unwrap_or(match was.status {
            Status::Postmortem => Status::Resolved,
            other => other,
        });
        if was.status == Status::Scheduled && status.is_under_way() {
            begin(write, &after.facts, &mut touches).await?;
        }
        let word = NewUpdate {
            status,
            body: body.unwrap_or_else(|| Body::markdown("")),
            details: edit.details,
        };
        let update = self
            .draw_update(write, &after.facts, &touches, word, now)
            .await?;
        post(after, &update)?;
        Ok(Some(update))
    }
}

/// Says whether an edit posts an update even if it moves no planned time.
fn is_said(edit: &IncidentEdit) -> bool {
    let changes_components = edit.touches.iter().any(|touch| touch.status.is_some());
    edit.status.is_some() || edit.body.is_some() || changes_components
}

/// The promise of a next update after an edit: `None` leaves it as it is.
type Promised = Option<Option<Ts>>;

/// Puts what an edit says of the incident itself into it, and checks the edit. Returns the promise after it.
fn apply(
    edit: &mut IncidentEdit,
    before: &IncidentHead,
    after: &mut IncidentHead,
    now: Ts,
    errors: &mut FieldErrors,
) -> Promised {
    let was = &before.facts;
    if let Some(status) = edit.status {
        check_status(errors, was.kind, status);
        check_way(errors, was.status, status);
    }
    let incident = &mut after.facts;
    if was.status == Status::Scheduled {
        let next = edit.status.unwrap_or(was.status);
        keep_for_beginning(incident, next, &mut edit.touches);
    }
    edit.schedule.apply(incident, now, errors);
    edit.apply_facts(incident);
    check_order(errors, incident.started_at, incident.restored_at);
    // What ends an incident promises nothing. A promise that comes back as it was, without an update, is no new one.
    let promised = edit
        .next_update_by
        .filter(|_| !edit.status.is_some_and(Status::is_over));
    if let Some(Some(by)) = promised
        && (is_said(edit) || was.next_update_by != Some(by))
    {
        if edit.status.is_none() && !was.is_open() {
            errors.add("next_update_by", IncidentProblem::IsOver);
        }
        check_promise(errors, Some(by), now);
    }
    promised
}

/// Gives every component of an incident that is not named already what other open events leave it.
async fn relieve(
    write: &mut Write,
    incident: &Incident,
    touches: &mut Vec<Touch>,
) -> Result<(), Error> {
    let open = write.list_open_beside(&incident.id).await?;
    let others = Others::of(&open, &incident.id);
    let all = write.list_components_by_id(&incident.component_ids).await?;
    let there: HashSet<&ComponentId> = naming::current(&all)
        .filter(|one| !one.is_group())
        .map(|one| &one.id)
        .collect();
    let named: HashSet<ComponentId> = touches.iter().map(|touch| touch.id.clone()).collect();
    let rest = incident.component_ids.iter();
    let rest = rest.filter(|id| there.contains(id) && !named.contains(id));
    touches.extend(rest.map(|id| Touch {
        status: Some(others.leave(id)),
        id: id.clone(),
    }));
    Ok(())
}

/// Gives the components of a maintenance that begins the statuses planned for them, unless the edit gives others.
async fn begin(
    write: &mut Write,
    maintenance: &Incident,
    touches: &mut Vec<Touch>,
) -> Result<(), Error> {
    let planned = touches_of_beginning(write, maintenance).await?;
    let given: HashSet<ComponentId> = touches
        .iter()
        .filter(|touch| touch.status.is_some())
        .map(|touch| touch.id.clone())
        .collect();
    let planned = planned.into_iter();
    touches.extend(planned.filter(|touch| !given.contains(&touch.id)));
    Ok(())
}

/// Adds components to an incident without an update.
async fn name_only(
    write: &mut Write,
    incident: &mut Incident,
    touches: &[Touch],
) -> Result<(), Error> {
    let ids: Vec<_> = touches.iter().map(|touch| touch.id.clone()).collect();
    check_added(write, &ids, incident).await?;
    let mut named: HashSet<ComponentId> = incident.component_ids.iter().cloned().collect();
    let new = ids.into_iter().filter(|id| named.insert(id.clone()));
    incident.component_ids.extend(new);
    Ok(())
}
