//! The newest change in what a document shows: its made-at line, `Last-Modified` and
//! `page.updated_at`. Never the process's clock, so two nodes give the same bytes.

use std::sync::Arc;

use crate::domain::Ts;
use crate::domain::public::{PublicIncident, PublicState};

/// The newest change in one incident.
pub(super) fn incident(one: &PublicIncident) -> Ts {
    one.updates
        .iter()
        .map(|update| update.updated_at)
        .chain(one.postmortem.as_ref().map(|post| post.updated_at))
        .fold(one.updated_at, Ts::max)
}

/// The newest change in some incidents and the page's own settings.
pub(super) fn incidents<'a>(
    state: &PublicState,
    all: impl IntoIterator<Item = &'a PublicIncident>,
) -> Ts {
    all.into_iter()
        .map(incident)
        .fold(state.page.updated_at, Ts::max)
}

/// The newest change in the components that are part of the page.
pub(super) fn components(state: &PublicState) -> Ts {
    state
        .catalog
        .current()
        .map(|one| one.updated_at)
        .fold(state.page.updated_at, Ts::max)
}

/// The newest change in the front page, or the time boundary that passed since.
pub(super) fn home(state: &PublicState) -> Ts {
    let shown = shown_on_home(state);
    incidents(state, shown.iter().map(|one| &***one))
        .max(components(state))
        .max(state.moment.as_of)
}

fn shown_on_home(state: &PublicState) -> Vec<&Arc<PublicIncident>> {
    let mut shown = state.unresolved();
    shown.extend(state.active());
    shown.extend(state.upcoming());
    shown.extend(state.past());
    shown
}

/// The newest change in a page about one incident: the incident and the components that it names.
pub(super) fn incident_page(state: &PublicState, one: &PublicIncident) -> Ts {
    one.component_ids
        .iter()
        .filter_map(|id| state.catalog.find(id))
        .map(|component| component.updated_at)
        .chain(one.late(state.moment.as_of).map(|(_, since)| since))
        .chain(one.overdue(state.moment.as_of))
        .fold(incident(one).max(state.page.updated_at), Ts::max)
}

/// The newest change among the components that incidents name, whose state their documents repeat.
pub(super) fn named(state: &PublicState, all: &[&PublicIncident]) -> Ts {
    all.iter()
        .flat_map(|one| &one.component_ids)
        .filter_map(|id| state.catalog.find(id))
        .map(|component| component.updated_at)
        .fold(state.page.updated_at, Ts::max)
}
