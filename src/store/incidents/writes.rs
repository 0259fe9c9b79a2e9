//! Incidents as they are stored: what changed of them, and nothing else.

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

fn row(it: &Incident, feed_at: Ts) -> Vec<Arg> {
    let plan = &it.plan;
    let occurrence = plan.occurrence.as_ref();
    vec![
        it.id.as_str().into(),
        it.kind.as_str().into(),
        it.name.as_str().into(),
        it.status.as_str().into(),
        it.impact.as_str().into(),
        it.impact_override.map(Impact::as_str).into(),
        it.created_at.into(),
        it.updated_at.into(),
        it.started_at.into(),
        it.detected_at.into(),
        it.restored_at.into(),
        it.monitoring_at.into(),
        it.resolved_at.into(),
        it.window.map(|window| window.starts_at).into(),
        it.window.map(|window| window.ends_at).into(),
        it.feed_number.into(),
        it.seq.into(),
        it.reminder_intervals.as_deref().into(),
        it.metadata.as_str().into(),
        it.is_open().into(),
        feed_at.into(),
        it.resolved_at.unwrap_or(it.created_at).into(),
        components::print(&it.component_ids).into(),
        search_text(it).into(),
        it.next_update_by.into(),
        it.update_removed_at.into(),
        it.version.into(),
        // Written at every change: only what an older program writes leaves it as it was.
        it.version.into(),
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
        it.next_due_transition(it.created_at)
            .map(|(at, _)| at)
            .into(),
        print_statuses(plan).into(),
    ]
}

/// What the search of staff looks through beside the texts of updates and postmortem.
fn search_text(it: &Incident) -> String {
    format!("{}\n{}", it.name, it.status).to_lowercase()
}

/// Says whether a change of an incident's own facts moves the turns of its components.
fn moves_turns(before: &Incident, after: &Incident) -> bool {
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
    pub async fn insert_incident(&mut self, it: &Incident) -> Result<(), StoreError> {
        self.tx
            .exec(
                q(concat!(
                    "insert into incidents (",
                    columns!(),
                    ") values {rows}"
                ))
                .push_rows([row(it, it.feed_at())]),
            )
            .await?;
        self.save_components_of(&it.id, &[], &it.component_ids)
            .await?;
        self.save_updates(&it.id, &it.updates).await?;
        self.follow_plan(None, it).await?;
        self.save_incident_turns(it).await
    }

    /// Stores an incident's new state as far as it is another than `before`, which is what is stored. Updates that
    /// it has no more are removed.
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
        let by_id = |it: &Incident| -> HashMap<UpdateId, Update> {
            let updates = it.updates.iter();
            updates.map(|one| (one.id.clone(), one.clone())).collect()
        };
        let (old, new) = (by_id(before), by_id(after));
        for gone in old.keys().filter(|id| !new.contains_key(id)) {
            self.delete_update(&after.id, gone).await?;
        }
        let is_new = |update: &&Update| old.get(&update.id) != Some(*update);
        self.save_updates(&after.id, after.updates.iter().filter(is_new))
            .await?;
        if after.updates != before.updates || moves_turns(before, after) {
            self.save_incident_turns(after).await?;
        }
        Ok(())
    }

    /// Stores what a word changed in an incident, and the word. Costs the same however much was said before.
    pub async fn add_word(
        &mut self,
        before: &IncidentHead,
        after: &mut IncidentHead,
        word: &Update,
    ) -> Result<(), StoreError> {
        let feed_at = after.feed_at();
        self.update_row(&before.facts, &mut after.facts, feed_at)
            .await?;
        self.follow_plan(Some(&before.facts), &after.facts).await?;
        // Looked up before the word is there.
        let status_changes = self.turns_of_word(before, &after.facts, word).await?;
        self.save_updates(&after.facts.id, [word]).await?;
        match status_changes {
            Some(status_changes) => self.insert_turns(&status_changes).await,
            None => self.redraw_turns(&after.facts.id).await,
        }
    }

    /// Stores an incident's own facts as far as they are others than `before`.
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
        if moves_turns(was, is) {
            self.redraw_turns(&is.id).await?;
        }
        Ok(())
    }

    /// Stores an incident's own facts under its next version even when they are the same: what is shown with them,
    /// as its postmortem, is another.
    pub async fn renew_head(&mut self, it: &mut IncidentHead) -> Result<(), StoreError> {
        let (before, feed_at) = (it.facts.clone(), it.feed_at());
        self.update_row(&before, &mut it.facts, feed_at).await?;
        self.follow_plan(Some(&before), &it.facts).await
    }

    /// Stores an incident's own columns, and the components that it names, under its next version.
    async fn update_row(
        &mut self,
        before: &Incident,
        it: &mut Incident,
        feed_at: Ts,
    ) -> Result<(), StoreError> {
        it.version += 1;
        let touched = self
            .tx
            .exec(
                q(concat!(
                    "update incidents set (",
                    columns!(),
                    ") = {rows} where id = $1"
                ))
                .push_rows([row(it, feed_at)]),
            )
            .await?;
        found((touched > 0).then_some(()), "incidents", it.id.as_str())?;
        self.save_components_of(&it.id, &before.component_ids, &it.component_ids)
            .await
    }

    /// Draws an incident's turns anew from all that was said.
    async fn redraw_turns(&mut self, id: &IncidentId) -> Result<(), StoreError> {
        let whole = self.get_incident(id).await?;
        self.save_incident_turns(&whole).await
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
