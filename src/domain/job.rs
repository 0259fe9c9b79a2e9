//! What is due by the clock: the kinds of jobs, and one job.

use super::{Ts, text_enum};

text_enum! {
    /// What a job does.
    pub enum JobKind {
        /// Announces the next occurrences of a series of maintenances; its subject is the series.
        AnnounceOccurrences = "announce-occurrences",
        /// Removes from the audit log what was kept long enough; there is one, which comes again every day.
        CutAuditLog = "cut-audit-log",
        /// Makes the next transition of a maintenance; its subject is the maintenance.
        MakeTransition = "make-transition",
        /// Opens the incident of a planned draft; its subject is the draft.
        PublishDraft = "publish-draft",
    }
}

/// What is to be done by the clock: of each kind and subject there is one at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// What it does.
    pub kind: JobKind,
    /// The id of what it is about.
    pub subject: String,
    /// When it is due.
    pub due_at: Ts,
    /// How often it failed since it was planned.
    pub tries: i64,
}

/// The pause after the first failure, in seconds. It doubles with every further one.
const FIRST_PAUSE_SECS: i64 = 5;

/// The longest pause between two tries, in seconds: an hour.
const LONGEST_PAUSE_SECS: i64 = 60 * 60;

impl Job {
    /// Returns for how many seconds the job waits after it failed once more.
    pub fn pause_secs(&self) -> i64 {
        let doublings = u32::try_from(self.tries).unwrap_or(u32::MAX).min(20);
        (FIRST_PAUSE_SECS << doublings).min(LONGEST_PAUSE_SECS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_grows_up_to_an_hour() {
        let pause = |tries| {
            let job = Job {
                kind: JobKind::PublishDraft,
                subject: "d".into(),
                due_at: Ts::from_secs(0),
                tries,
            };
            job.pause_secs()
        };
        assert_eq!([0, 1, 2, 3].map(pause), [5, 10, 20, 40]);
        assert_eq!(
            [9, 10, 20, 1_000, i64::MAX].map(pause),
            [2560, 3600, 3600, 3600, 3600]
        );
    }
}
