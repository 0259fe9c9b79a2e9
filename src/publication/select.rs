//! Which part of the state each document shows.

use std::sync::Arc;

use super::edition::Edition;
use super::inputs::{Inputs, Prepared, Stored};
use super::last_modified;
use crate::domain::public::{Catalog, NO_MOMENT, PublicIncident, PublicState};
use crate::domain::{IncidentKind, Ts};
use crate::urls::{DocumentKey, DocumentName, Scope, StatusDocument};

impl Edition {
    /// Prepares a document that the state alone gives; `None` for any other.
    pub(super) fn prepare(&self, key: &DocumentKey) -> Option<Prepared> {
        let Scope::Page = key.scope;
        let state = &self.state;
        Some(match &key.document {
            DocumentName::Home => shown(key, state.clone(), last_modified::home(state)),
            DocumentName::StatusApi(which) => self.status_document(key, *which),
            DocumentName::Atom(_) | DocumentName::Rss(_) | DocumentName::JsonFeed(_) => {
                let fed = state.cut(Arc::default(), owned(state.fed()), NO_MOMENT);
                shown(key, fed, last_modified::any_incident(state))
            }
            DocumentName::SecurityTxt => {
                state.page.branding.security.as_ref()?;
                self.page_alone(key)
            }
            DocumentName::Subscribe | DocumentName::ApiDocs => self.page_alone(key),
            DocumentName::Incident(id)
            | DocumentName::Postmortem(id)
            | DocumentName::IncidentJson(id) => self.of_incident(key, state.find_incident(id)?)?,
            DocumentName::Corrections(_)
            | DocumentName::Postmortems
            | DocumentName::History(_)
            | DocumentName::HistoryJson(_)
            | DocumentName::Asset(_) => return None,
        })
    }

    /// Prepares a document about one incident; `None` when it has no such document.
    pub(super) fn of_incident(
        &self,
        key: &DocumentKey,
        incident: &Arc<PublicIncident>,
    ) -> Option<Prepared> {
        if matches!(key.document, DocumentName::Postmortem(_)) && incident.postmortem.is_none() {
            return None;
        }
        let state = &self.state;
        let zone = &self.site().zone;
        let made_at = last_modified::incident_page(state, zone, incident);
        Some(shown(key, self.about(incident), made_at))
    }

    /// Cuts the state down to one incident, the components that it names, and the last boundary that it shows.
    fn about(&self, incident: &Arc<PublicIncident>) -> PublicState {
        let state = &self.state;
        let as_of = state.moment.as_of;
        let year = incident
            .window
            .map(|_| self.site().zone.start_of_year(as_of));
        let late = incident.late(as_of).map(|(_, since)| since);
        let boundaries = [year, late, incident.overdue(as_of)];
        let last = boundaries.into_iter().flatten().fold(NO_MOMENT, Ts::max);
        let catalog = state.catalog.about(&incident.component_ids);
        state.cut(Arc::new(catalog), vec![Arc::clone(incident)], last)
    }

    fn status_document(&self, key: &DocumentKey, which: StatusDocument) -> Prepared {
        let state = &self.state;
        // An incident repeats the state of the components that it names.
        let of_kind =
            |kind| last_modified::components(state).max(last_modified::of_kind(state, kind));
        let (incidents, made_at) = match which {
            StatusDocument::Summary => {
                let mut open = state.unresolved();
                open.extend(state.planned());
                (open, last_modified::anything(state))
            }
            StatusDocument::Components => (Vec::new(), last_modified::components(state)),
            // The one-line state depends on the worst open incident.
            StatusDocument::Status | StatusDocument::Unresolved => {
                (state.unresolved(), of_kind(IncidentKind::Incident))
            }
            StatusDocument::Incidents => (
                state.newest(IncidentKind::Incident),
                of_kind(IncidentKind::Incident),
            ),
            StatusDocument::Maintenances => (
                state.newest(IncidentKind::Maintenance),
                of_kind(IncidentKind::Maintenance),
            ),
            StatusDocument::Upcoming => (state.upcoming(), of_kind(IncidentKind::Maintenance)),
            StatusDocument::Active => (state.active(), of_kind(IncidentKind::Maintenance)),
        };
        let catalog = Arc::clone(&state.catalog);
        let cut = state.cut(catalog, owned(incidents), NO_MOMENT);
        shown(key, cut, made_at)
    }

    /// Prepares a document that shows the page's settings alone.
    fn page_alone(&self, key: &DocumentKey) -> Prepared {
        let page = self.cut_to_page(Vec::new(), NO_MOMENT);
        shown(key, page, self.state.page.updated_at)
    }

    /// Cuts the state down to what the page's status depends on: its components and open incidents.
    pub(super) fn cut_to_status(&self) -> PublicState {
        let state = &self.state;
        let open = owned(state.unresolved());
        state.cut(Arc::clone(&state.catalog), open, NO_MOMENT)
    }

    /// Cuts the state down to the page, with some incidents whose components are not shown.
    pub(super) fn cut_to_page(
        &self,
        incidents: Vec<Arc<PublicIncident>>,
        as_of: Ts,
    ) -> PublicState {
        self.state.cut(Arc::<Catalog>::default(), incidents, as_of)
    }
}

/// Prepares a document that is rendered from a state alone and whose last change is the newest of what it shows.
fn shown(key: &DocumentKey, state: PublicState, made_at: Ts) -> Prepared {
    let inputs = Inputs {
        key: key.clone(),
        state,
        stored: Stored::Nothing,
        made_at,
    };
    inputs.prepared()
}

fn owned(incidents: Vec<&Arc<PublicIncident>>) -> Vec<Arc<PublicIncident>> {
    incidents.into_iter().map(Arc::clone).collect()
}
