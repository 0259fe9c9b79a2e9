//! What each process does for itself at intervals.

use std::time::{Duration, Instant};

use super::due::Running;
use crate::app::App;

/// Something that each process does for itself at intervals. Nothing in the database says when.
pub(in crate::app) trait Routine: Sync {
    /// Returns what the log calls it.
    fn name(&self) -> &'static str;

    /// Returns how often it runs; the first time at the start.
    fn every(&self) -> Duration;

    /// Says whether it runs once more when the process stops.
    fn runs_at_stop(&self) -> bool {
        false
    }

    /// Runs it once.
    ///
    /// # Errors
    /// The error is logged, and the routine runs again at its next time.
    fn run<'a>(&'a self, app: &'a App) -> Running<'a, ()>;
}

/// When each routine ran last.
pub(super) struct Routines(Vec<(&'static dyn Routine, Option<Instant>)>);

impl Routines {
    pub(super) fn new(all: &[&'static dyn Routine]) -> Self {
        Self(all.iter().map(|one| (*one, None)).collect())
    }

    /// Runs those whose time has come.
    pub(super) async fn run_due(&mut self, app: &App) {
        for (routine, ran_at) in &mut self.0 {
            if ran_at.is_none_or(|at| at.elapsed() >= routine.every()) {
                *ran_at = Some(Instant::now());
                run(*routine, app).await;
            }
        }
    }

    /// Runs those that run when the process stops.
    pub(super) async fn run_at_stop(&self, app: &App) {
        for (routine, _) in &self.0 {
            if routine.runs_at_stop() {
                run(*routine, app).await;
            }
        }
    }
}

async fn run(routine: &'static dyn Routine, app: &App) {
    let its = app.clone();
    let running = app.workers.drive(async move { routine.run(&its).await });
    if let Err(error) = running.await {
        tracing::warn!(%error, routine = routine.name(), "a routine failed and runs again at its next time");
    }
}
