//! Incidents that nobody has published yet: the fields of a form, kept as they were typed.

use crate::domain::{DraftId, JobKind, Ts, UserId};
use crate::store::db::q;
use crate::store::error::{found, maker, stored};
use crate::store::sound::sound;
use crate::store::{Read, StoreError, Write};

/// A draft of an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What lists show of it.
    pub line: DraftLine,
    /// The form's fields: a JSON list of pairs.
    pub fields: String,
    /// The incident that it publishes at its minute: a JSON object.
    pub plan: Option<String>,
    /// The person who planned it; `None` for the command line, and where nobody did.
    pub maker: Option<UserId>,
}

/// What lists show of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftLine {
    /// Its id.
    pub id: DraftId,
    /// The name typed so far.
    pub name: String,
    /// Who wrote it.
    pub created_by: String,
    /// When it was first saved.
    pub created_at: Ts,
    /// When it was last saved.
    pub updated_at: Ts,
    /// The minute at which it publishes itself.
    pub publish_at: Option<Ts>,
    /// Why it could not be published at its minute.
    pub failure: Option<String>,
}

impl DraftLine {
    /// Returns when it publishes itself; `None` when it does not, or could not.
    pub fn due_at(&self) -> Option<Ts> {
        self.publish_at.filter(|_| self.failure.is_none())
    }
}

/// What is due of a draft.
const JOB: JobKind = JobKind::PublishDraft;

#[derive(sqlx_macros::FromRow)]
struct LineRow {
    id: String,
    name: String,
    created_by: String,
    created_at: Ts,
    updated_at: Ts,
    publish_at: Option<Ts>,
    failure: Option<String>,
}

impl TryFrom<LineRow> for DraftLine {
    type Error = StoreError;

    fn try_from(row: LineRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: stored(DraftId::parse(&row.id), "incident_drafts", "id", &row.id)?,
            name: row.name,
            created_by: row.created_by,
            created_at: row.created_at,
            updated_at: row.updated_at,
            publish_at: row.publish_at,
            failure: row.failure,
        })
    }
}

#[derive(sqlx_macros::FromRow)]
struct DraftRow {
    #[sqlx(flatten)]
    line: LineRow,
    fields: String,
    plan: Option<String>,
    maker_id: Option<String>,
}

impl Read {
    /// Returns every draft, the one saved last first. At most 200.
    pub async fn list_drafts(&mut self) -> Result<Vec<DraftLine>, StoreError> {
        let rows: Vec<LineRow> = self
            .tx
            .all(q(
                "select id, name, created_by, created_at, updated_at, publish_at, failure
                   from incident_drafts order by updated_at desc, id limit 200",
            ))
            .await?;
        Ok(sound(rows))
    }

    /// Returns a draft.
    pub async fn get_draft(&mut self, id: &DraftId) -> Result<Draft, StoreError> {
        found(self.find_draft(id).await?, "incident_drafts", id.as_str())
    }

    /// Returns a draft, unless it was published or deleted.
    pub async fn find_draft(&mut self, id: &DraftId) -> Result<Option<Draft>, StoreError> {
        let row: Option<DraftRow> = self
            .tx
            .optional(
                q(
                    "select id, name, created_by, created_at, updated_at, publish_at, failure, fields, plan,
                          maker_id
                       from incident_drafts where id = $1",
                )
                .bind(id.as_str()),
            )
            .await?;
        row.map(|row| {
            Ok(Draft {
                maker: maker(row.maker_id.as_deref(), "incident_drafts", id.as_str())?,
                line: row.line.try_into()?,
                fields: row.fields,
                plan: row.plan,
            })
        })
        .transpose()
    }
}

impl Write {
    /// Stores a draft, or its new state when it is stored already, and its job.
    pub async fn save_draft(&mut self, it: &Draft) -> Result<(), StoreError> {
        #[derive(sqlx_macros::FromRow)]
        struct JobRow {
            job_due_at: Option<Ts>,
        }
        let line = &it.line;
        let job: Option<JobRow> = self
            .tx
            .optional(
                q(
                    "insert into incident_drafts (id, name, fields, created_by, created_at,
                                                updated_at, publish_at, plan, failure, maker_id)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                   on conflict (id) do update
                      set name = excluded.name, fields = excluded.fields,
                          updated_at = excluded.updated_at, publish_at = excluded.publish_at,
                          plan = excluded.plan, failure = excluded.failure,
                          maker_id = excluded.maker_id
                   returning (select due_at from jobs where subject = $1 and kind = $11)
                             as job_due_at",
                )
                .bind(line.id.as_str())
                .bind(line.name.as_str())
                .bind(it.fields.as_str())
                .bind(line.created_by.as_str())
                .bind(line.created_at)
                .bind(line.updated_at)
                .bind(line.publish_at)
                .bind(it.plan.as_deref())
                .bind(line.failure.as_deref())
                .bind(it.maker.as_ref().map(UserId::as_str))
                .bind(JOB.as_str()),
            )
            .await?;
        let was_due_at = job.and_then(|job| job.job_due_at);
        self.move_job(JOB, line.id.as_str(), was_due_at, line.due_at())
            .await
    }

    /// Gives up what somebody planned and what is still to come, and says why. Returns how many there were.
    pub async fn fail_plans_of(
        &mut self,
        maker: &UserId,
        why: &str,
        at: Ts,
    ) -> Result<u64, StoreError> {
        let failed = self
            .tx
            .exec(
                q("update incident_drafts set failure = $2, updated_at = $3
                    where maker_id = $1 and publish_at is not null and failure is null")
                .bind(maker.as_str())
                .bind(why)
                .bind(at),
            )
            .await?;
        if failed > 0 {
            let jobs = q("delete from jobs where kind = $1 and subject in
                       (select id from incident_drafts
                         where maker_id = $2 and failure is not null)");
            self.tx
                .exec(jobs.bind(JOB.as_str()).bind(maker.as_str()))
                .await?;
        }
        Ok(failed)
    }

    /// Removes a draft and its job. Returns how many there were.
    pub async fn delete_draft(&mut self, id: &DraftId) -> Result<u64, StoreError> {
        #[derive(sqlx_macros::FromRow)]
        struct GoneRow {
            publish_at: Option<Ts>,
        }
        let gone: Option<GoneRow> = self
            .tx
            .optional(
                q("delete from incident_drafts where id = $1 returning publish_at")
                    .bind(id.as_str()),
            )
            .await?;
        let Some(gone) = gone else {
            return Ok(0);
        };
        self.move_job(JOB, id.as_str(), gone.publish_at, None)
            .await?;
        Ok(1)
    }
}
