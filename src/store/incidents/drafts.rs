//! Incidents that nobody has published yet: the fields of a form, kept as they were typed.

use crate::domain::{DraftId, DraftState, IncidentDraft, JobKind, PersonId, Ts};
use crate::store::db::q;
use crate::store::error::{found, maker, stored};
use crate::store::sound::sound;
use crate::store::{Read, StoreError, Write};

/// The job of a draft.
const JOB: JobKind = JobKind::PublishDraft;

#[derive(sqlx_macros::FromRow)]
struct DraftRow {
    id: String,
    name: String,
    created_by: String,
    created_at: Ts,
    updated_at: Ts,
    publish_at: Option<Ts>,
    failure: Option<String>,
    maker_id: Option<String>,
    revision: i64,
}

impl TryFrom<DraftRow> for IncidentDraft {
    type Error = StoreError;

    fn try_from(row: DraftRow) -> Result<Self, StoreError> {
        let maker = maker(row.maker_id.as_deref(), "incident_drafts", &row.id)?;
        let state = match (row.publish_at, row.failure) {
            (None, None) => DraftState::Saved,
            (Some(publish_at), None) => DraftState::Planned { publish_at, maker },
            // Without a minute: programs before this one could fail a draft that was taken back as its minute came.
            (publish_at, Some(why)) => DraftState::Failed {
                publish_at: publish_at.unwrap_or(row.updated_at),
                maker,
                why,
            },
        };
        Ok(Self {
            id: stored(DraftId::parse(&row.id), "incident_drafts", "id", &row.id)?,
            state,
            name: row.name,
            created_by: row.created_by,
            created_at: row.created_at,
            updated_at: row.updated_at,
            revision: row.revision,
        })
    }
}

#[derive(sqlx_macros::FromRow)]
struct FieldsRow {
    fields: String,
}

#[derive(sqlx_macros::FromRow)]
struct PlanRow {
    plan: Option<String>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, name, created_by, created_at, updated_at, publish_at, failure, maker_id,
                    revision
               from incident_drafts ",
            $rest
        )
    };
}

impl Read {
    /// Returns every draft, the one saved last first. At most 200.
    pub async fn list_drafts(&mut self) -> Result<Vec<IncidentDraft>, StoreError> {
        let rows: Vec<DraftRow> = self
            .tx
            .all(q(select!("order by updated_at desc, id limit 200")))
            .await?;
        Ok(sound(rows))
    }

    /// Returns a draft.
    pub async fn get_draft(&mut self, id: &DraftId) -> Result<IncidentDraft, StoreError> {
        found(self.find_draft(id).await?, "incident_drafts", id.as_str())
    }

    /// Returns a draft, unless it was published or deleted.
    pub async fn find_draft(&mut self, id: &DraftId) -> Result<Option<IncidentDraft>, StoreError> {
        let row: Option<DraftRow> = self
            .tx
            .optional(q(select!("where id = $1")).bind(id.as_str()))
            .await?;
        row.map(IncidentDraft::try_from).transpose()
    }

    /// Returns the fields of a draft's form: a JSON list of pairs.
    pub async fn get_draft_fields(&mut self, id: &DraftId) -> Result<String, StoreError> {
        let fields = q("select fields from incident_drafts where id = $1").bind(id.as_str());
        let row: Option<FieldsRow> = self.tx.optional(fields).await?;
        Ok(found(row, "incident_drafts", id.as_str())?.fields)
    }

    /// Returns the incident that a draft opens at its minute: a JSON object.
    pub async fn find_draft_plan(&mut self, id: &DraftId) -> Result<Option<String>, StoreError> {
        let plan = q("select plan from incident_drafts where id = $1").bind(id.as_str());
        let row: Option<PlanRow> = self.tx.optional(plan).await?;
        Ok(row.and_then(|row| row.plan))
    }
}

impl Write {
    /// Stores a draft with its form's fields and the incident that it opens at its minute, or its new state under its
    /// next revision when it is stored already, and its job.
    pub async fn save_draft(
        &mut self,
        draft: &IncidentDraft,
        fields: &str,
        plan: Option<&str>,
    ) -> Result<(), StoreError> {
        #[derive(sqlx_macros::FromRow)]
        struct JobRow {
            job_due_at: Option<Ts>,
        }
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
                          maker_id = excluded.maker_id, revision = incident_drafts.revision + 1
                   returning (select due_at from jobs where subject = $1 and kind = $11)
                             as job_due_at",
                )
                .bind(draft.id.as_str())
                .bind(draft.name.as_str())
                .bind(fields)
                .bind(draft.created_by.as_str())
                .bind(draft.created_at)
                .bind(draft.updated_at)
                .bind(draft.state.publish_at())
                .bind(plan)
                .bind(draft.state.failure())
                .bind(draft.state.maker().map(PersonId::as_str))
                .bind(JOB.as_str()),
            )
            .await?;
        let was_due_at = job.and_then(|job| job.job_due_at);
        self.move_job(JOB, draft.id.as_str(), was_due_at, draft.state.due_at())
            .await
    }

    /// Gives up a planned draft, says why, and removes its job. Its date of saving stays.
    pub async fn fail_draft(&mut self, id: &DraftId, why: &str) -> Result<(), StoreError> {
        self.tx
            .exec(
                q("update incident_drafts set failure = $2 where id = $1")
                    .bind(id.as_str())
                    .bind(why),
            )
            .await?;
        self.delete_job(JOB, id.as_str()).await
    }

    /// Gives up the drafts that somebody planned and that are still to come, and says why. Returns how many there
    /// were.
    pub async fn fail_plans_of(
        &mut self,
        maker: &PersonId,
        why: &str,
        at: Ts,
    ) -> Result<u64, StoreError> {
        let failed = self
            .tx
            .exec(
                q("update incident_drafts set failure = $2, updated_at = $3, revision = revision + 1
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
