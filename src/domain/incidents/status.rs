//! The states of incidents and maintenances, and how bad they are.

use crate::domain::{ComponentStatus, text_enum};

text_enum! {
    /// What kind of event it is.
    pub enum IncidentKind {
        /// Something broke.
        Incident = "incident",
        /// Planned work.
        Maintenance = "maintenance",
    }
}

text_enum! {
    /// The state of an incident or maintenance, and of each of its updates.
    pub enum Status {
        /// The cause is not known yet.
        Investigating = "investigating",
        /// The cause is known.
        Identified = "identified",
        /// A fix is in and watched.
        Monitoring = "monitoring",
        /// It is over.
        Resolved = "resolved",
        /// It is over and its postmortem is published.
        Postmortem = "postmortem",
        /// Planned, not begun.
        Scheduled = "scheduled",
        /// Under way.
        InProgress = "in_progress",
        /// Done, being checked.
        Verifying = "verifying",
        /// Done.
        Completed = "completed",
    }
}

impl Status {
    /// Returns the kind of event that can be in this state.
    pub const fn kind(self) -> IncidentKind {
        match self {
            Self::Investigating
            | Self::Identified
            | Self::Monitoring
            | Self::Resolved
            | Self::Postmortem => IncidentKind::Incident,
            Self::Scheduled | Self::InProgress | Self::Verifying | Self::Completed => {
                IncidentKind::Maintenance
            }
        }
    }

    /// Says that the event is over.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Resolved | Self::Postmortem | Self::Completed)
    }

    /// Says that an update may carry this status: all but `postmortem`, which publishing gives.
    pub const fn may_be_posted(self) -> bool {
        !matches!(self, Self::Postmortem)
    }
}

text_enum! {
    /// How bad an incident is, for the page as a whole.
    pub enum Impact {
        /// Nothing is affected.
        None = "none",
        /// Planned work.
        Maintenance = "maintenance",
        /// Something is slow or flawed.
        Minor = "minor",
        /// Something fails for some.
        Major = "major",
        /// Something fails for all.
        Critical = "critical",
    }
}

impl Impact {
    /// Returns the impact of a component in that status (Statuspage's rule: worst component wins).
    pub const fn of(status: ComponentStatus) -> Self {
        match status {
            ComponentStatus::Operational | ComponentStatus::UnderMaintenance => Self::None,
            ComponentStatus::DegradedPerformance => Self::Minor,
            ComponentStatus::PartialOutage => Self::Major,
            ComponentStatus::MajorOutage => Self::Critical,
        }
    }

    /// Returns the severity: none and maintenance 0, then minor, major, critical.
    pub const fn severity(self) -> u8 {
        match self {
            Self::None | Self::Maintenance => 0,
            Self::Minor => 1,
            Self::Major => 2,
            Self::Critical => 3,
        }
    }

    /// Returns the more severe of two; the first when they are alike.
    #[must_use]
    pub const fn worst(self, other: Self) -> Self {
        if other.severity() > self.severity() {
            other
        } else {
            self
        }
    }
}

impl Status {
    /// Says that a maintenance in this state began and is not over.
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::InProgress | Self::Verifying)
    }

    /// Says that a maintenance in this state may get the next one: forward, from verifying back to in progress, or
    /// the same again. A maintenance that began is never scheduled again, and one that is over stays over.
    pub const fn may_become(self, next: Self) -> bool {
        match (self, next) {
            (Self::Scheduled, _)
            | (_, Self::Completed)
            | (Self::InProgress | Self::Verifying, Self::InProgress | Self::Verifying) => true,
            (_, _) => false,
        }
    }
}
