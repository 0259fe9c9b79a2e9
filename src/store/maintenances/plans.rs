//! Maintenance plans, which are read and written with their maintenances, and their jobs.

use std::collections::BTreeMap;

use serde_json::json;

use crate::domain::{
    ComponentId, ComponentStatus, Incident, IncidentId, JobKind, MaintenancePlan, Occurrence,
    SeriesId, Ts,
};
use crate::store::db::q;
use crate::store::error::stored;
use crate::store::{StoreError, Write};

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
    pub(in crate::store) fn into_domain(
        self,
        incident: &str,
    ) -> Result<MaintenancePlan, StoreError> {
        let occurrence = match (self.series_id, self.series_starts_at) {
            (Some(id), Some(starts_at)) => Some(Occurrence {
                series_id: stored(SeriesId::parse(&id), "incidents", "series_id", incident)?,
                starts_at,
            }),
            _ => None,
        };
        Ok(MaintenancePlan {
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

/// Prints the statuses with which a plan begins; `None` if it has none.
pub(in crate::store) fn print_statuses(plan: &MaintenancePlan) -> Option<String> {
    let texts: BTreeMap<&str, &str> = plan
        .begins_with
        .iter()
        .map(|(id, status)| (id.as_str(), status.as_str()))
        .collect();
    (!texts.is_empty()).then(|| json!(texts).to_string())
}

impl Write {
    /// Plans, moves or removes the job of a maintenance whose plan changed. Runs no statement if the job stays.
    pub(in crate::store) async fn follow_plan(
        &mut self,
        before: Option<&Incident>,
        after: &Incident,
    ) -> Result<(), StoreError> {
        let was = before.map_or([None; 2], Incident::next_steps);
        let is = after.next_steps();
        if was == is {
            return Ok(());
        }
        let id = after.id.as_str();
        match is[0] {
            Some((due_at, _)) => self.set_job(JobKind::MakeTransition, id, due_at).await,
            None => self.delete_job(JobKind::MakeTransition, id).await,
        }
    }

    /// Sets when the clock looks at a maintenance again, in its job and in the column that the release before this
    /// one reads.
    pub async fn set_due_at(&mut self, id: &IncidentId, at: Option<Ts>) -> Result<(), StoreError> {
        self.tx
            .exec(
                q("update incidents set due_at = $2 where id = $1")
                    .bind(id.as_str())
                    .bind(at),
            )
            .await?;
        match at {
            Some(at) => self.set_job(JobKind::MakeTransition, id.as_str(), at).await,
            None => self.delete_job(JobKind::MakeTransition, id.as_str()).await,
        }
    }
}
