//! The moments at which components' statuses were set, and the intervals drawn from them.

use std::collections::{HashMap, HashSet};

use crate::domain::components::history;
use crate::domain::components::history::{Interval, StatusChange};
use crate::domain::{ComponentId, ComponentStatus, Incident, IncidentHead, IncidentId, Ts, Update};
use crate::store::db::{ROWS, q};
use crate::store::error::stored;
use crate::store::sound::keep;
use crate::store::{Read, StoreError, Write};

#[derive(sqlx_macros::FromRow)]
struct StatusChangeRow {
    component_id: String,
    effective_at: Ts,
    seq: i64,
    status: String,
    incident_id: Option<String>,
}

const TABLE: &str = "component_turns";

impl StatusChangeRow {
    fn into_domain(self) -> Result<(ComponentId, StatusChange), StoreError> {
        let id = &self.component_id;
        let incident_id = match &self.incident_id {
            None => None,
            Some(text) => Some(stored(IncidentId::parse(text), TABLE, "incident_id", id)?),
        };
        let change = StatusChange {
            effective_at: self.effective_at,
            status: stored(ComponentStatus::parse(&self.status), TABLE, "status", id)?,
            incident_id,
            seq: self.seq,
        };
        let component = stored(ComponentId::parse(id), TABLE, "component_id", id)?;
        Ok((component, change))
    }
}

impl Read {
    /// Returns the intervals in which each of these components was not operational, oldest first.
    pub async fn list_intervals(
        &mut self,
        components: &[ComponentId],
    ) -> Result<HashMap<ComponentId, Vec<Interval>>, StoreError> {
        let rows: Vec<StatusChangeRow> = self
            .tx
            .all(
                q("select component_id, effective_at, seq, status, incident_id
                     from component_turns
                    where component_id in ({ids})
                    order by component_id, effective_at, seq")
                .push_in(components.iter().map(ComponentId::as_str)),
            )
            .await?;
        let mut status_changes: HashMap<ComponentId, Vec<StatusChange>> = HashMap::new();
        for (component, change) in rows.into_iter().filter_map(|row| keep(row.into_domain())) {
            status_changes.entry(component).or_default().push(change);
        }
        Ok(status_changes
            .into_iter()
            .map(|(id, status_changes)| (id, history::intervals(status_changes)))
            .collect())
    }
}

impl Write {
    /// Stores an incident's status changes as far as they differ from the stored ones.
    pub(super) async fn save_status_changes(
        &mut self,
        incident: &Incident,
    ) -> Result<(), StoreError> {
        let rows: Vec<StatusChangeRow> = self
            .tx
            .all(
                q("select component_id, effective_at, seq, status, incident_id
                     from component_turns where incident_id = $1")
                .bind(incident.id.as_str()),
            )
            .await?;
        let mut stored: HashSet<(ComponentId, StatusChange)> = HashSet::new();
        for row in rows {
            stored.insert(row.into_domain()?);
        }
        let mut wanted = Vec::new();
        for (component, status_changes) in history::status_changes(incident) {
            wanted.extend(
                status_changes
                    .into_iter()
                    .map(|change| (component.clone(), change)),
            );
        }
        // In the incident's order, so that both databases are given the same rows in the same order.
        wanted.sort_by(|(a, of_a), (b, of_b)| (of_a.seq, a).cmp(&(of_b.seq, b)));
        let new: Vec<(ComponentId, StatusChange)> = wanted
            .into_iter()
            .filter(|change| !stored.remove(change))
            .collect();
        for (component, change) in &stored {
            self.tx
                .exec(
                    q("delete from component_turns
                        where component_id = $1 and effective_at = $2 and seq = $3 and incident_id = $4")
                    .bind(component.as_str())
                    .bind(change.effective_at)
                    .bind(change.seq)
                    .bind(incident.id.as_str()),
                )
                .await?;
        }
        self.insert_status_changes(&new).await
    }

    /// Returns the status changes that an update adds, found from the update before it; `None` when all updates are
    /// needed to find them: the update is not the newest, the one before it does not list every component, or times
    /// that staff set count.
    pub(super) async fn status_changes_of_update(
        &mut self,
        before: &IncidentHead,
        after: &Incident,
        word: &Update,
    ) -> Result<Option<Vec<(ComponentId, StatusChange)>>, StoreError> {
        let is_newest = before.last_update_at.is_none_or(|at| at <= word.display_at);
        let names_more = after.component_ids.starts_with(&before.facts.component_ids);
        let is_moved = before.facts.started_at != after.started_at || after.restored_at.is_some();
        if !is_newest || is_moved || !names_more {
            return Ok(None);
        }
        let last = self.find_newest_update(&after.id).await?;
        let last: HashMap<ComponentId, ComponentStatus> = last
            .into_iter()
            .flat_map(|update| update.changes)
            .map(|change| (change.component_id, change.new_status))
            .collect();
        let named: HashSet<&ComponentId> = before.facts.component_ids.iter().collect();
        let mut status_changes = Vec::new();
        for change in &word.changes {
            let id = &change.component_id;
            let known = last.get(id).copied();
            let begins_trouble = after.started_at.is_some() && !change.new_status.is_operational();
            let is_plain = match known {
                Some(known) => !begins_trouble || !known.is_operational(),
                None => !begins_trouble && !named.contains(id),
            };
            if !is_plain {
                return Ok(None);
            }
            if known != Some(change.new_status) {
                let change = StatusChange {
                    effective_at: word.display_at,
                    status: change.new_status,
                    incident_id: Some(after.id.clone()),
                    seq: word.seq,
                };
                status_changes.push((id.clone(), change));
            }
        }
        Ok(Some(status_changes))
    }

    /// Stores a status that staff set by hand.
    pub async fn insert_status_change(
        &mut self,
        component: &ComponentId,
        change: StatusChange,
    ) -> Result<(), StoreError> {
        let seq = self.next_seq().await?;
        self.insert_status_changes(&[(component.clone(), StatusChange { seq, ..change })])
            .await
    }

    /// Stores status changes: one statement for each `ROWS`.
    pub(super) async fn insert_status_changes(
        &mut self,
        status_changes: &[(ComponentId, StatusChange)],
    ) -> Result<(), StoreError> {
        for chunk in status_changes.chunks(ROWS) {
            let rows = chunk.iter().map(|(component, change)| {
                vec![
                    component.as_str().into(),
                    change.effective_at.into(),
                    change.seq.into(),
                    change.status.as_str().into(),
                    change.incident_id.as_ref().map(IncidentId::as_str).into(),
                ]
            });
            self.tx
                .exec(
                    q("insert into component_turns
                              (component_id, effective_at, seq, status, incident_id)
                       values {rows}")
                    .push_rows(rows),
                )
                .await?;
        }
        Ok(())
    }
}
