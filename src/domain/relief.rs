//! How a component is when one event lets go of it: what the others still say.

use super::{ComponentId, ComponentStatus, Incident, IncidentId, Status};

/// Returns the worst status that open incidents, and maintenances under way, other than `but` give a
/// component; operational when none does.
///
/// An event gives the status to which it last moved the component. One that never moved it gives what it
/// found when it first named it: an incident opened on a component in trouble is about that trouble.
pub fn relieved(component: &ComponentId, but: &IncidentId, open: &[Incident]) -> ComponentStatus {
    open.iter()
        .filter(|one| one.id != *but && one.is_open() && one.status != Status::Scheduled)
        .filter_map(|one| given(component, one))
        .fold(ComponentStatus::Operational, ComponentStatus::worst)
}

/// Updates list every component of their event with the status it has, moved or not, so the last mention
/// may be another event's doing.
fn given(component: &ComponentId, incident: &Incident) -> Option<ComponentStatus> {
    let mut changes = incident
        .updates
        .iter()
        .flat_map(|update| &update.changes)
        .filter(|change| change.component_id == *component)
        .peekable();
    let found = changes.peek().map(|change| change.new_status);
    let moved = changes
        .rfind(|change| change.old_status != change.new_status)
        .map(|change| change.new_status);
    let works_on_it = incident.is_under_way()
        && incident.plan.to_maintenance == Some(true)
        && incident.component_ids.contains(component);
    moved
        .or(works_on_it.then_some(ComponentStatus::UnderMaintenance))
        .or(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;
    use crate::domain::incident::tests::{incident, update};
    use ComponentStatus::{MajorOutage, Operational, PartialOutage, UnderMaintenance};

    fn id(text: &str) -> IncidentId {
        IncidentId::parse(text).expect("valid")
    }

    /// An open incident whose updates move the component from one status to the next.
    fn open(name: &str, statuses: &[(ComponentStatus, ComponentStatus)]) -> Incident {
        let mut it = Incident {
            id: id(name),
            ..incident(Kind::Incident)
        };
        for (seq, (old, new)) in (1..).zip(statuses) {
            let mut said = update(seq, Status::Investigating, *new);
            said.changes[0].old_status = *old;
            it.post(said).expect("fits");
        }
        it
    }

    fn component() -> ComponentId {
        ComponentId::parse("c1").expect("valid")
    }

    #[test]
    fn the_worst_of_the_others_counts() {
        let a = open("a", &[(Operational, MajorOutage)]);
        let b = open("b", &[(MajorOutage, PartialOutage)]);
        let all = [a, b];
        assert_eq!(relieved(&component(), &id("a"), &all), PartialOutage);
        assert_eq!(relieved(&component(), &id("b"), &all), MajorOutage);
        assert_eq!(relieved(&component(), &id("c"), &all), MajorOutage);
        let other = ComponentId::parse("c2").expect("valid");
        assert_eq!(relieved(&other, &id("c"), &all), Operational);
    }

    #[test]
    fn what_is_over_or_to_come_gives_nothing() {
        let mut over = open("a", &[(Operational, MajorOutage)]);
        over.status = Status::Resolved;
        let mut coming = open("b", &[(Operational, MajorOutage)]);
        coming.kind = Kind::Maintenance;
        coming.status = Status::Scheduled;
        assert_eq!(
            relieved(&component(), &id("c"), &[over, coming]),
            Operational
        );
    }

    #[test]
    fn a_mention_repeats_what_another_did_and_does_not_own_it() {
        let a = open(
            "a",
            &[(Operational, PartialOutage), (MajorOutage, MajorOutage)],
        );
        assert_eq!(relieved(&component(), &id("b"), &[a]), PartialOutage);
        let found = open(
            "a",
            &[(PartialOutage, PartialOutage), (MajorOutage, MajorOutage)],
        );
        assert_eq!(relieved(&component(), &id("b"), &[found]), PartialOutage);
    }

    #[test]
    fn a_maintenance_under_way_holds_what_it_works_on() {
        let mut it = Incident {
            id: id("m"),
            ..incident(Kind::Maintenance)
        };
        it.plan.to_maintenance = Some(true);
        let mut said = update(1, Status::InProgress, MajorOutage);
        said.changes[0].old_status = MajorOutage;
        it.post(said).expect("fits");
        assert_eq!(relieved(&component(), &id("a"), &[it]), UnderMaintenance);
    }
}
