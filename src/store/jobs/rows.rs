//! Jobs as they are stored: found when due, set, moved, removed, put off.

use crate::domain::{Job, JobKind, Ts};
use crate::store::db::q;
use crate::store::error::stored;
use crate::store::{Read, Store, StoreError, Write};

#[derive(sqlx_macros::FromRow)]
pub(super) struct JobRow {
    kind: String,
    subject: String,
    due_at: Ts,
    tries: i64,
}

impl TryFrom<JobRow> for Job {
    type Error = StoreError;

    fn try_from(row: JobRow) -> Result<Self, StoreError> {
        Ok(Self {
            kind: stored(JobKind::parse(&row.kind), "jobs", "kind", &row.subject)?,
            subject: row.subject,
            due_at: row.due_at,
            tries: row.tries,
        })
    }
}

impl Store {
    /// Returns the job of some kinds that is due first, in the future or not. One short query over an index.
    pub async fn find_next_job(&self, kinds: &[JobKind]) -> Result<Option<Job>, StoreError> {
        let first = q(
            "select kind, subject, due_at, tries from jobs where kind in ({ids})
                        order by due_at, kind, subject limit 1",
        )
        .push_in(kinds.iter().map(|kind| kind.as_str()));
        let rows: Vec<JobRow> = self.db.all(first).await?;
        rows.into_iter().next().map(TryInto::try_into).transpose()
    }
}

impl Read {
    /// Returns the job of a kind and subject.
    pub async fn find_job(
        &mut self,
        kind: JobKind,
        subject: &str,
    ) -> Result<Option<Job>, StoreError> {
        let row: Option<JobRow> = self
            .tx
            .optional(
                q("select kind, subject, due_at, tries from jobs
                    where subject = $1 and kind = $2")
                .bind(subject)
                .bind(kind.as_str()),
            )
            .await?;
        row.map(TryInto::try_into).transpose()
    }
}

impl Write {
    /// Plans a job, or moves it. Failures before are forgotten.
    pub async fn set_job(
        &mut self,
        kind: JobKind,
        subject: &str,
        due_at: Ts,
    ) -> Result<(), StoreError> {
        self.tx
            .exec(
                q(
                    "insert into jobs (kind, subject, due_at) values ($1, $2, $3)
                   on conflict (subject, kind) do update
                      set due_at = excluded.due_at, tries = 0",
                )
                .bind(kind.as_str())
                .bind(subject)
                .bind(due_at),
            )
            .await?;
        Ok(())
    }

    /// Removes a job, if there is one.
    pub async fn delete_job(&mut self, kind: JobKind, subject: &str) -> Result<(), StoreError> {
        self.tx
            .exec(
                q("delete from jobs where subject = $1 and kind = $2")
                    .bind(subject)
                    .bind(kind.as_str()),
            )
            .await?;
        Ok(())
    }

    /// Plans, moves or removes a job whose moment was another; does nothing when it was the same.
    pub async fn move_job(
        &mut self,
        kind: JobKind,
        subject: &str,
        was: Option<Ts>,
        is: Option<Ts>,
    ) -> Result<(), StoreError> {
        match is {
            _ if is == was => Ok(()),
            Some(due_at) => self.set_job(kind, subject, due_at).await,
            None => self.delete_job(kind, subject).await,
        }
    }

    /// Puts off a job that failed once more. Returns whether it did: not when the job was moved, removed or put off
    /// meanwhile.
    pub async fn put_job_off(&mut self, job: &Job, until: Ts) -> Result<bool, StoreError> {
        let touched = self
            .tx
            .exec(
                q("update jobs set due_at = $5, tries = tries + 1
                    where subject = $1 and kind = $2 and due_at = $3 and tries = $4")
                .bind(job.subject.as_str())
                .bind(job.kind.as_str())
                .bind(job.due_at)
                .bind(job.tries)
                .bind(until),
            )
            .await?;
        Ok(touched > 0)
    }
}
