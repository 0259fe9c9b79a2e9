//! Rules on incidents, their updates and postmortems.

use super::macros::problems;
use crate::domain::{IncidentKind, Status};

problems! {
    /// What is wrong with an incident, an update or a postmortem.
    pub enum IncidentProblem {
        /// A status that no incident has.
        NotForAnIncident {
            /// The status that was given.
            status: Status,
        } = "problem-not-for-an-incident",
        /// A status that no maintenance has.
        NotForAMaintenance {
            /// The status that was given.
            status: Status,
        } = "problem-not-for-a-maintenance",
        /// A status that no template of incidents has.
        NotForIncidents {
            /// The status that was given.
            status: Status,
        } = "problem-not-for-incidents",
        /// A status that no template of maintenances has.
        NotForMaintenances {
            /// The status that was given.
            status: Status,
        } = "problem-not-for-maintenances",
        /// An update with a status that does not fit the kind of event.
        NotAStatusOf {
            /// The status that does not fit.
            status: Status,
            /// The kind of event it was meant for.
            kind: IncidentKind,
        } = "problem-not-a-status-of",
        /// A status that cannot follow the present one.
        NotAfter {
            /// The status that was given.
            status: Status,
            /// The present status.
            before: Status,
        } = "problem-not-after",
        /// An incident of the past gives a component a status.
        StatusInThePast = "problem-status-in-the-past",
        /// Something that an incident of the past does not have.
        NotInThePast = "problem-not-in-the-past",
        /// Something that an event does not have when it is over.
        IsOver = "problem-is-over",
        /// So many updates of so many components cannot be shown.
        TooManyUpdates {
            /// How many updates there would be.
            updates: usize,
            /// How many components it would name.
            components: usize,
        } = "problem-too-many-updates",
        /// No text; the standard sentence of the status is offered.
        NothingWritten = "problem-nothing-written",
        /// A text that readers will see holds a placeholder of a template.
        PlaceholderLeft {
            /// The placeholder.
            placeholder: &'static str,
        } = "problem-placeholder-left",
        /// Another text than the name that confirms the deletion.
        NotItsName = "problem-not-its-name",
        /// A form with more than a draft keeps.
        TooLongForADraft = "problem-too-long-for-a-draft",
        /// A maintenance is asked for a postmortem.
        NoPostmortem = "problem-no-postmortem",
        /// A postmortem is published before its incident is over.
        NotResolved = "problem-not-resolved",
    }
}
