//! What the release before this one plans while both run: it knows no jobs, and writes the columns they came from.
//!
//! For one release only. What that release plans anew or moves to an earlier time is found here. What it moves to a
//! later time or takes back leaves a job that finds nothing due; the job is then moved or removed.

use super::rows::JobRow;
use crate::domain::Job;
use crate::store::db::q;
use crate::store::sound::sound;
use crate::store::{Read, StoreError};

/// Reads indexes that hold only what is planned. A job that failed is later on purpose: it was put off.
const UNPLANNED: &str = "
    select planned.kind, planned.subject, planned.due_at, cast(0 as bigint) as tries
      from (select 'make-transition' as kind, id as subject, due_at
              from incidents where due_at is not null
            union all
            select 'announce-occurrences' as kind, id as subject, due_at
              from maintenance_series where due_at is not null
            union all
            select 'publish-draft' as kind, id as subject, publish_at as due_at
              from incident_drafts where publish_at is not null and failure is null) as planned
      left join jobs on jobs.subject = planned.subject and jobs.kind = planned.kind
     where jobs.subject is null or (jobs.due_at > planned.due_at and jobs.tries = 0)
     order by planned.due_at, planned.subject limit 500";

impl Read {
    /// Returns the jobs that are missing, or later than what is planned; what is due first comes first. At most 500.
    pub async fn list_missing_jobs(&mut self) -> Result<Vec<Job>, StoreError> {
        let rows: Vec<JobRow> = self.tx.all(q(UNPLANNED)).await?;
        Ok(sound(rows))
    }
}
