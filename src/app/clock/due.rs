//! What a topic says of a kind of job.

use std::pin::Pin;

use crate::app::{App, Error};
use crate::domain::{Job, JobKind};

/// A job or routine under way.
pub(in crate::app) type Running<'a, T> =
    Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// What came of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum StepResult {
    /// Its step was taken.
    Done,
    /// There was nothing to do, or another node did it.
    NothingDue,
}

/// A kind of job.
pub(in crate::app) trait Due: Sync {
    /// Returns the kind.
    fn kind(&self) -> JobKind;

    /// Returns the subject of the one job that a periodic kind always has; `None` for a kind that deeds plan.
    fn periodic_subject(&self) -> Option<&'static str> {
        None
    }

    /// Takes the step of a job that is due, in one transaction: it looks under the write lock whether the step is
    /// still due, and moves or removes the job with it. So two nodes take it once, and a crash leaves all or nothing.
    ///
    /// A job whose subject is gone, or has nothing due, is moved or removed too.
    ///
    /// # Errors
    /// The step cannot be taken now. The job is tried again after a pause; an outage stops the run.
    fn run<'a>(&'a self, app: &'a App, job: &'a Job) -> Running<'a, StepResult>;
}
