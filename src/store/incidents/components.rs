//! The components that incidents name, in rows of their own: found by incident, by component and by group.

use serde_json::Value;

use crate::domain::{ComponentId, Incident, IncidentId, Ts};
use crate::store::db::{ROWS, q};
use crate::store::error::stored;
use crate::store::{Read, StoreError, Write};

const TABLE: &str = "incident_components";

/// Reads the components of an incident as its query puts them together: ids in order, a space between two.
pub(super) fn parse(ids: Option<&str>, incident: &str) -> Result<Vec<ComponentId>, StoreError> {
    let ids: Option<Vec<ComponentId>> = ids
        .into_iter()
        .flat_map(|ids| ids.split(' '))
        .map(ComponentId::parse)
        .collect();
    stored(ids, TABLE, "component_id", incident)
}

/// Prints the components for the release before, which knows them as a JSON list alone.
pub(super) fn print(ids: &[ComponentId]) -> String {
    ids.iter()
        .map(|id| Value::from(id.as_str()))
        .collect::<Value>()
        .to_string()
}

/// Which incidents are asked for, by the components that they name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming<'a> {
    /// Those that name one component.
    Component(&'a ComponentId),
    /// Those that name a component which is in a group now.
    Group(&'a ComponentId),
}

impl Read {
    /// Returns the ids of the incidents and maintenances that name a component, or one of a group; newest first.
    /// One query.
    pub async fn list_incidents_naming(
        &mut self,
        what: Naming<'_>,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<IncidentId>, StoreError> {
        let (query, id) = match what {
            Naming::Component(id) => (
                q("select i.id from incident_components c
                     join incidents i on i.id = c.incident_id
                    where c.component_id = $1
                    order by i.created_at desc, i.seq desc limit $2 offset $3"),
                id,
            ),
            Naming::Group(id) => (
                q("select id from incidents
                    where id in (select c.incident_id from components m
                                   join incident_components c on c.component_id = m.id
                                  where m.group_id = $1)
                    order by created_at desc, seq desc limit $2 offset $3"),
                id,
            ),
        };
        self.incident_ids(query.bind(id.as_str()).bind(limit).bind(offset))
            .await
    }

    /// Returns the maintenances that are not over, begin before an instant and name one of some components; newest
    /// first, at most 500. Three queries.
    pub async fn list_open_maintenances_naming(
        &mut self,
        components: &[ComponentId],
        before: Ts,
    ) -> Result<Vec<Incident>, StoreError> {
        let ids = self.incident_ids(
            q("select id from incidents
                where is_open and kind = 'maintenance' and starts_at < $1
                  and id in (select incident_id from incident_components where component_id in ({ids}))
                order by created_at desc, seq desc limit 500")
            .bind(before)
            .push_in(components.iter().map(ComponentId::as_str)),
        )
        .await?;
        self.in_order(&ids).await
    }
}

impl Write {
    /// Stores which components an incident names if they differ from `before`, which are stored.
    pub(super) async fn save_components_of(
        &mut self,
        incident: &IncidentId,
        before: &[ComponentId],
        after: &[ComponentId],
    ) -> Result<(), StoreError> {
        let kept = if after.starts_with(before) {
            before.len()
        } else {
            self.tx
                .exec(
                    q("delete from incident_components where incident_id = $1")
                        .bind(incident.as_str()),
                )
                .await?;
            0
        };
        let new: Vec<(i64, &ComponentId)> = (0..).zip(after).skip(kept).collect();
        for chunk in new.chunks(ROWS) {
            let rows = chunk.iter().map(|(position, id)| {
                vec![
                    incident.as_str().into(),
                    id.as_str().into(),
                    (*position).into(),
                ]
            });
            // A component that an imported document names twice is stored once.
            self.tx
                .exec(
                    q(
                        "insert into incident_components (incident_id, component_id, position)
                       values {rows}
                       on conflict (incident_id, component_id) do nothing",
                    )
                    .push_rows(rows),
                )
                .await?;
        }
        Ok(())
    }
}
