//! What is to happen to a maintenance by itself, and what already did.

use std::collections::BTreeMap;

use crate::domain::{ComponentId, ComponentStatus, SeriesId, Ts};

/// How long before the start subscribers are reminded, in seconds.
pub const REMIND_SECS: i64 = 60 * 60;

/// What is to happen by itself, and what already did. By default nothing does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MaintenancePlan {
    /// Subscribers are reminded an hour before the start.
    pub remind_prior: bool,
    /// When subscribers were reminded.
    pub reminded_at: Option<Ts>,
    /// It is in progress from its planned start.
    pub auto_start: bool,
    /// It is completed at its planned end.
    pub auto_finish: bool,
    /// Its components are under maintenance from its start; `None` if nobody chose.
    pub to_maintenance: Option<bool>,
    /// Its components are released at its end; `None` if nobody chose.
    pub to_operational: Option<bool>,
    /// The statuses that single components get when it begins, if somebody gave them before.
    pub begins_with: BTreeMap<ComponentId, ComponentStatus>,
    /// Subscribers are told of its start; also if nobody chose.
    pub notify_at_start: Option<bool>,
    /// Subscribers are told of its end; also if nobody chose.
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
    /// When it begins by the rule, even if it was moved since.
    pub starts_at: Ts,
}

impl MaintenancePlan {
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

    /// Keeps the status that a component gets when the maintenance begins. Operational removes the status: no
    /// component begins to work because a maintenance begins.
    pub fn begin_with(&mut self, component: ComponentId, status: ComponentStatus) {
        if status.is_operational() {
            self.begins_with.remove(&component);
        } else {
            self.begins_with.insert(component, status);
        }
    }
}
