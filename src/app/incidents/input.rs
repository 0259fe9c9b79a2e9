//! What staff give: an incident to open, or a change of one.

use crate::app::maintenances::ScheduleEdit;
use crate::app::set;
use crate::domain::{
    ComponentId, ComponentStatus, DraftVersion, Impact, Incident, Status, Ts, UpdateDetails,
};

/// A component that an update names, and the status it gets, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touch {
    /// The component.
    pub id: ComponentId,
    /// Its new status; `None` names it without a change.
    pub status: Option<ComponentStatus>,
}

/// An incident to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIncident {
    /// Title.
    pub name: String,
    /// First state.
    pub status: Status,
    /// The first update's text.
    pub body: String,
    /// The components it names.
    pub touches: Vec<Touch>,
    /// An impact chosen instead of the computed one.
    pub impact_override: Option<Impact>,
    /// When the trouble began.
    pub started_at: Option<Ts>,
    /// When it was noticed.
    pub detected_at: Option<Ts>,
    /// When the service worked again.
    pub restored_at: Option<Ts>,
    /// Until when the next update is promised.
    pub next_update_by: Option<Ts>,
    /// For an incident of the past: when it was. It is resolved and touches no component.
    pub backfilled_at: Option<Ts>,
    /// Whether subscribers are told.
    pub deliver_notifications: bool,
    /// A JSON object of objects.
    pub metadata: Option<String>,
    /// Hours after which staff are reminded.
    pub reminder_intervals: Option<String>,
    /// The draft that it was written as, which is removed in the same transaction.
    pub draft: Option<DraftVersion>,
}

impl NewIncident {
    /// Makes an incident with these and nothing else.
    pub fn named(name: &str, status: Status, body: &str) -> Self {
        Self {
            name: name.to_owned(),
            status,
            body: body.to_owned(),
            touches: Vec::new(),
            impact_override: None,
            started_at: None,
            detected_at: None,
            restored_at: None,
            next_update_by: None,
            backfilled_at: None,
            deliver_notifications: true,
            metadata: None,
            reminder_intervals: None,
            draft: None,
        }
    }

    /// Says whether it is over with its first update.
    pub(in crate::app) fn is_over(&self) -> bool {
        self.status.is_over() || self.backfilled_at.is_some()
    }

    /// Returns until when it promises the next update; an incident that is over promises none.
    pub(super) fn promised(&self) -> Option<Ts> {
        self.next_update_by.filter(|_| !self.is_over())
    }
}

/// A change of an incident; `None` leaves a thing as it is. With a status or a body it posts one update.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IncidentEdit {
    /// Title.
    pub name: Option<String>,
    /// The state from now on.
    pub status: Option<Status>,
    /// The update's text.
    pub body: Option<String>,
    /// The components that the update names.
    pub touches: Vec<Touch>,
    /// `Some(None)` gives back the computed impact.
    pub impact_override: Option<Option<Impact>>,
    /// When the trouble began.
    pub started_at: Option<Option<Ts>>,
    /// When it was noticed.
    pub detected_at: Option<Option<Ts>>,
    /// When the service worked again.
    pub restored_at: Option<Option<Ts>>,
    /// With an end: every component of the incident that is not named gets the worst status that another
    /// open event gives it, else works.
    pub relieves: bool,
    /// Until when the next update is promised. An update without a promise takes the one before it back,
    /// and an end leaves none.
    pub next_update_by: Option<Option<Ts>>,
    /// What the update says besides.
    pub details: UpdateDetails,
    /// A JSON object of objects.
    pub metadata: Option<String>,
    /// Hours after which staff are reminded.
    pub reminder_intervals: Option<String>,
    /// When a maintenance takes place, and what happens by itself.
    pub schedule: ScheduleEdit,
}

impl IncidentEdit {
    /// Puts what it says of the incident itself, beside its updates, into the incident.
    pub(super) fn apply_facts(&mut self, incident: &mut Incident) {
        set(&mut incident.name, self.name.take());
        set(&mut incident.impact_override, self.impact_override.take());
        set(&mut incident.started_at, self.started_at.take());
        set(&mut incident.detected_at, self.detected_at.take());
        set(&mut incident.restored_at, self.restored_at.take());
        set(&mut incident.metadata, self.metadata.take());
        let intervals = self.reminder_intervals.take().map(Some);
        set(&mut incident.reminder_intervals, intervals);
    }
}
