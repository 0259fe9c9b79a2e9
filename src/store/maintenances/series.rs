//! Maintenances that come again and again.

use serde_json::{Value, json};

use crate::domain::{
    ComponentId, Incident, JobKind, MaintenancePlan, Pattern, PersonId, Series, SeriesId, Ts,
};
use crate::store::db::q;
use crate::store::error::{found, maker, stored};
use crate::store::sound::sound;
use crate::store::{Read, StoreError, Write};

const TABLE: &str = "maintenance_series";

/// The job of a series.
const JOB: JobKind = JobKind::AnnounceOccurrences;

#[derive(sqlx_macros::FromRow)]
struct SeriesRow {
    id: String,
    rule: String,
    time_zone: String,
    first_start: String,
    duration_secs: i64,
    template: String,
    maker_id: Option<String>,
    created_at: Ts,
    made_until: Option<Ts>,
    due_at: Option<Ts>,
    ended_at: Option<Ts>,
}

impl TryFrom<SeriesRow> for Series {
    type Error = StoreError;

    fn try_from(row: SeriesRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: stored(SeriesId::parse(&row.id), TABLE, "id", &row.id)?,
            template: stored(parse_template(&row.template), TABLE, "template", &row.id)?,
            maker: maker(row.maker_id.as_deref(), TABLE, &row.id)?,
            rule: row.rule,
            time_zone: row.time_zone,
            first_start: row.first_start,
            duration_secs: row.duration_secs,
            created_at: row.created_at,
            made_until: row.made_until,
            due_at: row.due_at,
            ended_at: row.ended_at,
        })
    }
}

fn print_template(pattern: &Pattern) -> String {
    let ids: Vec<&str> = pattern
        .component_ids
        .iter()
        .map(ComponentId::as_str)
        .collect();
    json!({
        "name": pattern.name,
        "body": pattern.body,
        "component_ids": ids,
        "deliver_notifications": pattern.deliver_notifications,
        "remind_prior": pattern.plan.remind_prior,
        "auto_start": pattern.plan.auto_start,
        "auto_finish": pattern.plan.auto_finish,
        "to_maintenance": pattern.plan.to_maintenance,
        "to_operational": pattern.plan.to_operational,
        "notify_at_start": pattern.plan.notify_at_start,
        "notify_at_end": pattern.plan.notify_at_end,
    })
    .to_string()
}

fn parse_template(text: &str) -> Option<Pattern> {
    let json: Value = serde_json::from_str(text).ok()?;
    let text = |field: &str| json[field].as_str().map(str::to_owned);
    Some(Pattern {
        name: text("name")?,
        body: text("body")?,
        component_ids: json["component_ids"]
            .as_array()?
            .iter()
            .map(|id| id.as_str().and_then(ComponentId::parse))
            .collect::<Option<_>>()?,
        plan: MaintenancePlan {
            remind_prior: json["remind_prior"].as_bool()?,
            auto_start: json["auto_start"].as_bool()?,
            auto_finish: json["auto_finish"].as_bool()?,
            to_maintenance: json["to_maintenance"].as_bool(),
            to_operational: json["to_operational"].as_bool(),
            notify_at_start: json["notify_at_start"].as_bool(),
            notify_at_end: json["notify_at_end"].as_bool(),
            ..MaintenancePlan::default()
        },
        deliver_notifications: json["deliver_notifications"].as_bool()?,
    })
}

impl Read {
    /// Returns the series, the newest first; at most 500.
    pub async fn list_series(&mut self) -> Result<Vec<Series>, StoreError> {
        let rows: Vec<SeriesRow> = self
            .tx
            .all(q(
                "select id, rule, time_zone, first_start, duration_secs, template, created_at,
                           made_until, due_at, ended_at, maker_id
                      from maintenance_series
                     order by created_at desc, id desc limit 500",
            ))
            .await?;
        Ok(sound(rows))
    }

    /// Returns a series.
    pub async fn get_series(&mut self, id: &SeriesId) -> Result<Series, StoreError> {
        found(self.find_series(id).await?, TABLE, id.as_str())
    }

    /// Finds a series.
    pub async fn find_series(&mut self, id: &SeriesId) -> Result<Option<Series>, StoreError> {
        let row: Option<SeriesRow> = self
            .tx
            .optional(
                q(
                    "select id, rule, time_zone, first_start, duration_secs, template, created_at,
                          made_until, due_at, ended_at, maker_id
                     from maintenance_series where id = $1",
                )
                .bind(id.as_str()),
            )
            .await?;
        row.map(TryInto::try_into).transpose()
    }

    /// Returns the occurrences of a series that are not over, the next one first; at most 100.
    pub async fn list_open_occurrences(
        &mut self,
        id: &SeriesId,
    ) -> Result<Vec<Incident>, StoreError> {
        let open = q("select id from incidents where series_id = $1 and is_open
                       order by series_starts_at, id limit 100")
        .bind(id.as_str());
        let ids = self.incident_ids(open).await?;
        self.in_order(&ids).await
    }

    /// Returns the starts of a series' occurrences after an instant, cancelled ones included.
    pub async fn list_occurrence_starts(
        &mut self,
        id: &SeriesId,
        after: Ts,
    ) -> Result<Vec<Ts>, StoreError> {
        #[derive(sqlx_macros::FromRow)]
        struct StartRow {
            starts_at: Ts,
        }
        let rows: Vec<StartRow> = self
            .tx
            .all(
                q("select series_starts_at as starts_at from incidents
                    where series_id = $1 and series_starts_at > $2
                    order by series_starts_at limit 100")
                .bind(id.as_str())
                .bind(after),
            )
            .await?;
        Ok(rows.into_iter().map(|row| row.starts_at).collect())
    }
}

impl Write {
    /// Stores a series, or its new state, and its job.
    pub async fn save_series(&mut self, series: &Series) -> Result<(), StoreError> {
        self.tx
            .exec(
                q(
                    "insert into maintenance_series (id, rule, time_zone, first_start, duration_secs,
                                                   template, created_at, made_until, due_at, ended_at,
                                                   maker_id)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                   on conflict (id) do update
                      set made_until = excluded.made_until, due_at = excluded.due_at,
                          ended_at = excluded.ended_at",
                )
                .bind(series.id.as_str())
                .bind(series.rule.as_str())
                .bind(series.time_zone.as_str())
                .bind(series.first_start.as_str())
                .bind(series.duration_secs)
                .bind(print_template(&series.template))
                .bind(series.created_at)
                .bind(series.made_until)
                .bind(series.due_at)
                .bind(series.ended_at)
                .bind(series.maker.as_ref().map(PersonId::as_str)),
            )
            .await?;
        match series.due_at {
            Some(at) => self.set_job(JOB, series.id.as_str(), at).await,
            None => self.delete_job(JOB, series.id.as_str()).await,
        }
    }

    /// Ends every series that somebody made. Returns how many there were.
    pub async fn end_series_of(&mut self, maker: &PersonId, at: Ts) -> Result<u64, StoreError> {
        let ended = self
            .tx
            .exec(
                q("update maintenance_series set ended_at = $2, due_at = null
                    where maker_id = $1 and ended_at is null")
                .bind(maker.as_str())
                .bind(at),
            )
            .await?;
        if ended > 0 {
            let jobs = q("delete from jobs where kind = $1 and subject in
                       (select id from maintenance_series
                         where maker_id = $2 and ended_at is not null)");
            self.tx
                .exec(jobs.bind(JOB.as_str()).bind(maker.as_str()))
                .await?;
        }
        Ok(ended)
    }
}
