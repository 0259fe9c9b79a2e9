//! The newest change of anything that is in a document or could have been in it: its made-at line, `Last-Modified`
//! and `page.updated_at`. So the date never falls if something leaves, and a client that polls with a date learns of
//! it.
//!
//! Never the process's clock, so two nodes give the same bytes.

use crate::domain::public::{PublicIncident, PublicState};
use crate::domain::{IncidentKind, Ts};
use crate::zone::Zone;

/// The newest change in one incident.
pub(super) fn incident(incident: &PublicIncident) -> Ts {
    incident
        .updates
        .iter()
        .map(|update| update.updated_at)
        .chain(incident.postmortem.as_ref().map(|post| post.updated_at))
        .fold(incident.updated_at, Ts::max)
}

/// The newest change of the page's settings, or of any of some incidents.
pub(super) fn incidents<'a>(
    state: &PublicState,
    all: impl IntoIterator<Item = &'a PublicIncident>,
) -> Ts {
    all.into_iter()
        .map(incident)
        .fold(state.page.updated_at, Ts::max)
}

/// The newest change of any incident, or of any maintenance.
pub(super) fn of_kind(state: &PublicState, kind: IncidentKind) -> Ts {
    let held = state.incidents().iter().filter(|one| one.kind == kind);
    let held = incidents(state, held.map(|one| &**one));
    let any = match kind {
        IncidentKind::Incident => state.dates.incidents,
        IncidentKind::Maintenance => state.dates.maintenances,
    };
    any.map_or(held, |any| any.max(held))
}

/// The newest change of any incident or maintenance.
pub(super) fn any_incident(state: &PublicState) -> Ts {
    of_kind(state, IncidentKind::Incident).max(of_kind(state, IncidentKind::Maintenance))
}

/// The newest change of any component, those too that are only seen in incidents.
pub(super) fn components(state: &PublicState) -> Ts {
    let all = state.catalog.all().iter();
    all.map(|one| one.updated_at)
        .fold(state.page.updated_at, Ts::max)
}

/// The newest change of anything public.
pub(super) fn anything(state: &PublicState) -> Ts {
    any_incident(state).max(components(state))
}

/// The newest change of the front page, or the time boundary that passed since.
pub(super) fn home(state: &PublicState) -> Ts {
    anything(state).max(state.moment.as_of)
}

/// The newest change in a page about one incident: the incident, the components that it names, their groups.
pub(super) fn incident_page(state: &PublicState, zone: &Zone, shown: &PublicIncident) -> Ts {
    // A planned time shows its year from New Year on, or until then.
    let year = shown.window.map(|_| zone.start_of_year(state.moment.as_of));
    let catalog = &state.catalog;
    let named = shown.component_ids.iter().filter_map(|id| catalog.find(id));
    named
        .flat_map(|component| {
            let group = component.group_id().and_then(|id| catalog.find(id));
            [Some(component), group]
        })
        .flatten()
        .map(|component| component.updated_at)
        .chain(shown.late(state.moment.as_of).map(|(_, since)| since))
        .chain(shown.overdue(state.moment.as_of))
        .chain(year)
        .fold(incident(shown).max(state.page.updated_at), Ts::max)
}
