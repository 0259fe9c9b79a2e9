//! Statuses that no open incident explains: somebody set them by hand, or an incident was forgotten.

use std::collections::HashMap;

use crate::domain::{Component, ComponentId, ComponentStatus, Incident, Status, Update};

/// A component whose status no open incident explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unexplained {
    /// The component.
    pub component_id: ComponentId,
    /// Its status.
    pub status: ComponentStatus,
    /// The worst status that an open incident last gave it; `None` when none gave it any.
    pub said: Option<ComponentStatus>,
}

/// Returns the components, in the order given, whose status is not the one that any open incident or
/// maintenance under way last gave them; one that none names should be operational.
pub fn unexplained<'a>(
    components: &[Component],
    incidents: impl IntoIterator<Item = &'a Incident>,
) -> Vec<Unexplained> {
    let mut said: HashMap<&ComponentId, Vec<ComponentStatus>> = HashMap::new();
    for incident in incidents {
        if incident.is_open() && incident.status != Status::Scheduled {
            for (component, status) in last_updates(incident) {
                said.entry(component).or_default().push(status);
            }
        }
    }
    components
        .iter()
        .filter(|one| !one.is_group() && one.archived_at.is_none())
        .filter_map(|component| {
            let words = said.get(&component.id).map_or(&[][..], Vec::as_slice);
            let is_explained = words.contains(&component.status)
                || (words.is_empty() && component.status.is_operational());
            (!is_explained).then(|| Unexplained {
                component_id: component.id.clone(),
                status: component.status,
                said: words.iter().copied().reduce(ComponentStatus::worst),
            })
        })
        .collect()
}

/// Returns for each component the status that the newest update naming it gives.
fn last_updates(incident: &Incident) -> HashMap<&ComponentId, ComponentStatus> {
    let mut updates: Vec<&Update> = incident.updates.iter().collect();
    updates.sort_by_key(|update| (update.display_at, update.created_at, update.seq));
    updates
        .into_iter()
        .flat_map(|update| &update.changes)
        .map(|change| (&change.component_id, change.new_status))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::incidents::incident::tests::{incident, update};
    use crate::domain::public::tests::component;
    use crate::domain::{IncidentKind, Placement};

    #[test]
    fn a_status_is_explained_by_what_an_open_incident_last_said() {
        let mut incident = incident(IncidentKind::Incident);
        incident
            .post(update(
                1,
                Status::Investigating,
                ComponentStatus::MajorOutage,
            ))
            .expect("fits");
        incident
            .post(update(
                2,
                Status::Identified,
                ComponentStatus::PartialOutage,
            ))
            .expect("fits");
        let named = incident.updates[0].changes[0].component_id.clone();
        let mut component = component(named.as_str(), Placement::TopLevel, 1, false);
        let ask = |component: &Component, incident: &Incident| {
            unexplained(std::slice::from_ref(component), [incident])
        };
        component.status = ComponentStatus::PartialOutage;
        assert_eq!(ask(&component, &incident), []);
        for status in [ComponentStatus::MajorOutage, ComponentStatus::Operational] {
            component.status = status;
            let found = ask(&component, &incident);
            assert_eq!(found[0].status, status);
            assert_eq!(found[0].said, Some(ComponentStatus::PartialOutage));
        }
        incident
            .post(update(3, Status::Resolved, ComponentStatus::Operational))
            .expect("fits");
        assert_eq!(ask(&component, &incident), []);
        component.status = ComponentStatus::DegradedPerformance;
        assert_eq!(ask(&component, &incident)[0].said, None);
    }
}
