//! The release of components: which status a component gets when an event ends or is deleted.

use std::collections::HashMap;

use crate::domain::{
    Change, ComponentId, ComponentStatus, Incident, IncidentId, IncidentKind, Status,
};

/// What the deletion of an event does to the components that it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    /// It holds no components: it names none, is over or has not begun.
    Nothing,
    /// Staff choose whether the components are released.
    AsChosen,
    /// The components are released.
    Always,
}

impl Incident {
    /// Says what the deletion of the event does to the components that it holds.
    pub fn release_on_deletion(&self) -> Release {
        match self.kind {
            _ if self.component_ids.is_empty() => Release::Nothing,
            IncidentKind::Incident if self.is_open() => Release::AsChosen,
            IncidentKind::Maintenance if self.is_under_way() => Release::Always,
            IncidentKind::Incident | IncidentKind::Maintenance => Release::Nothing,
        }
    }
}

/// The statuses that open incidents and maintenances under way, except one of them, give their components.
pub struct Others<'a>(HashMap<&'a ComponentId, ComponentStatus>);

impl<'a> Others<'a> {
    /// Collects the statuses from the open events; `but` is left out.
    ///
    /// An event gives the status to which it last moved the component. An event that never moved it gives the status
    /// of the first mention: an incident opened on a component in trouble is about that trouble. A maintenance under
    /// way gives what was planned for its components, even if they were worse when it began.
    pub fn of(open: &'a [Incident], but: &IncidentId) -> Self {
        let mut all = HashMap::new();
        let is_other = |event: &&Incident| {
            event.id != *but && event.is_open() && event.status != Status::Scheduled
        };
        for event in open.iter().filter(is_other) {
            for (component, status) in given(event) {
                let worst = all.entry(component).or_insert(ComponentStatus::Operational);
                *worst = worst.worst(status);
            }
        }
        Self(all)
    }

    /// Returns the worst status that they give a component; operational when none does.
    pub fn leave(&self, component: &ComponentId) -> ComponentStatus {
        self.0
            .get(component)
            .copied()
            .unwrap_or(ComponentStatus::Operational)
    }
}

/// Returns what an event gives its components. Updates list every component of their event with the status it has,
/// moved or not, so the last mention may repeat what another event did.
fn given(incident: &Incident) -> HashMap<&ComponentId, ComponentStatus> {
    let mut given = HashMap::new();
    for change in changes(incident) {
        given
            .entry(&change.component_id)
            .or_insert(change.new_status);
    }
    given.extend(held(incident));
    given
}

/// Returns what an event does to its components: what was planned for them while it is under way, and the status to
/// which it last moved them.
pub fn held(incident: &Incident) -> HashMap<&ComponentId, ComponentStatus> {
    let mut held = HashMap::new();
    if incident.is_under_way() {
        let plan = &incident.plan;
        if plan.to_maintenance == Some(true) {
            let all = incident.component_ids.iter();
            held.extend(all.map(|id| (id, ComponentStatus::UnderMaintenance)));
        }
        held.extend(plan.begins_with.iter().map(|(id, status)| (id, *status)));
    }
    let moves = changes(incident).filter(|change| change.old_status != change.new_status);
    held.extend(moves.map(|change| (&change.component_id, change.new_status)));
    held
}

fn changes(incident: &Incident) -> impl Iterator<Item = &Change> {
    let updates = incident.updates.iter();
    updates.flat_map(|update| &update.changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::IncidentKind;
    use crate::domain::incidents::incident::tests::{incident, update};
    use ComponentStatus::{MajorOutage, Operational, PartialOutage, UnderMaintenance};

    fn id(text: &str) -> IncidentId {
        IncidentId::parse(text).expect("valid")
    }

    /// An open incident whose updates move the component from one status to the next.
    fn open(name: &str, statuses: &[(ComponentStatus, ComponentStatus)]) -> Incident {
        let mut incident = Incident {
            id: id(name),
            ..incident(IncidentKind::Incident)
        };
        for (seq, (old, new)) in (1..).zip(statuses) {
            let mut said = update(seq, Status::Investigating, *new);
            said.changes[0].old_status = *old;
            incident.post(said).expect("fits");
        }
        incident
    }

    fn component() -> ComponentId {
        ComponentId::parse("c1").expect("valid")
    }

    #[test]
    fn the_worst_of_the_others_counts() {
        let a = open("a", &[(Operational, MajorOutage)]);
        let b = open("b", &[(MajorOutage, PartialOutage)]);
        let all = [a, b];
        assert_eq!(
            Others::of(&all, &id("a")).leave(&component()),
            PartialOutage
        );
        assert_eq!(Others::of(&all, &id("b")).leave(&component()), MajorOutage);
        assert_eq!(Others::of(&all, &id("c")).leave(&component()), MajorOutage);
        let other = ComponentId::parse("c2").expect("valid");
        assert_eq!(Others::of(&all, &id("c")).leave(&other), Operational);
    }

    #[test]
    fn what_is_over_or_to_come_gives_nothing() {
        let mut over = open("a", &[(Operational, MajorOutage)]);
        over.status = Status::Resolved;
        let mut coming = open("b", &[(Operational, MajorOutage)]);
        coming.kind = IncidentKind::Maintenance;
        coming.status = Status::Scheduled;
        assert_eq!(
            Others::of(&[over, coming], &id("c")).leave(&component()),
            Operational
        );
    }

    #[test]
    fn a_mention_repeats_what_another_did_and_does_not_own_it() {
        let a = open(
            "a",
            &[(Operational, PartialOutage), (MajorOutage, MajorOutage)],
        );
        assert_eq!(
            Others::of(&[a], &id("b")).leave(&component()),
            PartialOutage
        );
        let found = open(
            "a",
            &[(PartialOutage, PartialOutage), (MajorOutage, MajorOutage)],
        );
        assert_eq!(
            Others::of(&[found], &id("b")).leave(&component()),
            PartialOutage
        );
    }

    #[test]
    fn a_maintenance_under_way_holds_what_it_works_on() {
        let mut maintenance = Incident {
            id: id("m"),
            ..incident(IncidentKind::Maintenance)
        };
        maintenance.plan.to_maintenance = Some(true);
        let mut said = update(1, Status::InProgress, MajorOutage);
        said.changes[0].old_status = MajorOutage;
        maintenance.post(said).expect("fits");
        assert_eq!(
            Others::of(&[maintenance], &id("a")).leave(&component()),
            UnderMaintenance
        );
    }
}
