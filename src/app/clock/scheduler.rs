//! What happens by itself at its moment: one place that asks what is due and does it.
//!
//! Every step is a transaction of its own that reads again, under the write lock, what it is about. So of
//! two nodes, or after a restart, one does it and the others find it done.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::sync::watch;

use crate::app::maintenances::{Hand, Said};
use crate::app::{Actor, App, Error};
use crate::domain::{IncidentId, Step, Ts};

/// How often the clock looks what is due.
const TICK: Duration = Duration::from_secs(1);

/// How often it stores which sessions and tokens were seen.
const SIGHTINGS: Duration = Duration::from_secs(10);

/// How often it looks whether the audit log holds what was kept long enough.
const LOG_LOOKS: Duration = Duration::from_hours(24);

/// Most rounds in one run; each does something, so only a fault of ours comes near.
const ROUNDS_MOST: usize = 1_000;

/// What one round over all that is due did.
#[derive(Default)]
pub(in crate::app) struct Round {
    done: usize,
    failed: Option<Error>,
}

impl Round {
    /// Counts one step. One that fails does not keep the others from being done.
    ///
    /// # Errors
    /// The database is away, so that nothing else can be done either.
    pub(in crate::app) fn note(
        &mut self,
        subject: &str,
        step: Result<bool, Error>,
    ) -> Result<(), Error> {
        match step {
            Ok(did) => self.done += usize::from(did),
            Err(error @ Error::Unavailable(_)) => return Err(error),
            Err(error) => {
                tracing::debug!(%error, subject, "what is due could not be done");
                self.failed.get_or_insert(error);
            }
        }
        Ok(())
    }
}

impl App {
    /// Does everything that is due now and returns how many steps that were. What was slept over is done
    /// in its order. With nothing due it costs one short query.
    ///
    /// # Errors
    /// The first thing that could not be done, after all the others were.
    pub async fn run_due(&self) -> Result<usize, Error> {
        let who = Actor::clock();
        let mut done = 0;
        for _ in 0..ROUNDS_MOST {
            let next = self.store.find_next_due_at().await?;
            if next.is_none_or(|at| at > self.clock.now()) {
                break;
            }
            let mut round = Round::default();
            // Every kind of thing that is due at its moment; `find_next_due_at` knows of each.
            self.top_up_series(&who, &mut round).await?;
            self.advance_maintenances(&who, &mut round).await?;
            self.publish_due_drafts(&who, &mut round).await?;
            done += round.done;
            match (round.done, round.failed) {
                (0, None) => break,
                (0, Some(error)) => return Err(error),
                _ => {}
            }
        }
        Ok(done)
    }

    /// Runs what is due, at once and then every second, until `stop` turns true. An outage is told once.
    pub async fn keep_time(self, mut stop: watch::Receiver<bool>) {
        let mut is_failing = false;
        let mut stored = Instant::now();
        let mut looked_at_log = None;
        loop {
            let app = self.clone();
            match self.workers.drive(async move { app.run_due().await }).await {
                Ok(_) if is_failing => {
                    tracing::warn!("what is planned goes on by itself again");
                    is_failing = false;
                }
                Ok(_) => {}
                Err(error) if is_failing => {
                    tracing::debug!(%error, "what is planned still waits");
                }
                Err(error) => {
                    tracing::error!(%error, "what is planned waits and is tried again every second");
                    is_failing = true;
                }
            }
            // An error means that nobody is left to say stop, which is a stop too.
            let stopped = tokio::time::timeout(TICK, stop.wait_for(|stop| *stop));
            let is_over = stopped.await.is_ok();
            if is_over || stored.elapsed() >= SIGHTINGS {
                stored = Instant::now();
                let app = self.clone();
                let storing = self
                    .workers
                    .drive(async move { app.store_sightings().await });
                if let Err(error) = storing.await {
                    tracing::warn!(%error, "who was seen could not be noted");
                }
            }
            if looked_at_log.is_none_or(|at: Instant| at.elapsed() >= LOG_LOOKS) {
                looked_at_log = Some(Instant::now());
                let app = self.clone();
                let cutting = self.workers.drive(async move { app.cut_audit_log().await });
                if let Err(error) = cutting.await {
                    tracing::warn!(%error, "the audit log could not be cut");
                }
            }
            if is_over {
                return;
            }
        }
    }

    async fn advance_maintenances(&self, who: &Actor, round: &mut Round) -> Result<(), Error> {
        let now = self.clock.now();
        let due = self.store.read().await?.list_due_incidents(now).await?;
        for id in due {
            round.note(id.as_str(), self.advance(who, &id, now).await)?;
        }
        Ok(())
    }

    /// Takes the next step of one maintenance, if it is still due.
    async fn advance(&self, who: &Actor, id: &IncidentId, now: Ts) -> Result<bool, Error> {
        let mut write = self.store.begin().await?;
        let Some(before) = write.find_head(id).await? else {
            return Ok(false);
        };
        let mut it = before.clone();
        let Some(step) = it.facts.due(now) else {
            // Another node did it, or it is not to be done any more: a reminder that was slept over.
            if !write.list_due_incidents(now).await?.contains(id) {
                return Ok(false);
            }
            let next = it.facts.next_step(now).map(|(at, _)| at);
            write.set_due_at(id, next).await?;
            let detail = json!({ "due_at": next.map(Ts::micros) });
            self.commit(write, who, "maintenance.pass_over", id.as_str(), detail)
                .await?;
            return Ok(true);
        };
        let said = Said::default();
        let action = match step {
            Step::Remind => {
                it.facts.plan.reminded_at = Some(self.clock.now());
                write.update_head(&before, &mut it).await?;
                "maintenance.remind"
            }
            Step::Start => {
                self.put_in_progress(&mut write, &mut it, said, Hand::Clock)
                    .await?;
                "maintenance.start"
            }
            Step::Finish => {
                self.complete(&mut write, &mut it, said, Hand::Clock)
                    .await?;
                "maintenance.finish"
            }
        };
        self.commit_step(write, who, action, &before, &it).await?;
        Ok(true)
    }
}
