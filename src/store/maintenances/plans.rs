//! What the clock does for maintenances, which is read and written with them, and what is due.

use std::collections::BTreeMap;

use serde_json::json;

use crate::domain::{ComponentId, ComponentStatus, IncidentId, Occurrence, Plan, SeriesId, Ts};
use crate::store::db::q;
use crate::store::error::stored;
use crate::store::{Read, Store, StoreError, Write};

/// The columns of an incident's row that hold its plan.
#[derive(sqlx_macros::FromRow)]
pub(in crate::store) struct PlanColumns {
    remind_prior: bool,
    reminded_at: Option<Ts>,
    auto_start: bool,
    auto_finish: bool,
    to_maintenance: Option<bool>,
    to_operational: Option<bool>,
    notify_at_start: Option<bool>,
    notify_at_end: Option<bool>,
    moved_at: Option<Ts>,
    cancelled_at: Option<Ts>,
    series_id: Option<String>,
    series_starts_at: Option<Ts>,
    begins_with: Option<String>,
}

impl PlanColumns {
    pub(in crate::store) fn into_domain(self, incident: &str) -> Result<Plan, StoreError> {
        let occurrence = match (self.series_id, self.series_starts_at) {
            (Some(id), Some(starts_at)) => Some(Occurrence {
                series_id: stored(SeriesId::parse(&id), "incidents", "series_id", incident)?,
                starts_at,
            }),
            _ => None,
        };
        Ok(Plan {
            remind_prior: self.remind_prior,
            reminded_at: self.reminded_at,
            auto_start: self.auto_start,
            auto_finish: self.auto_finish,
            to_maintenance: self.to_maintenance,
            to_operational: self.to_operational,
            notify_at_start: self.notify_at_start,
            notify_at_end: self.notify_at_end,
            moved_at: self.moved_at,
            cancelled_at: self.cancelled_at,
            occurrence,
            begins_with: match &self.begins_with {
                None => BTreeMap::new(),
                Some(text) => stored(read_statuses(text), "incidents", "begins_with", incident)?,
            },
        })
    }
}

fn read_statuses(text: &str) -> Option<BTreeMap<ComponentId, ComponentStatus>> {
    let texts: BTreeMap<String, String> = serde_json::from_str(text).ok()?;
    let statuses = texts.iter();
    statuses
        .map(|(id, status)| ComponentId::parse(id).zip(ComponentStatus::parse(status)))
        .collect()
}

/// Prints the statuses with which a plan begins; `None` where it has none.
pub(in crate::store) fn print_statuses(plan: &Plan) -> Option<String> {
    let texts: BTreeMap<&str, &str> = plan
        .begins_with
        .iter()
        .map(|(id, status)| (id.as_str(), status.as_str()))
        .collect();
    (!texts.is_empty()).then(|| json!(texts).to_string())
}

#[derive(sqlx_macros::FromRow)]
struct DueRow {
    due_at: Option<Ts>,
}

impl Store {
    /// Returns when the clock has something to do next; `None` when nothing is planned. One short query
    /// over indexes that hold only what is planned.
    pub async fn find_next_due_at(&self) -> Result<Option<Ts>, StoreError> {
        let rows: Vec<DueRow> = self
            .db
            .all(q(
                "select min(due_at) as due_at from
                      (select min(due_at) as due_at from incidents where due_at is not null
                       union all
                       select min(due_at) as due_at from maintenance_series
                        where due_at is not null
                       union all
                       select min(publish_at) as due_at from incident_drafts
                        where publish_at is not null and failure is null) as planned",
            ))
            .await?;
        Ok(rows.first().and_then(|row| row.due_at))
    }
}

impl Read {
    /// Returns the maintenances for which the clock has something to do, what was due first comes first.
    /// At most 100.
    pub async fn list_due_incidents(&mut self, now: Ts) -> Result<Vec<IncidentId>, StoreError> {
        let due = q(
            "select id from incidents where due_at is not null and due_at <= $1
              order by due_at, seq limit 100",
        )
        .bind(now);
        self.incident_ids(due).await
    }
}

impl Write {
    /// Sets when the clock looks at a maintenance again.
    pub async fn set_due_at(&mut self, id: &IncidentId, at: Option<Ts>) -> Result<(), StoreError> {
        self.tx
            .exec(
                q("update incidents set due_at = $2 where id = $1")
                    .bind(id.as_str())
                    .bind(at),
            )
            .await?;
        Ok(())
    }
}
