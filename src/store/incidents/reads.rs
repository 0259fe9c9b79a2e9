//! Incidents and maintenances as they are read.
//!
//! Whatever the number of incidents asked for, they cost two queries: the incidents, and their updates. Postmortems
//! are asked for on their own.

use super::components;
use crate::domain::{Impact, Incident, IncidentHead, IncidentId, IncidentKind, Status, Ts, Window};
use crate::store::db::{Q, q};
use crate::store::error::{found, stored};
use crate::store::maintenances::PlanColumns;
use crate::store::sound::keep;
use crate::store::{Read, StoreError, error};

/// Most ids bound in one statement; SQLite stops at 32 766 arguments.
const CHUNK: usize = 10_000;

#[derive(sqlx_macros::FromRow)]
struct ToldRow {
    count: i64,
    last_update_at: Option<Ts>,
}

#[derive(sqlx_macros::FromRow)]
struct IncidentRow {
    id: String,
    kind: String,
    name: String,
    status: String,
    impact: String,
    impact_override: Option<String>,
    created_at: Ts,
    updated_at: Ts,
    started_at: Option<Ts>,
    detected_at: Option<Ts>,
    restored_at: Option<Ts>,
    monitoring_at: Option<Ts>,
    resolved_at: Option<Ts>,
    starts_at: Option<Ts>,
    ends_at: Option<Ts>,
    next_update_by: Option<Ts>,
    update_removed_at: Option<Ts>,
    feed_number: i64,
    seq: i64,
    reminder_intervals: Option<String>,
    component_ids: Option<String>,
    metadata: String,
    version: i64,
    postmortem_published_at: Option<Ts>,
    #[sqlx(flatten)]
    plan: PlanColumns,
}

impl TryFrom<IncidentRow> for Incident {
    type Error = StoreError;

    fn try_from(row: IncidentRow) -> Result<Self, StoreError> {
        let id = &row.id;
        let impact = |text: &str, column| stored(Impact::parse(text), "incidents", column, id);
        Ok(Self {
            id: stored(IncidentId::parse(id), "incidents", "id", id)?,
            kind: stored(IncidentKind::parse(&row.kind), "incidents", "kind", id)?,
            status: stored(Status::parse(&row.status), "incidents", "status", id)?,
            impact: impact(&row.impact, "impact")?,
            impact_override: match &row.impact_override {
                None => None,
                Some(text) => Some(impact(text, "impact_override")?),
            },
            postmortem_published_at: row.postmortem_published_at,
            plan: row.plan.into_domain(id)?,
            created_at: row.created_at,
            updated_at: row.updated_at,
            started_at: row.started_at,
            detected_at: row.detected_at,
            restored_at: row.restored_at,
            monitoring_at: row.monitoring_at,
            resolved_at: row.resolved_at,
            next_update_by: row.next_update_by,
            update_removed_at: row.update_removed_at,
            window: row
                .starts_at
                .zip(row.ends_at)
                .map(|(starts_at, ends_at)| Window { starts_at, ends_at }),
            feed_number: row.feed_number,
            seq: row.seq,
            reminder_intervals: row.reminder_intervals,
            name: row.name.clone(),
            component_ids: components::parse(row.component_ids.as_deref(), id)?,
            updates: Vec::new(),
            metadata: row.metadata,
            version: row.version,
        })
    }
}

impl Read {
    /// Finds an incident or maintenance.
    pub async fn find_incident(&mut self, id: &IncidentId) -> Result<Option<Incident>, StoreError> {
        self.read_incidents(std::slice::from_ref(id))
            .await?
            .pop()
            .transpose()
    }

    /// Returns an incident or maintenance.
    pub async fn get_incident(&mut self, id: &IncidentId) -> Result<Incident, StoreError> {
        found(self.find_incident(id).await?, "incidents", id.as_str())
    }

    /// Returns an incident without its updates. Two queries, whatever their number.
    pub async fn get_head(&mut self, id: &IncidentId) -> Result<IncidentHead, StoreError> {
        let found = self.find_head(id).await?;
        error::found(found, "incidents", id.as_str())
    }

    /// Finds an incident without its updates.
    pub async fn find_head(&mut self, id: &IncidentId) -> Result<Option<IncidentHead>, StoreError> {
        let row: Option<IncidentRow> = self.tx.optional(select([id.as_str()])).await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let told: Option<ToldRow> = self
            .tx
            .optional(
                q("select count(*) as count, max(display_at) as last_update_at
                     from incident_updates where incident_id = $1")
                .bind(id.as_str()),
            )
            .await?;
        Ok(Some(IncidentHead {
            facts: row.try_into()?,
            update_count: told
                .as_ref()
                .and_then(|told| usize::try_from(told.count).ok())
                .unwrap_or_default(),
            last_update_at: told.and_then(|told| told.last_update_at),
        }))
    }

    /// Returns the incidents with these ids, newest first. Two queries.
    pub async fn list_incidents_by_id(
        &mut self,
        ids: &[IncidentId],
    ) -> Result<Vec<Incident>, StoreError> {
        let read = self.read_incidents(ids).await?;
        Ok(read.into_iter().filter_map(keep).collect())
    }

    /// Reads incidents, newest first, each of which may make no sense.
    async fn read_incidents(
        &mut self,
        ids: &[IncidentId],
    ) -> Result<Vec<Result<Incident, StoreError>>, StoreError> {
        let mut incidents = Vec::new();
        for chunk in ids.chunks(CHUNK) {
            let ids = || chunk.iter().map(IncidentId::as_str);
            let rows: Vec<IncidentRow> = self.tx.all(select(ids())).await?;
            let mut updates = self.list_updates(ids()).await?;
            incidents.extend(rows.into_iter().map(|row| {
                let incident = Incident::try_from(row)?;
                let updates = updates.remove(&incident.id).unwrap_or_default();
                Ok(Incident {
                    updates,
                    ..incident
                })
            }));
        }
        Ok(incidents)
    }
}

/// Selects incidents, newest first.
fn select<'a>(ids: impl IntoIterator<Item = &'a str>) -> Q {
    q(
        "select i.id, i.kind, i.name, i.status, i.impact, i.impact_override, i.created_at,
              i.updated_at, i.started_at, i.detected_at, i.restored_at, i.monitoring_at,
              i.resolved_at, i.starts_at, i.ends_at, i.feed_number, i.seq,
              i.reminder_intervals, i.metadata, i.version,
              (select string_agg(c.component_id, ' ' order by c.position)
                 from incident_components c
                where c.incident_id = i.id) as component_ids,
              i.next_update_by, i.update_removed_at,
              i.remind_prior, i.reminded_at, i.auto_start, i.auto_finish,
              i.to_maintenance, i.to_operational, i.notify_at_start,
              i.notify_at_end, i.moved_at, i.cancelled_at, i.series_id,
              i.series_starts_at, i.begins_with,
              p.published_at as postmortem_published_at
         from incidents i
         left join postmortems p on p.incident_id = i.id
        where i.id in ({ids})
        order by i.created_at desc, i.seq desc",
    )
    .push_in(ids)
}
