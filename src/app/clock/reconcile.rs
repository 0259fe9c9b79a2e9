//! Finds what the release before this one plans without a job while both run. The release after this one can drop it
//! (migrations/README.md).

use std::time::Duration;

use super::due::Running;
use super::routine::Routine;
use crate::app::{App, Error};

/// How often it looks. The other release does by itself what is due sooner, as long as it runs.
const LOOK: Duration = Duration::from_secs(10);

/// Plans a job for everything that is planned without one.
pub(in crate::app) struct Reconcile;

impl Routine for Reconcile {
    fn name(&self) -> &'static str {
        "reconcile jobs"
    }

    fn every(&self) -> Duration {
        LOOK
    }

    fn run<'a>(&'a self, app: &'a App) -> Running<'a, ()> {
        Box::pin(async { app.reconcile_jobs().await.map(drop) })
    }
}

impl App {
    /// Plans a job for everything that is planned without one, and returns how many. With nothing missing it costs
    /// one read.
    pub async fn reconcile_jobs(&self) -> Result<usize, Error> {
        let missing = self.store.read().await?.list_missing_jobs().await?;
        if missing.is_empty() {
            return Ok(0);
        }
        let mut write = self.store.begin().await?;
        let missing = write.list_missing_jobs().await?;
        for job in &missing {
            write.set_job(job.kind, &job.subject, job.due_at).await?;
        }
        write.commit_bookkeeping().await?;
        tracing::info!(jobs = missing.len(), "planned what another release left");
        Ok(missing.len())
    }
}
