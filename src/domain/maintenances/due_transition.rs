//! What the clock does for a maintenance: remind, start, finish, each at its moment and once.

use super::plan::REMIND_SECS;
use crate::domain::{Incident, IncidentKind, Status, Ts};

/// What the clock does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueTransition {
    /// Record that subscribers are reminded.
    Remind,
    /// Put it in progress.
    Start,
    /// Complete it.
    Finish,
}

impl Incident {
    /// Says that it was cancelled before it began.
    pub const fn is_cancelled(&self) -> bool {
        matches!(self.status, Status::Completed) && self.plan.cancelled_at.is_some()
    }

    /// Says that it is a maintenance that began and is not over.
    pub const fn is_under_way(&self) -> bool {
        self.status.is_under_way()
    }

    /// Says that it is an occurrence that has not begun and is still as its series made it.
    pub fn is_untouched_occurrence(&self) -> bool {
        let planned = self.window.map(|window| window.starts_at);
        let ruled = self.plan.occurrence.as_ref().map(|one| one.starts_at);
        self.status == Status::Scheduled
            && ruled.is_some()
            && planned == ruled
            && self.updates.len() == 1
            && self.updated_at == self.created_at
    }

    /// Returns what the clock does for it next, and when; `None` when nothing more happens by itself.
    ///
    /// A reminder is for those who can still prepare: it is left out after the start, and if the maintenance was
    /// announced less than an hour ahead.
    pub fn next_due_transition(&self, now: Ts) -> Option<(Ts, DueTransition)> {
        let window = self
            .window
            .filter(|_| self.kind == IncidentKind::Maintenance)?;
        let plan = &self.plan;
        match self.status {
            Status::Scheduled => {
                let remind_at = window.starts_at.plus_secs(-REMIND_SECS);
                let reminds = plan.remind_prior
                    && plan.reminded_at.is_none()
                    && self.created_at <= remind_at
                    && now < window.starts_at;
                if reminds {
                    Some((remind_at, DueTransition::Remind))
                } else {
                    plan.auto_start
                        .then_some((window.starts_at, DueTransition::Start))
                }
            }
            Status::InProgress | Status::Verifying => plan
                .auto_finish
                .then_some((window.ends_at, DueTransition::Finish)),
            _ => None,
        }
    }

    /// Returns what the clock does for it next in both cases: before its planned start, and after, when a reminder
    /// is left out. A change that changes neither does not move its job.
    pub fn next_steps(&self) -> [Option<(Ts, DueTransition)>; 2] {
        let starts_at = self
            .window
            .map_or(self.created_at, |window| window.starts_at);
        [self.created_at, starts_at].map(|now| self.next_due_transition(now))
    }

    /// Returns what the clock has to do for it now.
    pub fn due(&self, now: Ts) -> Option<DueTransition> {
        self.next_due_transition(now)
            .filter(|(at, _)| *at <= now)
            .map(|(_, step)| step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::MaintenancePlan;
    use crate::domain::Window;
    use crate::domain::incidents::incident::tests::incident;
    use proptest::prelude::*;

    const START: Ts = Ts::from_secs(1_444_226_040 + 86_400);

    fn planned(plan: MaintenancePlan) -> Incident {
        Incident {
            window: Some(Window {
                starts_at: START,
                ends_at: START.plus_secs(7200),
            }),
            plan,
            ..incident(IncidentKind::Maintenance)
        }
    }

    #[test]
    fn each_step_has_its_moment() {
        let mut maintenance = planned(MaintenancePlan::automatic());
        let remind_at = START.plus_secs(-3600);
        assert_eq!(maintenance.due(remind_at.plus_secs(-1)), None);
        assert_eq!(
            maintenance.next_due_transition(maintenance.created_at),
            Some((remind_at, DueTransition::Remind))
        );
        assert_eq!(maintenance.due(remind_at), Some(DueTransition::Remind));
        assert_eq!(
            maintenance.due(START),
            Some(DueTransition::Start),
            "too late for a reminder"
        );
        maintenance.plan.reminded_at = Some(remind_at);
        assert_eq!(maintenance.due(remind_at), None);
        assert_eq!(maintenance.due(START), Some(DueTransition::Start));
        maintenance.status = Status::InProgress;
        assert_eq!(maintenance.due(START.plus_secs(7199)), None);
        assert_eq!(
            maintenance.due(START.plus_secs(7200)),
            Some(DueTransition::Finish)
        );
        maintenance.status = Status::Completed;
        assert_eq!(maintenance.next_due_transition(START.plus_secs(9000)), None);
    }

    #[test]
    fn a_reminder_is_left_out_of_what_was_announced_late() {
        let mut maintenance = planned(MaintenancePlan::automatic());
        maintenance.created_at = START.plus_secs(-3000);
        assert_eq!(
            maintenance.next_due_transition(maintenance.created_at),
            Some((START, DueTransition::Start))
        );
    }

    #[test]
    fn nothing_happens_that_the_plan_does_not_say() {
        let mut maintenance = planned(MaintenancePlan::default());
        for status in Status::ALL {
            maintenance.status = *status;
            assert_eq!(maintenance.due(Ts::from_secs(i64::MAX)), None);
        }
    }

    proptest! {
        #[test]
        fn the_clock_comes_to_an_end(reminds: bool, starts: bool, finishes: bool, late in 0i64..1_000_000) {
            let now = START.plus_secs(late - 100_000);
            let mut maintenance = planned(MaintenancePlan {
                remind_prior: reminds, auto_start: starts, auto_finish: finishes, ..MaintenancePlan::default()
            });
            let mut steps = Vec::new();
            while let Some(step) = maintenance.due(now) {
                match step {
                    DueTransition::Remind => maintenance.plan.reminded_at = Some(now),
                    DueTransition::Start => maintenance.status = Status::InProgress,
                    DueTransition::Finish => maintenance.status = Status::Completed,
                }
                steps.push(step);
                prop_assert!(steps.len() <= 3, "{steps:?}");
            }
        }
    }
}
