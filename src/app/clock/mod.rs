//! What happens by itself: jobs at their moment, routines at intervals.
//!
//! A job is a row that the deed which makes something due writes in its own transaction. A topic says with [`Due`] what
//! a kind of job does. The clock knows no topic: it is handed the list of kinds (`app/jobs.rs`).

mod due;
mod periodic;
mod reconcile;
mod routine;
mod scheduler;
mod try_job;

pub(super) use due::{Due, Running, StepResult};
pub(super) use periodic::SeedPeriodic;
pub(super) use reconcile::Reconcile;
pub(super) use routine::Routine;
pub(super) use scheduler::Scheduler;
