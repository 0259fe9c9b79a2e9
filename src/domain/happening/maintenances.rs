//! What happens to maintenances and series of them.

use super::macros::happenings;
use crate::domain::{Incident, IncidentHead, IncidentId, Series, Ts};

/// How a series ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeriesEnd<'a> {
    /// Staff ended it.
    ByHand {
        /// How many of its occurrences were cancelled.
        cancelled: usize,
    },
    /// It ended by itself.
    ByItself {
        /// Why.
        why: &'a str,
    },
}

happenings! {
    /// What happens to maintenances. A change of one by hand is an [`IncidentHappening`](super::IncidentHappening).
    pub enum MaintenanceHappening<'a> {
        /// A maintenance was announced.
        "maintenance.schedule" => Scheduled {
            /// The maintenance, with its first update.
            maintenance: &'a Incident,
        },
        /// Readers were reminded of a maintenance.
        "maintenance.remind" => Reminded {
            /// How it was.
            before: &'a IncidentHead,
            /// How it is.
            after: &'a IncidentHead,
        },
        /// A maintenance began.
        "maintenance.start" => Started {
            /// How it was.
            before: &'a IncidentHead,
            /// How it is.
            after: &'a IncidentHead,
        },
        /// A maintenance is completed.
        "maintenance.finish" => Finished {
            /// How it was.
            before: &'a IncidentHead,
            /// How it is.
            after: &'a IncidentHead,
        },
        /// A maintenance will not take place.
        "maintenance.cancel" => Cancelled {
            /// How it was.
            before: &'a IncidentHead,
            /// How it is.
            after: &'a IncidentHead,
        },
        /// An update was posted on a maintenance.
        "maintenance.update" => UpdatePosted {
            /// How it was.
            before: &'a IncidentHead,
            /// How it is.
            after: &'a IncidentHead,
        },
        /// A step whose time is over was left out.
        "maintenance.pass_over" => PassedOver {
            /// The maintenance.
            maintenance: &'a IncidentId,
            /// When its next step is due.
            due_at: Option<Ts>,
        },
        /// A series was planned.
        "series.schedule" => SeriesScheduled {
            /// The series.
            series: &'a Series,
            /// How many of its occurrences were announced.
            occurrences: usize,
        },
        /// More occurrences of a series were announced.
        "series.announce" => SeriesAnnounced {
            /// The series.
            series: &'a Series,
            /// How many.
            occurrences: usize,
        },
        /// A series ended.
        "series.end" => SeriesEnded {
            /// The series.
            series: &'a Series,
            /// How.
            how: SeriesEnd<'a>,
        },
    }
}

impl MaintenanceHappening<'_> {
    /// Returns to what it happened.
    pub fn subject(&self) -> &str {
        match self {
            Self::Scheduled { maintenance } => maintenance.id.as_str(),
            Self::Reminded { before, .. }
            | Self::Started { before, .. }
            | Self::Finished { before, .. }
            | Self::Cancelled { before, .. }
            | Self::UpdatePosted { before, .. } => before.facts.id.as_str(),
            Self::PassedOver { maintenance, .. } => maintenance.as_str(),
            Self::SeriesScheduled { series, .. }
            | Self::SeriesAnnounced { series, .. }
            | Self::SeriesEnded { series, .. } => series.id.as_str(),
        }
    }

    /// Says whether readers may notice it.
    pub const fn is_public(&self) -> bool {
        true
    }
}
