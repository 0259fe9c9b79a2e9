//! What the clock does for a maintenance: one transition, or its reminder, at its moment.

use super::transitions::{Announcement, Trigger};
use crate::app::clock::{Due, Running, StepResult};
use crate::app::{Actor, App, Error};
use crate::domain::happening::MaintenanceHappening;
use crate::domain::{DueTransition, IncidentHead, IncidentId, Job, JobKind, Ts};
use crate::store::Write;

/// Makes the next transition of a maintenance, if it is still due.
pub(in crate::app) struct MakeTransition;

impl Due for MakeTransition {
    fn kind(&self) -> JobKind {
        JobKind::MakeTransition
    }

    fn run<'a>(&'a self, app: &'a App, job: &'a Job) -> Running<'a, StepResult> {
        Box::pin(app.make_transition(job))
    }
}

impl App {
    async fn make_transition(&self, job: &Job) -> Result<StepResult, Error> {
        let now = self.clock.now();
        let mut write = self.store.begin().await?;
        let found = match IncidentId::parse(&job.subject) {
            Some(id) => write.find_head(&id).await?,
            None => None,
        };
        let Some(before) = found else {
            write.delete_job(job.kind, &job.subject).await?;
            write.commit_bookkeeping().await?;
            return Ok(StepResult::NothingDue);
        };
        let Some(step) = before.facts.due(now) else {
            return self.pass_over(write, &before, now).await;
        };
        let who = Actor::clock();
        let mut maintenance = before.clone();
        let announcement = Announcement::default();
        let happening = match step {
            DueTransition::Remind => {
                maintenance.facts.plan.reminded_at = Some(self.clock.now());
                write.update_head(&before, &mut maintenance).await?;
                MaintenanceHappening::Reminded {
                    before: &before,
                    after: &maintenance,
                }
            }
            DueTransition::Start => {
                self.put_in_progress(&mut write, &mut maintenance, announcement, Trigger::Clock)
                    .await?;
                MaintenanceHappening::Started {
                    before: &before,
                    after: &maintenance,
                }
            }
            DueTransition::Finish => {
                self.complete(&mut write, &mut maintenance, announcement, Trigger::Clock)
                    .await?;
                MaintenanceHappening::Finished {
                    before: &before,
                    after: &maintenance,
                }
            }
        };
        self.commit(write, &who, happening).await?;
        Ok(StepResult::Done)
    }

    /// Moves the job of a maintenance that has nothing due to its next moment. A reminder that was missed is passed
    /// over and recorded; in every other case another node was here first.
    async fn pass_over(
        &self,
        mut write: Write,
        maintenance: &IncidentHead,
        now: Ts,
    ) -> Result<StepResult, Error> {
        let facts = &maintenance.facts;
        let due_at = facts.next_due_transition(now).map(|(at, _)| at);
        write.set_due_at(&facts.id, due_at).await?;
        let planned = facts.next_due_transition(facts.created_at);
        let is_missed =
            planned.is_some_and(|(at, step)| step == DueTransition::Remind && at <= now);
        if !is_missed {
            write.commit_bookkeeping().await?;
            return Ok(StepResult::NothingDue);
        }
        let passed = MaintenanceHappening::PassedOver {
            maintenance: &facts.id,
            due_at,
        };
        self.commit(write, &Actor::clock(), passed).await?;
        Ok(StepResult::Done)
    }
}
