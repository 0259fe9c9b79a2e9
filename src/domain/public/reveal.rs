//! The one place that decides what the public may see.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::{
    Branding, Catalog, Dates, Moment, PublicIncident, PublicPage, PublicState, postmortem,
};
use crate::domain::{
    Change, Component, Incident, IncidentId, IncidentKind, Page, PageImage, Postmortem, Update,
};

/// What is stored, as far as an edition needs it: the page, every component, the incidents that any hot
/// document shows.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The page.
    pub page: Page,
    /// Every component and group, hidden and archived ones included.
    pub components: Vec<Component>,
    /// The newest and the open incidents and maintenances.
    pub incidents: Vec<Incident>,
    /// The postmortems of those that have a published one.
    pub postmortems: HashMap<IncidentId, Postmortem>,
    /// The page's own images.
    pub images: Vec<Arc<PageImage>>,
    /// How many open incidents are stored, including those that cannot be read and are not among `incidents`.
    pub open_incidents: usize,
    /// When something last changed that need not be among `incidents` any more.
    pub dates: Dates,
}

/// Decides what the public may see.
///
/// Left out: hidden components and groups with all that names them, postmortem drafts, attached
/// metadata, the settings that are for staff alone.
pub fn reveal(snapshot: &Snapshot, moment: Moment) -> PublicState {
    let catalog = Catalog::reveal(&snapshot.components);
    let mut incidents: Vec<Arc<PublicIncident>> = snapshot
        .incidents
        .iter()
        .map(|incident| {
            let postmortem = snapshot.postmortems.get(&incident.id);
            Arc::new(reveal_incident(incident, postmortem, &catalog))
        })
        .collect();
    incidents.sort_by_key(|one| Reverse((one.created_at, one.seq)));
    let open = incidents
        .iter()
        .filter(|one| one.kind == IncidentKind::Incident && one.is_open())
        .count();
    PublicState {
        page: Arc::new(PublicPage {
            id: snapshot.page.id.clone(),
            name: snapshot.page.name.clone(),
            time_zone: snapshot.page.time_zone.clone(),
            feed_host: snapshot.page.feed_host.clone(),
            is_demo: snapshot.page.is_demo,
            branding: Branding::reveal(&snapshot.page, &snapshot.images),
            updated_at: snapshot.page.updated_at,
        }),
        moment,
        dates: snapshot.dates,
        catalog: Arc::new(catalog),
        incidents,
        not_shown: snapshot.open_incidents.saturating_sub(open),
    }
}

/// Decides what the public may see of one incident with its postmortem; the catalogue says which components are
/// visible.
pub fn reveal_incident(
    incident: &Incident,
    postmortem: Option<&Postmortem>,
    catalog: &Catalog,
) -> PublicIncident {
    let mut updates: Vec<Update> = incident
        .updates
        .iter()
        .map(|update| reveal_update(update, catalog))
        .collect();
    updates.sort_by_key(|one| Reverse((one.created_at, one.seq)));
    PublicIncident {
        id: incident.id.clone(),
        kind: incident.kind,
        name: incident.name.clone(),
        status: incident.status,
        impact: incident.impact,
        created_at: incident.created_at,
        updated_at: incident.updated_at,
        started_at: incident.started_at,
        detected_at: incident.detected_at,
        restored_at: incident.restored_at,
        monitoring_at: incident.monitoring_at,
        resolved_at: incident.resolved_at,
        next_update_by: incident.next_update_by,
        update_removed_at: incident.update_removed_at,
        window: incident.window,
        moved_at: incident.plan.moved_at,
        is_cancelled: incident.is_cancelled(),
        feed_number: incident.feed_number,
        seq: incident.seq,
        reminder_intervals: incident.reminder_intervals.clone(),
        component_ids: catalog.ordered(&incident.component_ids),
        updates,
        postmortem: postmortem.and_then(postmortem::reveal),
        feed_at: incident.feed_at(),
    }
}

fn reveal_update(update: &Update, catalog: &Catalog) -> Update {
    let changes: Vec<Change> = update
        .changes
        .iter()
        .filter(|change| catalog.find(&change.component_id).is_some())
        .cloned()
        .collect();
    Update {
        changes,
        ..update.clone()
    }
}
