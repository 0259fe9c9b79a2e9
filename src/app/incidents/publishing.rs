//! What the clock does for a planned draft: it opens the incident.

use super::drafts::seen;
use super::planned;
use crate::app::clock::{Due, Running, StepResult};
use crate::app::{Actor, App, Error, access};
use crate::domain::components::naming;
use crate::domain::happening::IncidentHappening;
use crate::domain::{DraftId, DraftVersion, IncidentDraft, Job, JobKind, Permission};
use crate::i18n;

/// Opens the incident whose minute has come. One that cannot be opened any more stays a draft that says why.
pub(in crate::app) struct PublishDraft;

impl Due for PublishDraft {
    fn kind(&self) -> JobKind {
        JobKind::PublishDraft
    }

    fn run<'a>(&'a self, app: &'a App, job: &'a Job) -> Running<'a, StepResult> {
        Box::pin(app.publish_draft(job))
    }
}

impl App {
    async fn publish_draft(&self, job: &Job) -> Result<StepResult, Error> {
        let (who, now) = (Actor::clock(), self.clock.now());
        let mut read = self.store.read().await?;
        let found = match DraftId::parse(&job.subject) {
            Some(id) => read.find_draft(&id).await?,
            None => None,
        };
        let is_due = |one: &IncidentDraft| one.state.due_at().is_some_and(|at| at <= now);
        let Some(draft) = found.filter(is_due) else {
            drop(read);
            return self.follow_draft(job).await;
        };
        let of = draft.version();
        let may =
            access::may_still(&mut read, draft.state.maker(), Permission::RunIncident).await?;
        if !may {
            drop(read);
            return self.give_up(&who, &of, access::PLANNER_GONE).await;
        }
        let plan = read.find_draft_plan(&of.id).await?;
        let Some(mut new) = plan.as_deref().and_then(planned::parse) else {
            drop(read);
            return self.give_up(&who, &of, "its plan can't be read").await;
        };
        // A promise whose time has passed is dropped.
        new.next_update_by = new.next_update_by.filter(|by| *by > now);
        // Components that were removed meanwhile are left out; the incident is opened all the same.
        let all = read.list_components().await?;
        drop(read);
        new.touches.retain(|touch| naming::has(&all, &touch.id));
        new.draft = Some(of.clone());
        match self.open_incident(&who, new, None).await {
            Ok(_) => Ok(StepResult::Done),
            // Somebody saved, published or deleted it meanwhile; the job is found again if it is still due.
            Err(Error::Stale) => Ok(StepResult::NothingDue),
            // Kept in English with the draft and in the audit log, as everything that the clock writes there.
            Err(Error::Invalid(why)) => {
                let why = why.sentence(i18n::english());
                self.give_up(&who, &of, &why).await
            }
            Err(other) => Err(other),
        }
    }

    async fn give_up(
        &self,
        who: &Actor,
        of: &DraftVersion,
        why: &str,
    ) -> Result<StepResult, Error> {
        let mut write = self.store.begin().await?;
        let draft = match seen(&mut write, of).await {
            Err(Error::Stale) => return Ok(StepResult::NothingDue),
            found => found?,
        };
        write.fail_draft(&draft.id, why).await?;
        let failed = IncidentHappening::DraftFailed {
            draft: &of.id,
            name: &draft.name,
            why,
        };
        self.commit(write, who, failed).await?;
        tracing::warn!(
            draft = of.id.as_str(),
            why,
            "a planned incident was not opened"
        );
        Ok(StepResult::Done)
    }

    /// Moves the job of a draft that has nothing due to its minute, or removes it.
    async fn follow_draft(&self, job: &Job) -> Result<StepResult, Error> {
        let mut write = self.store.begin().await?;
        let draft = match DraftId::parse(&job.subject) {
            Some(id) => write.find_draft(&id).await?,
            None => None,
        };
        let next = draft.and_then(|one| one.state.due_at());
        write
            .move_job(job.kind, &job.subject, Some(job.due_at), next)
            .await?;
        write.commit_bookkeeping().await?;
        Ok(StepResult::NothingDue)
    }
}
