//! The deed of cutting what the audit log has kept long enough, and its job.

use crate::app::clock::{Due, Running, StepResult};
use crate::app::{Actor, App, Error};
use crate::domain::audit::entry::kept_since;
use crate::domain::happening::AuditHappening;
use crate::domain::{Job, JobKind, Ts};
use crate::store::Write;

/// Most entries of one transaction: nobody waits long for it.
const CUT_MOST: u32 = 5_000;

/// How long until the log is looked at again, in seconds: a day.
const PAUSE_SECS: i64 = 24 * 60 * 60;

/// How long until the next part is cut, in seconds: others write in between.
const PART_PAUSE_SECS: i64 = 1;

/// Cuts the audit log once a day, whichever node comes first.
pub(in crate::app) struct CutAuditLog;

impl Due for CutAuditLog {
    fn kind(&self) -> JobKind {
        JobKind::CutAuditLog
    }

    fn periodic_subject(&self) -> Option<&'static str> {
        Some("audit")
    }

    fn run<'a>(&'a self, app: &'a App, job: &'a Job) -> Running<'a, StepResult> {
        Box::pin(app.cut_by_clock(job))
    }
}

/// Where the log is cut: what was entered before an instant goes.
#[derive(Clone, Copy)]
struct Cut {
    before: Ts,
    /// The number of the first entry that stays.
    first: i64,
}

impl App {
    /// Removes the entries that are older than the settings keep them, a part at a time, and returns how many. An
    /// entry of the log says how many each part removed.
    pub async fn cut_audit_log(&self) -> Result<u64, Error> {
        let Some(cut) = self.find_cut().await? else {
            return Ok(0);
        };
        let mut entries = 0;
        loop {
            let mut write = self.store.begin().await?;
            let part = write.cut_audit(cut.first, CUT_MOST).await?;
            if part == 0 {
                return Ok(entries);
            }
            entries += part;
            self.commit_cut(write, cut, part).await?;
        }
    }

    /// Cuts one part. The job is due again in a second while more may be left, else tomorrow.
    async fn cut_by_clock(&self, job: &Job) -> Result<StepResult, Error> {
        // Looked up before the write begins: nobody waits for it.
        let cut = self.find_cut().await?;
        let mut write = self.store.begin().await?;
        if write.find_job(job.kind, &job.subject).await?.as_ref() != Some(job) {
            return Ok(StepResult::NothingDue);
        }
        let part = match cut {
            Some(cut) => write.cut_audit(cut.first, CUT_MOST).await?,
            None => 0,
        };
        let pause_secs = if part < u64::from(CUT_MOST) {
            PAUSE_SECS
        } else {
            PART_PAUSE_SECS
        };
        let next = self.clock.now().plus_secs(pause_secs);
        write.set_job(job.kind, &job.subject, next).await?;
        if let Some(cut) = cut.filter(|_| part > 0) {
            self.commit_cut(write, cut, part).await?;
            Ok(StepResult::Done)
        } else {
            write.commit_bookkeeping().await?;
            Ok(StepResult::NothingDue)
        }
    }

    /// Returns where the log is to be cut; `None` when it is kept for ever.
    async fn find_cut(&self) -> Result<Option<Cut>, Error> {
        let mut read = self.store.read().await?;
        let years = read.get_page().await?.settings.audit_years;
        let Some(before) = kept_since(years, self.clock.now()) else {
            return Ok(None);
        };
        // If no entry is that young, nothing is cut: numbers go on from the newest entry.
        let first = read.first_audit_since(before).await?;
        Ok(first.map(|first| Cut { before, first }))
    }

    async fn commit_cut(&self, mut write: Write, cut: Cut, entries: u64) -> Result<(), Error> {
        let page = write.get_page().await?.id;
        let shortened = AuditHappening::Cut {
            page: &page,
            entries,
            before: cut.before,
        };
        self.commit(write, &Actor::clock(), shortened).await
    }
}
