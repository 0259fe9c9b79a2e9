//! Incidents and maintenances with their updates.
//!
//! Whatever the number of incidents asked for, they cost two queries: the incidents with their
//! postmortems, and their updates.

use std::collections::HashMap;

use serde_json::Value;

use super::db::q;
use super::error::{found, stored};
use super::plans::PlanColumns;
use super::postmortems::PostmortemColumns;
use super::{Read, StoreError, Write};
use crate::domain::{
    Body, BodyFormat, Change, ComponentId, ComponentStatus, Impact, Incident, IncidentId, Kind,
    Status, Ts, Update, UpdateId, Window,
};

/// Most ids bound in one statement; SQLite stops at 32 766 arguments.
const CHUNK: usize = 10_000;

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
    component_ids: String,
    metadata: String,
    #[sqlx(flatten)]
    plan: PlanColumns,
    #[sqlx(flatten)]
    postmortem: PostmortemColumns,
}

impl TryFrom<IncidentRow> for Incident {
    type Error = StoreError;

    fn try_from(row: IncidentRow) -> Result<Self, StoreError> {
        let id = &row.id;
        let impact = |text: &str, column| stored(Impact::parse(text), "incidents", column, id);
        Ok(Self {
            id: stored(IncidentId::parse(id), "incidents", "id", id)?,
            kind: stored(Kind::parse(&row.kind), "incidents", "kind", id)?,
            status: stored(Status::parse(&row.status), "incidents", "status", id)?,
            impact: impact(&row.impact, "impact")?,
            impact_override: match &row.impact_override {
                None => None,
                Some(text) => Some(impact(text, "impact_override")?),
            },
            postmortem: row.postmortem.into_domain(id)?,
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
            component_ids: stored(
                parse_ids(&row.component_ids),
                "incidents",
                "component_ids",
                id,
            )?,
            updates: Vec::new(),
            metadata: row.metadata,
        })
    }
}

#[derive(sqlx_macros::FromRow)]
struct UpdateRow {
    id: String,
    incident_id: String,
    status: String,
    body: String,
    body_format: String,
    display_at: Ts,
    created_at: Ts,
    updated_at: Ts,
    corrected_at: Option<Ts>,
    seq: i64,
    changes: String,
    deliver_notifications: bool,
    custom_tweet: Option<String>,
    tweet_id: Option<String>,
}

impl TryFrom<UpdateRow> for Update {
    type Error = StoreError;

    fn try_from(row: UpdateRow) -> Result<Self, StoreError> {
        const TABLE: &str = "incident_updates";
        let id = &row.id;
        Ok(Self {
            id: stored(UpdateId::parse(id), TABLE, "id", id)?,
            status: stored(Status::parse(&row.status), TABLE, "status", id)?,
            changes: stored(parse_changes(&row.changes), TABLE, "changes", id)?,
            body: Body {
                format: stored(
                    BodyFormat::parse(&row.body_format),
                    TABLE,
                    "body_format",
                    id,
                )?,
                text: row.body,
            },
            display_at: row.display_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
            corrected_at: row.corrected_at,
            seq: row.seq,
            deliver_notifications: row.deliver_notifications,
            custom_tweet: row.custom_tweet,
            tweet_id: row.tweet_id,
        })
    }
}

fn print_changes(changes: &[Change]) -> String {
    let rows: Vec<[&str; 4]> = changes
        .iter()
        .map(|change| {
            [
                change.component_id.as_str(),
                change.name.as_str(),
                change.old_status.as_str(),
                change.new_status.as_str(),
            ]
        })
        .collect();
    rows.iter()
        .map(|row| Value::from(row.to_vec()))
        .collect::<Value>()
        .to_string()
}

fn parse_changes(text: &str) -> Option<Vec<Change>> {
    let rows: Vec<[String; 4]> = serde_json::from_str(text).ok()?;
    rows.into_iter()
        .map(|[id, name, old, new]| {
            Some(Change {
                component_id: ComponentId::parse(&id)?,
                name,
                old_status: ComponentStatus::parse(&old)?,
                new_status: ComponentStatus::parse(&new)?,
            })
        })
        .collect()
}

fn print_ids(ids: &[ComponentId]) -> String {
    ids.iter()
        .map(|id| Value::from(id.as_str()))
        .collect::<Value>()
        .to_string()
}

fn parse_ids(text: &str) -> Option<Vec<ComponentId>> {
    let ids: Vec<String> = serde_json::from_str(text).ok()?;
    ids.iter().map(|id| ComponentId::parse(id)).collect()
}

/// What the search of staff looks through.
fn search_text(it: &Incident) -> String {
    let mut text = format!("{}\n{}", it.name, it.status);
    let postmortem = it.postmortem.as_ref();
    let bodies = it
        .updates
        .iter()
        .map(|update| &update.body)
        .chain(postmortem.and_then(|post| post.body.as_ref()));
    for body in bodies {
        text.push('\n');
        text.push_str(&body.text);
    }
    text.to_lowercase()
}

