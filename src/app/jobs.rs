//! What the clock does: one line for each kind of job and each routine.

use super::access::StoreSightings;
use super::audit::CutAuditLog;
use super::clock::{Reconcile, Scheduler, SeedPeriodic};
use super::incidents::PublishDraft;
use super::maintenances::{AnnounceOccurrences, MakeTransition};
use super::page::KeepAssets;

/// Every kind of job, and every routine in the order in which they run.
pub(super) const SCHEDULER: Scheduler = Scheduler {
    due: &[
        &AnnounceOccurrences,
        &CutAuditLog,
        &MakeTransition,
        &PublishDraft,
    ],
    routines: &[&SeedPeriodic, &Reconcile, &StoreSightings, &KeepAssets],
};

#[cfg(test)]
mod tests {
    use crate::domain::JobKind;

    use super::*;

    #[test]
    fn every_kind_of_job_is_listed_once() {
        for kind in JobKind::ALL {
            let listed = SCHEDULER.due.iter().filter(|one| one.kind() == *kind);
            assert_eq!(listed.count(), 1, "{kind}");
        }
    }
}
