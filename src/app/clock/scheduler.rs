//! Runs what is due: missed steps run late, oldest first.

use std::time::Duration;

use tokio::sync::watch;

use super::due::{Due, StepResult};
use super::routine::{Routine, Routines};
use super::try_job;
use crate::app::{App, Error};
use crate::domain::{Job, JobKind, Ts};

/// The longest sleep: other nodes plan too.
const TICK: Duration = Duration::from_secs(1);

/// Most jobs of one run; the next run goes on.
const JOBS_MOST: usize = 1_000;

/// How often in a row a job may be found as it was, before that counts as a failure.
const SAME_MOST: usize = 3;

/// What the clock does: the kinds of jobs and the routines of the topics.
#[derive(Clone, Copy)]
pub(in crate::app) struct Scheduler {
    /// The kinds of jobs. Those of other kinds are left alone: a newer program planned them.
    pub(in crate::app) due: &'static [&'static dyn Due],
    /// What each process does at intervals.
    pub(in crate::app) routines: &'static [&'static dyn Routine],
}

impl Scheduler {
    fn kinds(self) -> Vec<JobKind> {
        self.due.iter().map(|one| one.kind()).collect()
    }

    fn find(self, kind: JobKind) -> Option<&'static dyn Due> {
        self.due.iter().copied().find(|one| one.kind() == kind)
    }
}

/// What one run did.
#[derive(Debug, Default)]
struct Run {
    /// Steps that were taken.
    done: usize,
    /// When the next job is due.
    next_at: Option<Ts>,
}

/// A job that is found again and again as it was.
#[derive(Default)]
struct Same {
    job: Option<Job>,
    times: usize,
}

impl Same {
    /// Returns how often in a row a job was found as it is.
    fn count(&mut self, job: &Job) -> usize {
        if self.job.as_ref() == Some(job) {
            self.times += 1;
        } else {
            self.job = Some(job.clone());
            self.times = 1;
        }
        self.times
    }
}

impl App {
    /// Takes every step that is due now, oldest first, and returns how many that were. With nothing due it costs one
    /// short query. A step that fails is put off and keeps no other from being taken.
    ///
    /// # Errors
    /// The database is away.
    pub async fn run_due(&self) -> Result<usize, Error> {
        Ok(self.run_jobs().await?.done)
    }

    async fn run_jobs(&self) -> Result<Run, Error> {
        let kinds = self.scheduler.kinds();
        let mut run = Run::default();
        let mut same = Same::default();
        for _ in 0..JOBS_MOST {
            let next = self.store.find_next_job(&kinds).await?;
            run.next_at = next.as_ref().map(|job| job.due_at);
            let now = self.clock.now();
            let Some(job) = next.filter(|job| job.due_at <= now) else {
                break;
            };
            let Some(due) = self.scheduler.find(job.kind) else {
                return Err(Error::internal(&"a job of a kind that was not asked for"));
            };
            let outcome = if same.count(&job) > SAME_MOST {
                Err(Error::internal(&"its step leaves the job as it was"))
            } else {
                try_job::run(due, self, &job).await
            };
            match outcome {
                Ok(StepResult::Done) => {
                    try_job::count_done(job.kind);
                    run.done += 1;
                }
                Ok(StepResult::NothingDue) => {}
                Err(error @ Error::Unavailable(_)) => return Err(error),
                Err(error) => self.put_off(&job, &error).await?,
            }
        }
        Ok(run)
    }

    /// Runs what is due until `stop` turns true: at its moment, and what others plan within a second. An outage is
    /// logged once.
    pub async fn keep_time(self, mut stop: watch::Receiver<bool>) {
        try_job::describe_metrics(self.scheduler.due);
        let mut routines = Routines::new(self.scheduler.routines);
        let mut is_failing = false;
        loop {
            routines.run_due(&self).await;
            let app = self.clone();
            let ran = self
                .workers
                .drive(async move { app.run_jobs().await })
                .await;
            let sleep = match ran {
                Ok(run) => {
                    if is_failing {
                        tracing::warn!("what is planned goes on by itself again");
                    }
                    is_failing = false;
                    self.until(run.next_at)
                }
                Err(error) => {
                    if is_failing {
                        tracing::debug!(%error, "what is planned still waits");
                    } else {
                        tracing::error!(%error, "what is planned waits and is tried again every second");
                    }
                    is_failing = true;
                    TICK
                }
            };
            // An error means that nobody is left who could stop it, so it stops too.
            let stopped = tokio::time::timeout(sleep, stop.wait_for(|stop| *stop));
            if stopped.await.is_ok() {
                routines.run_at_stop(&self).await;
                return;
            }
        }
    }

    /// Returns how long to sleep until the next job is due, or others may have planned one.
    fn until(&self, next_at: Option<Ts>) -> Duration {
        let micros = next_at.map(|at| at.micros() - self.clock.now().micros());
        let micros = micros.map(|micros| u64::try_from(micros).unwrap_or_default());
        micros.map_or(TICK, |micros| Duration::from_micros(micros).min(TICK))
    }
}
