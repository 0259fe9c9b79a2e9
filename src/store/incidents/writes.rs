//! Writes of incidents: they store what changed, and nothing else.

use std::collections::HashMap;

use super::components;
use crate::domain::{Impact, Incident, IncidentHead, IncidentId, JobKind, Ts, Update, UpdateId};
use crate::store::db::{Arg, q};
use crate::store::error::found;
use crate::store::maintenances::print_statuses;
use crate::store::{StoreError, Write};

/// An incident's own columns, in the order of [`row`].
macro_rules! columns {
    () => {
        "id, kind, name, status, impact, impact_override, created_at, updated_at, started_at,
         detected_at, restored_at, monitoring_at, resolved_at, starts_at, ends_at, feed_number, seq,
         reminder_intervals, metadata, is_open, feed_at, listed_at, component_ids, search_text,
         next_update_by, update_removed_at, version, components_version, remind_prior, reminded_at, auto_start,
         auto_finish, to_maintenance, to_operational, notify_at_start, notify_at_end, moved_at,
         cancelled_at, series_id, series_starts_at, due_at, begins_with"
    };
}

fn row(incident: &Incident, feed_at: Ts) -> Vec<Arg> {
    let plan = &incident.plan;
    let occurrence = plan.occurrence.as_ref();
    vec![
        incident.id.as_str().into(),
        incident.kind.as_str().into(),
        incident.name.as_str().into(),
        incident.status.as_str().into(),
        incident.impact.as_str().into(),
        incident.impact_override.map(Impact::as_str).into(),
        incident.created_at.into(),
        incident.updated_at.into(),
        incident.started_at.into(),
        incident.detected_at.into(),
        incident.restored_at.into(),
        incident.monitoring_at.into(),
        incident.resolved_at.into(),
        incident.window.map(|window| window.starts_at).into(),
        incident.window.map(|window| window.ends_at).into(),
        incident.feed_number.into(),
        incident.seq.into(),
        incident.reminder_intervals.as_deref().into(),
        incident.metadata.as_str().into(),
        incident.is_open().into(),
        feed_at.into(),
        incident.resolved_at.unwrap_or(incident.created_at).into(),
        components::print(&incident.component_ids).into(),
        search_text(incident).into(),
        incident.next_update_by.into(),
        incident.update_removed_at.into(),
        incident.version.into(),
        // Written at every change: only the release before leaves it as it was.
        incident.version.into(),
        plan.remind_prior.into(),
        plan.reminded_at.into(),
        plan.auto_start.into(),
        plan.auto_finish.into(),
        plan.to_maintenance.into(),
        plan.to_operational.into(),
        plan.notify_at_start.into(),
        plan.notify_at_end.into(),
        plan.moved_at.into(),
        plan.cancelled_at.into(),
        occurrence.map(|one| one.series_id.as_str()).into(),
        occurrence.map(|one| one.starts_at).into(),
        incident
            .next_due_transition(incident.created_at)
            .map(|(at, _)| at)
            .into(),
        print_statuses(plan).into(),
    ]
}

/// The text that the search of staff looks through beside those of updates and postmortem.
fn search_text(incident: &Incident) -> String {
    format!("{}\n{}", incident.name, incident.status).to_lowercase()
}

/// Says whether a change of an incident's own facts moves the status changes of its components.
fn moves_status_changes(before: &Incident, after: &Incident) -> bool {
    before.started_at != after.started_at
        || before.restored_at != after.restored_at
        || before.component_ids != after.component_ids
}

impl Write {
    /// Stores a new incident with its updates.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when its id or feed number is taken, or its series has an occurrence with that
    /// start.
    pub async fn insert_incident(&mut self, incident: &Incident) -> Result<(), StoreError> {
        self.tx
            .exec(
                q(concat!(
                    "insert into incidents (",
                    columns!(),
                    ") values {rows}"
                ))
                .push_rows([row(incident, incident.feed_at())]),
            )
            .await?;
        self.save_components_of(&incident.id, &[], &incident.component_ids)
            .await?;
        self.save_updates(&incident.id, &incident.updates).await?;
        self.follow_plan(None, incident).await?;
        self.save_status_changes(incident).await
    }

