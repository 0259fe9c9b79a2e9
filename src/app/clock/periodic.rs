//! Jobs that come again by themselves: each plans its next time, and the first one is planned here.

use std::time::Duration;

use super::due::Running;
use super::routine::Routine;
use crate::app::{App, Error};

/// How often the clock looks for missing periodic jobs. Only after a restore by hand can one be missing.
const LOOK: Duration = Duration::from_mins(10);

/// Plans every periodic job that is missing.
pub(in crate::app) struct SeedPeriodic;

impl Routine for SeedPeriodic {
    fn name(&self) -> &'static str {
        "seed periodic jobs"
    }

    fn every(&self) -> Duration {
        LOOK
    }

    fn run<'a>(&'a self, app: &'a App) -> Running<'a, ()> {
        Box::pin(app.seed_periodic_jobs())
    }
}

impl App {
    async fn seed_periodic_jobs(&self) -> Result<(), Error> {
        for due in self.scheduler.due {
            let Some(subject) = due.periodic_subject() else {
                continue;
            };
            let mut read = self.store.read().await?;
            let is_planned = read.find_job(due.kind(), subject).await?.is_some();
            drop(read);
            if is_planned {
                continue;
            }
            let mut write = self.store.begin().await?;
            if write.find_job(due.kind(), subject).await?.is_none() {
                let now = self.clock.now();
                write.set_job(due.kind(), subject, now).await?;
                write.commit_bookkeeping().await?;
            }
        }
        Ok(())
    }
}
