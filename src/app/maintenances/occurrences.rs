//! What the clock does for a series: it announces the next occurrences.

use super::series::next_of;
use crate::app::clock::{Due, Running, StepResult};
use crate::app::{Actor, App, Error, access};
use crate::domain::happening::{MaintenanceHappening, SeriesEnd};
use crate::domain::{Job, JobKind, Permission, Series, SeriesId};
use crate::store::Write;

/// Why a series ended by itself, in the audit log.
const MAKER_GONE: &str = "whoever made it may not plan maintenance any more";

/// Announces the occurrences of a series that are due.
pub(in crate::app) struct AnnounceOccurrences;

impl Due for AnnounceOccurrences {
    fn kind(&self) -> JobKind {
        JobKind::AnnounceOccurrences
    }

    fn run<'a>(&'a self, app: &'a App, job: &'a Job) -> Running<'a, StepResult> {
        Box::pin(app.announce_occurrences(job))
    }
}

impl App {
    async fn announce_occurrences(&self, job: &Job) -> Result<StepResult, Error> {
        let now = self.clock.now();
        let who = Actor::clock();
        // The rule is walked before the write begins: nobody waits for it.
        let id = SeriesId::parse(&job.subject);
        let before = match &id {
            Some(id) => self.store.read().await?.find_series(id).await?,
            None => None,
        };
        let next = match &before {
            Some(series) if series.due_at.is_some() => next_of(series, now)?,
            _ => Vec::new(),
        };
        let mut write = self.store.begin().await?;
        let series = match &id {
            Some(id) => write.find_series(id).await?,
            None => None,
        };
        if series != before {
            // Somebody changed it meanwhile; the job is found again if it is still due.
            return Ok(StepResult::NothingDue);
        }
        let Some(mut series) = series.filter(|one| one.due_at.is_some_and(|at| at <= now)) else {
            return follow(write, job, before).await;
        };
        if !access::may_still(
            &mut write,
            series.maker.as_ref(),
            Permission::RunMaintenance,
        )
        .await?
        {
            series.ended_at = Some(now);
            series.due_at = None;
            write.save_series(&series).await?;
            let ended = MaintenanceHappening::SeriesEnded {
                series: &series,
                how: SeriesEnd::ByItself { why: MAKER_GONE },
            };
            self.commit(write, &who, ended).await?;
            return Ok(StepResult::Done);
        }
        let made = self.top_up(&mut write, &mut series, next).await?;
        write.save_series(&series).await?;
        let announced = MaintenanceHappening::SeriesAnnounced {
            series: &series,
            occurrences: made,
        };
        self.commit(write, &who, announced).await?;
        Ok(StepResult::Done)
    }
}

/// Moves the job of a series that has nothing due to its next moment, or removes it.
async fn follow(mut write: Write, job: &Job, series: Option<Series>) -> Result<StepResult, Error> {
    let next = series.and_then(|one| one.due_at);
    write
        .move_job(job.kind, &job.subject, Some(job.due_at), next)
        .await?;
    write.commit_bookkeeping().await?;
    Ok(StepResult::NothingDue)
}