    /// Stores an incident's new state as far as it differs from `before`, which is stored. Updates that it no longer
    /// has are removed.
    pub async fn update_incident(
        &mut self,
        before: &Incident,
        after: &mut Incident,
    ) -> Result<(), StoreError> {
        if after == before {
            return Ok(());
        }
        self.update_row(before, after, after.feed_at()).await?;
        self.follow_plan(Some(before), after).await?;
        let by_id = |incident: &Incident| -> HashMap<UpdateId, Update> {
            let updates = incident.updates.iter();
            updates.map(|one| (one.id.clone(), one.clone())).collect()
        };
        let (old, new) = (by_id(before), by_id(after));
        for gone in old.keys().filter(|id| !new.contains_key(id)) {
            self.delete_update(&after.id, gone).await?;
        }
        let is_new = |update: &&Update| old.get(&update.id) != Some(*update);
        self.save_updates(&after.id, after.updates.iter().filter(is_new))
            .await?;
        if after.updates != before.updates || moves_status_changes(before, after) {
            self.save_status_changes(after).await?;
        }
        Ok(())
    }

    /// Stores an update and what it changed in its incident. The cost does not depend on how many updates there are.
    pub async fn add_update(
        &mut self,
        before: &IncidentHead,
        after: &mut IncidentHead,
        word: &Update,
    ) -> Result<(), StoreError> {
        let feed_at = after.feed_at();
        self.update_row(&before.facts, &mut after.facts, feed_at)
            .await?;
        self.follow_plan(Some(&before.facts), &after.facts).await?;
        // Looked up before the update is stored.
        let status_changes = self
            .status_changes_of_update(before, &after.facts, word)
            .await?;
        self.save_updates(&after.facts.id, [word]).await?;
        match status_changes {
            Some(status_changes) => self.insert_status_changes(&status_changes).await,
            None => self.redraw_status_changes(&after.facts.id).await,
        }
    }

    /// Stores an incident's own facts if they differ from `before`.
    pub async fn update_head(
        &mut self,
        before: &IncidentHead,
        after: &mut IncidentHead,
    ) -> Result<(), StoreError> {
        if after == before {
            return Ok(());
        }
        let feed_at = after.feed_at();
        self.update_row(&before.facts, &mut after.facts, feed_at)
            .await?;
        self.follow_plan(Some(&before.facts), &after.facts).await?;
        let (was, is) = (&before.facts, &after.facts);
        if moves_status_changes(was, is) {
            self.redraw_status_changes(&is.id).await?;
        }
        Ok(())
    }

    /// Stores an incident's own facts under its next version even when they are the same, because something shown
    /// with them changed, such as its postmortem.
    pub async fn renew_head(&mut self, head: &mut IncidentHead) -> Result<(), StoreError> {
        let (before, feed_at) = (head.facts.clone(), head.feed_at());
        self.update_row(&before, &mut head.facts, feed_at).await?;
        self.follow_plan(Some(&before), &head.facts).await
    }

    /// Stores an incident's own columns, and the components that it names, under its next version.
    async fn update_row(
        &mut self,
        before: &Incident,
        after: &mut Incident,
        feed_at: Ts,
    ) -> Result<(), StoreError> {
        after.version += 1;
        let touched = self
            .tx
            .exec(
                q(concat!(
                    "update incidents set (",
                    columns!(),
                    ") = {rows} where id = $1"
                ))
                .push_rows([row(after, feed_at)]),
            )
            .await?;
        found((touched > 0).then_some(()), "incidents", after.id.as_str())?;
        self.save_components_of(&after.id, &before.component_ids, &after.component_ids)
            .await
    }

    /// Stores an incident's status changes anew from all its updates.
    async fn redraw_status_changes(&mut self, id: &IncidentId) -> Result<(), StoreError> {
        let whole = self.get_incident(id).await?;
        self.save_status_changes(&whole).await
    }

    /// Removes an incident with all that belongs to it.
    pub async fn delete_incident(&mut self, id: &IncidentId) -> Result<(), StoreError> {
        #[derive(sqlx_macros::FromRow)]
        struct GoneRow {
            due_at: Option<Ts>,
        }
        let gone: Option<GoneRow> = self
            .tx
            .optional(q("delete from incidents where id = $1 returning due_at").bind(id.as_str()))
            .await?;
        let was_due_at = found(gone, "incidents", id.as_str())?.due_at;
        self.move_job(JobKind::MakeTransition, id.as_str(), was_due_at, None)
            .await
    }
}