impl Read {
    /// Finds an incident or maintenance.
    pub async fn find_incident(&mut self, id: &IncidentId) -> Result<Option<Incident>, StoreError> {
        Ok(self
            .list_incidents_by_id(std::slice::from_ref(id))
            .await?
            .pop())
    }

    /// Returns an incident or maintenance.
    pub async fn get_incident(&mut self, id: &IncidentId) -> Result<Incident, StoreError> {
        found(self.find_incident(id).await?, "incidents", id.as_str())
    }

    /// Returns the incidents with these ids, newest first. Two queries.
    pub async fn list_incidents_by_id(
        &mut self,
        ids: &[IncidentId],
    ) -> Result<Vec<Incident>, StoreError> {
        let mut incidents = Vec::new();
        for chunk in ids.chunks(CHUNK) {
            let ids = || chunk.iter().map(IncidentId::as_str);
            let rows: Vec<IncidentRow> = self
                .tx
                .all(
                    q("select i.id, i.kind, i.name, i.status, i.impact, i.impact_override, i.created_at,
                              i.updated_at, i.started_at, i.detected_at, i.restored_at, i.monitoring_at,
                              i.resolved_at, i.starts_at, i.ends_at, i.feed_number, i.seq,
                              i.reminder_intervals, i.component_ids, i.metadata,
                              i.next_update_by, i.update_removed_at,
                              i.remind_prior, i.reminded_at, i.auto_start, i.auto_finish,
                              i.to_maintenance, i.to_operational, i.notify_at_start,
                              i.notify_at_end, i.moved_at, i.cancelled_at, i.series_id,
                              i.series_starts_at,
                              p.update_id as pm_update_id, p.body as pm_body,
                              p.body_format as pm_body_format,
                              p.body_updated_at as pm_body_updated_at,
                              p.corrected_at as pm_corrected_at, p.draft as pm_draft,
                              p.draft_format as pm_draft_format,
                              p.draft_updated_at as pm_draft_updated_at,
                              p.published_at as pm_published_at, p.posted_at as pm_posted_at,
                              p.deliver_notifications as pm_deliver_notifications,
                              p.custom_tweet as pm_custom_tweet, p.created_at as pm_created_at,
                              p.updated_at as pm_updated_at
                         from incidents i
                         left join postmortems p on p.incident_id = i.id
                        where i.id in ({ids})
                        order by i.created_at desc, i.seq desc")
                    .push_in(ids()),
                )
                .await?;
            let updates: Vec<UpdateRow> = self
                .tx
                .all(
                    q(
                        "select id, incident_id, status, body, body_format, display_at, created_at,
                              updated_at, corrected_at, seq, changes, deliver_notifications,
                              custom_tweet, tweet_id
                         from incident_updates
                        where incident_id in ({ids})
                        order by created_at, seq, id",
                    )
                    .push_in(ids()),
                )
                .await?;
            incidents.extend(assemble(rows, updates)?);
        }
        Ok(incidents)
    }
}

fn assemble(rows: Vec<IncidentRow>, updates: Vec<UpdateRow>) -> Result<Vec<Incident>, StoreError> {
    let mut by_incident: HashMap<String, Vec<Update>> = HashMap::new();
    for row in updates {
        let incident = row.incident_id.clone();
        by_incident
            .entry(incident)
            .or_default()
            .push(Update::try_from(row)?);
    }
    rows.into_iter()
        .map(|row| {
            let mut incident = Incident::try_from(row)?;
            incident.updates = by_incident.remove(incident.id.as_str()).unwrap_or_default();
            Ok(incident)
        })
        .collect()
}

impl Write {
    /// Stores a new incident with all that belongs to it.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when its id or feed number is taken.
    pub async fn insert_incident(&mut self, it: &Incident) -> Result<(), StoreError> {
        let window = it.window;
        self.tx
            .exec(
                q("insert into incidents (id, kind, name, status, impact, impact_override, created_at,
                                          updated_at, started_at, detected_at, restored_at,
                                          monitoring_at, resolved_at, starts_at, ends_at, feed_number,
                                          seq, reminder_intervals, metadata, is_open, feed_at,
                                          listed_at, component_ids, search_text, next_update_by,
                                          update_removed_at)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                           $18, $19, $20, $21, $22, $23, $24, $25, $26)")
                .bind(it.id.as_str())
                .bind(it.kind.as_str())
                .bind(it.name.as_str())
                .bind(it.status.as_str())
                .bind(it.impact.as_str())
                .bind(it.impact_override.map(Impact::as_str))
                .bind(it.created_at)
                .bind(it.updated_at)
                .bind(it.started_at)
                .bind(it.detected_at)
                .bind(it.restored_at)
                .bind(it.monitoring_at)
                .bind(it.resolved_at)
                .bind(window.map(|window| window.starts_at))
                .bind(window.map(|window| window.ends_at))
                .bind(it.feed_number)
                .bind(it.seq)
                .bind(it.reminder_intervals.as_deref())
                .bind(it.metadata.as_str())
                .bind(it.is_open())
                .bind(it.feed_at())
                .bind(it.resolved_at.unwrap_or(it.created_at))
                .bind(print_ids(&it.component_ids))
                .bind(search_text(it))
                .bind(it.next_update_by)
                .bind(it.update_removed_at),
            )
            .await?;
        self.save_children(it).await
    }

