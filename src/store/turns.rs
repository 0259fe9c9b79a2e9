//! The moments at which components' statuses were set, and the intervals drawn from them.

use std::collections::HashMap;

use super::db::q;
use super::error::stored;
use super::{Read, StoreError, Write};
use crate::domain::history::{self, Interval, Turn};
use crate::domain::{ComponentId, ComponentStatus, Incident, IncidentId, Ts};

#[derive(sqlx_macros::FromRow)]
struct TurnRow {
    component_id: String,
    effective_at: Ts,
    status: String,
    incident_id: Option<String>,
}

impl Read {
    /// Returns the intervals in which each of these components was not operational, oldest first.
    pub async fn list_intervals(
        &mut self,
        components: &[ComponentId],
    ) -> Result<HashMap<ComponentId, Vec<Interval>>, StoreError> {
        let rows: Vec<TurnRow> = self
            .tx
            .all(
                q("select component_id, effective_at, status, incident_id
                     from component_turns
                    where component_id in ({ids})
                    order by component_id, effective_at, seq")
                .push_in(components.iter().map(ComponentId::as_str)),
            )
            .await?;
        let mut turns: HashMap<ComponentId, Vec<Turn>> = HashMap::new();
        for row in rows {
            let id = &row.component_id;
            let incident_id = match &row.incident_id {
                None => None,
                Some(text) => Some(stored(
                    IncidentId::parse(text),
                    "component_turns",
                    "incident_id",
                    id,
                )?),
            };
            turns
                .entry(stored(
                    ComponentId::parse(id),
                    "component_turns",
                    "component_id",
                    id,
                )?)
                .or_default()
                .push(Turn {
                    effective_at: row.effective_at,
                    status: stored(
                        ComponentStatus::parse(&row.status),
                        "component_turns",
                        "status",
                        id,
                    )?,
                    incident_id,
                });
        }
        Ok(turns
            .into_iter()
            .map(|(id, turns)| (id, history::intervals(turns)))
            .collect())
    }
}

impl Write {
    /// Stores what an incident did to its components, in place of what was stored of it before.
    pub async fn save_incident_turns(&mut self, incident: &Incident) -> Result<(), StoreError> {
        self.tx
            .exec(
                q("delete from component_turns where incident_id = $1").bind(incident.id.as_str()),
            )
            .await?;
        let mut turns = Vec::new();
        for component in &incident.component_ids {
            for turn in history::turns(incident, component) {
                turns.push((component, turn));
            }
        }
        self.insert_turns(&turns).await
    }

    /// Stores a status that staff set by hand.
    pub async fn insert_turn(
        &mut self,
        component: &ComponentId,
        turn: Turn,
    ) -> Result<(), StoreError> {
        self.insert_turns(&[(component, turn)]).await
    }

    async fn insert_turns(&mut self, turns: &[(&ComponentId, Turn)]) -> Result<(), StoreError> {
        if turns.is_empty() {
            return Ok(());
        }
        let first = self
            .next_seqs(i64::try_from(turns.len()).unwrap_or(i64::MAX))
            .await?;
        for (seq, (component, turn)) in (first..).zip(turns) {
            self.tx
                .exec(
                    q("insert into component_turns
                              (component_id, effective_at, seq, status, incident_id)
                       values ($1, $2, $3, $4, $5)")
                    .bind(component.as_str())
                    .bind(turn.effective_at)
                    .bind(seq)
                    .bind(turn.status.as_str())
                    .bind(turn.incident_id.as_ref().map(IncidentId::as_str)),
                )
                .await?;
        }
        Ok(())
    }
}
