//! The names of states, impacts and roles.

use super::Words;
use crate::domain::public::TimelineEntry;
use crate::domain::{ComponentStatus, Impact, Role, Status};

impl Words {
    /// Names a component status.
    pub fn component_status(&self, status: ComponentStatus) -> String {
        self.say(match status {
            ComponentStatus::Operational => "status-operational",
            ComponentStatus::UnderMaintenance => "status-under-maintenance",
            ComponentStatus::DegradedPerformance => "status-degraded-performance",
            ComponentStatus::PartialOutage => "status-partial-outage",
            ComponentStatus::MajorOutage => "status-major-outage",
        })
    }

    /// Names the state of an incident or maintenance.
    pub fn status(&self, status: Status) -> String {
        self.say(match status {
            Status::Investigating => "state-investigating",
            Status::Identified => "state-identified",
            Status::Monitoring => "state-monitoring",
            Status::Resolved => "state-resolved",
            Status::Postmortem => "state-postmortem",
            Status::Scheduled => "state-scheduled",
            Status::InProgress => "state-in-progress",
            Status::Verifying => "state-verifying",
            Status::Completed => "state-completed",
        })
    }

    /// Names an update: its state, or "Update" when it keeps the state before it.
    pub fn update_label(&self, status: Status, keeps_status: bool) -> String {
        if keeps_status {
            self.say("state-update")
        } else {
            self.status(status)
        }
    }

    /// Names an entry of a timeline: its update, or that the maintenance is cancelled.
    pub fn entry_label(&self, entry: TimelineEntry<'_>) -> String {
        if entry.cancels {
            self.say("state-cancelled")
        } else {
            self.update_label(entry.update.status, entry.keeps_status)
        }
    }

    /// Names an impact.
    pub fn impact(&self, impact: Impact) -> String {
        self.say(match impact {
            Impact::None => "impact-none",
            Impact::Maintenance => "impact-maintenance",
            Impact::Minor => "impact-minor",
            Impact::Major => "impact-major",
            Impact::Critical => "impact-critical",
        })
    }

    /// Returns the word for a role.
    pub fn role(&self, role: Role) -> String {
        match role {
            Role::Viewer => self.say("role-viewer"),
            Role::Responder => self.say("role-responder"),
            Role::Admin => self.say("role-admin"),
            Role::Owner => self.say("role-owner"),
        }
    }
}
