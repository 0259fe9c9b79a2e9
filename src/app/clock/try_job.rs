//! One try of a job, and what becomes of it when it fails.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;

use super::due::{Due, StepResult};
use crate::app::{App, Error};
use crate::domain::{Job, JobKind};

const DONE: &str = "candor_jobs_done_total";
const FAILED: &str = "candor_jobs_failed_total";

/// Says what the metrics mean, and starts them.
pub(super) fn describe_metrics(all: &[&dyn Due]) {
    metrics::describe_counter!(DONE, "Steps that were taken by the clock");
    metrics::describe_counter!(
        FAILED,
        "Steps that failed and are tried again after a growing pause"
    );
    for due in all {
        metrics::counter!(DONE, "kind" => due.kind().as_str()).increment(0);
        metrics::counter!(FAILED, "kind" => due.kind().as_str()).increment(0);
    }
}

/// Counts a step that was taken.
pub(super) fn count_done(kind: JobKind) {
    metrics::counter!(DONE, "kind" => kind.as_str()).increment(1);
}

/// Takes the step of a job. A panic is a failure of this job alone.
pub(super) async fn run(due: &dyn Due, app: &App, job: &Job) -> Result<StepResult, Error> {
    let mut running = due.run(app, job);
    std::future::poll_fn(|context| {
        // What it held is dropped with it, and its transaction is rolled back.
        let polled = catch_unwind(AssertUnwindSafe(|| running.as_mut().poll(context)));
        polled.unwrap_or_else(|_| Poll::Ready(Err(Error::internal(&"it panicked"))))
    })
    .await
}

impl App {
    /// Puts a job off that failed; each further failure doubles the pause.
    ///
    /// # Errors
    /// The database takes no writes.
    pub(super) async fn put_off(&self, job: &Job, error: &Error) -> Result<(), Error> {
        let pause_secs = job.pause_secs();
        let mut write = self.store.begin().await?;
        let until = self.clock.now().plus_secs(pause_secs);
        if !write.put_job_off(job, until).await? {
            return Ok(());
        }
        write.commit_bookkeeping().await?;
        metrics::counter!(FAILED, "kind" => job.kind.as_str()).increment(1);
        tracing::error!(
            %error,
            job = job.kind.as_str(),
            subject = job.subject,
            tries = job.tries + 1,
            pause_secs,
            "what is due could not be done and is tried again after a pause"
        );
        Ok(())
    }
}