    /// Stores the new state of an incident with all that belongs to it.
    pub async fn update_incident(&mut self, it: &Incident) -> Result<(), StoreError> {
        let window = it.window;
        let touched = self
            .tx
            .exec(
                q("update incidents
                      set name = $2, status = $3, impact = $4, impact_override = $5, created_at = $6,
                          updated_at = $7, started_at = $8, detected_at = $9, restored_at = $10,
                          monitoring_at = $11, resolved_at = $12, starts_at = $13, ends_at = $14,
                          reminder_intervals = $15, metadata = $16, is_open = $17, feed_at = $18,
                          listed_at = $19, feed_number = $20, component_ids = $21,
                          search_text = $22, next_update_by = $23, update_removed_at = $24
                    where id = $1")
                .bind(it.id.as_str())
                .bind(it.name.as_str())
                .bind(it.status.as_str())
                .bind(it.impact.as_str())
                .bind(it.impact_override.map(Impact::as_str))
                .bind(it.created_at)
                .bind(it.updated_at)
                .bind(it.started_at)
                .bind(it.detected_at)
                .bind(it.restored_at)
                .bind(it.monitoring_at)
                .bind(it.resolved_at)
                .bind(window.map(|window| window.starts_at))
                .bind(window.map(|window| window.ends_at))
                .bind(it.reminder_intervals.as_deref())
                .bind(it.metadata.as_str())
                .bind(it.is_open())
                .bind(it.feed_at())
                .bind(it.resolved_at.unwrap_or(it.created_at))
                .bind(it.feed_number)
                .bind(print_ids(&it.component_ids))
                .bind(search_text(it))
                .bind(it.next_update_by)
                .bind(it.update_removed_at),
            )
            .await?;
        if touched == 0 {
            return Err(StoreError::NotFound {
                table: "incidents",
                id: it.id.to_string(),
            });
        }
        self.save_children(it).await
    }

    async fn save_children(&mut self, it: &Incident) -> Result<(), StoreError> {
        for update in &it.updates {
            self.save_update(it.id.as_str(), update).await?;
        }
        self.save_plan(it).await?;
        self.save_postmortem(it).await?;
        self.save_incident_turns(it).await
    }

    async fn save_update(&mut self, incident: &str, it: &Update) -> Result<(), StoreError> {
        let touched = self
            .tx
            .exec(
                q("insert into incident_updates (id, incident_id, status, body, body_format, display_at,
                                                 created_at, updated_at, seq, changes,
                                                 deliver_notifications, custom_tweet, tweet_id,
                                                 corrected_at)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                   on conflict (id) do update
                      set status = excluded.status, body = excluded.body,
                          body_format = excluded.body_format, display_at = excluded.display_at,
                          created_at = excluded.created_at, updated_at = excluded.updated_at,
                          changes = excluded.changes,
                          deliver_notifications = excluded.deliver_notifications,
                          custom_tweet = excluded.custom_tweet, tweet_id = excluded.tweet_id,
                          corrected_at = excluded.corrected_at
                    where incident_updates.incident_id = excluded.incident_id")
                .bind(it.id.as_str())
                .bind(incident)
                .bind(it.status.as_str())
                .bind(it.body.text.as_str())
                .bind(it.body.format.as_str())
                .bind(it.display_at)
                .bind(it.created_at)
                .bind(it.updated_at)
                .bind(it.seq)
                .bind(print_changes(&it.changes))
                .bind(it.deliver_notifications)
                .bind(it.custom_tweet.as_deref())
                .bind(it.tweet_id.as_deref())
                .bind(it.corrected_at),
            )
            .await?;
        if touched == 0 {
            return Err(StoreError::Conflict);
        }
        Ok(())
    }

    /// Removes one update of an incident, which is stored without it afterwards.
    pub async fn delete_update(
        &mut self,
        incident: &IncidentId,
        id: &UpdateId,
    ) -> Result<(), StoreError> {
        let touched = self
            .tx
            .exec(
                q("delete from incident_updates where id = $1 and incident_id = $2")
                    .bind(id.as_str())
                    .bind(incident.as_str()),
            )
            .await?;
        found((touched > 0).then_some(()), "incident_updates", id.as_str())
    }

    /// Removes an incident with all that belongs to it.
    pub async fn delete_incident(&mut self, id: &IncidentId) -> Result<(), StoreError> {
        let touched = self
            .tx
            .exec(q("delete from incidents where id = $1").bind(id.as_str()))
            .await?;
        found((touched > 0).then_some(()), "incidents", id.as_str())
    }
}
