//! What the clock does for a maintenance: remind, start, finish, each at its moment and once.

use std::collections::BTreeMap;

use crate::domain::{ComponentId, ComponentStatus, Incident, Kind, SeriesId, Status, Ts};

/// How long before the start subscribers are reminded, in seconds.
pub const REMIND_SECS: i64 = 60 * 60;

/// What is to happen by itself, and what already did. By default nothing does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Subscribers are reminded an hour before the start.
    pub remind_prior: bool,
    /// When they were.
    pub reminded_at: Option<Ts>,
    /// It is in progress from its planned start.
    pub auto_start: bool,
    /// It is completed at its planned end.
    pub auto_finish: bool,
    /// Its components are under maintenance from its start; `None` where nobody said.
    pub to_maintenance: Option<bool>,
    /// Its components are relieved at its end; `None` where nobody said.
    pub to_operational: Option<bool>,
    /// The statuses that single components get when it begins, where somebody said them while it was to come.
    pub begins_with: BTreeMap<ComponentId, ComponentStatus>,
    /// Subscribers are told of its start; they are when nobody said.
    pub notify_at_start: Option<bool>,
    /// Subscribers are told of its end; they are when nobody said.
    pub notify_at_end: Option<bool>,
    /// When its planned time last changed.
    pub moved_at: Option<Ts>,
    /// When it was cancelled, before it began.
    pub cancelled_at: Option<Ts>,
    /// The series it is an occurrence of.
    pub occurrence: Option<Occurrence>,
}

/// One time of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The series.
    pub series_id: SeriesId,
    /// When the rule lets it begin, wherever it was moved since.
    pub starts_at: Ts,
}

impl Plan {
    /// Makes a plan in which the clock does everything.
    pub fn automatic() -> Self {
        Self {
            remind_prior: true,
            auto_start: true,
            auto_finish: true,
            to_maintenance: Some(true),
            to_operational: Some(true),
            ..Self::default()
        }
    }

    /// Keeps the status that a component gets when the maintenance begins. Operational takes one back: nothing works
    /// because a maintenance begins.
    pub fn begin_with(&mut self, component: ComponentId, status: ComponentStatus) {
        if status.is_operational() {
            self.begins_with.remove(&component);
        } else {
            self.begins_with.insert(component, status);
        }
    }
}

/// What the clock does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Record that subscribers are reminded.
    Remind,
    /// Put it in progress.
    Start,
    /// Complete it.
    Finish,
}

impl Incident {
    /// Says that it was cancelled before it began: it is over and never was.
    pub const fn is_cancelled(&self) -> bool {
        matches!(self.status, Status::Completed) && self.plan.cancelled_at.is_some()
    }

    /// Says that it is a maintenance that began and is not over.
    pub const fn is_under_way(&self) -> bool {
        self.status.is_under_way()
    }

    /// Says that it is an occurrence to come which is still as its series made it.
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
    /// A reminder is for those who can still prepare: it is left out once the start has come, and of a
    /// maintenance that was announced less than an hour ahead.
    pub fn next_step(&self, now: Ts) -> Option<(Ts, Step)> {
        let window = self.window.filter(|_| self.kind == Kind::Maintenance)?;
        let plan = &self.plan;
        match self.status {
            Status::Scheduled => {
                let remind_at = window.starts_at.plus_secs(-REMIND_SECS);
                let reminds = plan.remind_prior
                    && plan.reminded_at.is_none()
                    && self.created_at <= remind_at
                    && now < window.starts_at;
                if reminds {
                    Some((remind_at, Step::Remind))
                } else {
                    plan.auto_start.then_some((window.starts_at, Step::Start))
                }
            }
            Status::InProgress | Status::Verifying => {
                plan.auto_finish.then_some((window.ends_at, Step::Finish))
            }
            _ => None,
        }
    }

    /// Returns what the clock has to do for it now.
    pub fn due(&self, now: Ts) -> Option<Step> {
        self.next_step(now)
            .filter(|(at, _)| *at <= now)
            .map(|(_, step)| step)
    }
}

impl Status {
    /// Says that a maintenance in this state began and is not over.
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::InProgress | Self::Verifying)
    }

    /// Says that a maintenance in this state may get that one: forward, from verifying back to work, or
    /// the same again. What has begun is not to come again, and what is over stays over.
    pub const fn may_become(self, next: Self) -> bool {
        match (self, next) {
            (Self::Scheduled, _)
            | (_, Self::Completed)
            | (Self::InProgress | Self::Verifying, Self::InProgress | Self::Verifying) => true,
            (_, _) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Window;
    use crate::domain::incidents::incident::tests::incident;
    use proptest::prelude::*;

    const START: Ts = Ts::from_secs(1_444_226_040 + 86_400);

    fn planned(plan: Plan) -> Incident {
        Incident {
            window: Some(Window {
                starts_at: START,
                ends_at: START.plus_secs(7200),
            }),
            plan,
            ..incident(Kind::Maintenance)
        }
    }

    #[test]
    fn each_step_has_its_moment() {
        let mut it = planned(Plan::automatic());
        let remind_at = START.plus_secs(-3600);
        assert_eq!(it.due(remind_at.plus_secs(-1)), None);
        assert_eq!(it.next_step(it.created_at), Some((remind_at, Step::Remind)));
        assert_eq!(it.due(remind_at), Some(Step::Remind));
        assert_eq!(it.due(START), Some(Step::Start), "too late for a reminder");
        it.plan.reminded_at = Some(remind_at);
        assert_eq!(it.due(remind_at), None);
        assert_eq!(it.due(START), Some(Step::Start));
        it.status = Status::InProgress;
        assert_eq!(it.due(START.plus_secs(7199)), None);
        assert_eq!(it.due(START.plus_secs(7200)), Some(Step::Finish));
        it.status = Status::Completed;
        assert_eq!(it.next_step(START.plus_secs(9000)), None);
    }

    #[test]
    fn a_reminder_is_left_out_of_what_was_announced_late() {
        let mut it = planned(Plan::automatic());
        it.created_at = START.plus_secs(-3000);
        assert_eq!(it.next_step(it.created_at), Some((START, Step::Start)));
    }

    #[test]
    fn nothing_happens_that_the_plan_does_not_say() {
        let mut it = planned(Plan::default());
        for status in Status::ALL {
            it.status = *status;
            assert_eq!(it.due(Ts::from_secs(i64::MAX)), None);
        }
    }

    proptest! {
        #[test]
        fn the_clock_comes_to_an_end(reminds: bool, starts: bool, finishes: bool, late in 0i64..1_000_000) {
            let now = START.plus_secs(late - 100_000);
            let mut it = planned(Plan {
                remind_prior: reminds, auto_start: starts, auto_finish: finishes, ..Plan::default()
            });
            let mut steps = Vec::new();
            while let Some(step) = it.due(now) {
                match step {
                    Step::Remind => it.plan.reminded_at = Some(now),
                    Step::Start => it.status = Status::InProgress,
                    Step::Finish => it.status = Status::Completed,
                }
                steps.push(step);
                prop_assert!(steps.len() <= 3, "{steps:?}");
            }
        }
    }
}
