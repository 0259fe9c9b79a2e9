//! Which components a form names: by name, by group, by a typed range, one by one.

use std::collections::HashMap;

use crate::domain::components::naming;
use crate::domain::{Component, ComponentId, ComponentStatus};

/// The choices of a form. The more particular choice counts: one component before a range, a range before a group, a
/// group before a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComponentChoice {
    /// Every component of this name, in all groups.
    pub names: Vec<(String, ComponentStatus)>,
    /// Every component of this group.
    pub groups: Vec<(ComponentId, ComponentStatus)>,
    /// The components of a typed range.
    pub range: Vec<(ComponentId, ComponentStatus)>,
    /// One component; `None` leaves it out whatever else names it.
    pub single: Vec<(ComponentId, Option<ComponentStatus>)>,
}

impl ComponentChoice {
    /// Returns the components that get a status, in the order given. A group is never among them.
    pub fn settle(&self, components: &[Component]) -> Vec<(ComponentId, ComponentStatus)> {
        let names: HashMap<&str, ComponentStatus> = self
            .names
            .iter()
            .map(|(name, status)| (name.as_str(), *status))
            .collect();
        let groups: HashMap<_, _> = self
            .groups
            .iter()
            .map(|(id, status)| (id, *status))
            .collect();
        let range: HashMap<_, _> = self
            .range
            .iter()
            .map(|(id, status)| (id, *status))
            .collect();
        let single: HashMap<_, _> = self
            .single
            .iter()
            .map(|(id, status)| (id, *status))
            .collect();
        naming::current(components)
            .filter(|one| !one.is_group())
            .filter_map(|component| {
                let of_group = component.group_id().and_then(|id| groups.get(id).copied());
                let wide = range
                    .get(&component.id)
                    .copied()
                    .or(of_group)
                    .or(names.get(component.name.as_str()).copied());
                let status = single.get(&component.id).copied().unwrap_or(wide)?;
                Some((component.id.clone(), status))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Placement;

    fn component(id: &str, name: &str, place: Placement) -> Component {
        Component {
            name: name.to_owned(),
            ..crate::domain::public::tests::component(id, place, 1, false)
        }
    }

    #[test]
    fn the_more_particular_choice_counts() {
        use ComponentStatus::{DegradedPerformance, MajorOutage, Operational, PartialOutage};
        let id = |text: &str| ComponentId::parse(text).expect("an id");
        let all = vec![
            component("g1", "DUO1", Placement::Group),
            component("a", "Phone", Placement::In(id("g1"))),
            component("b", "Push", Placement::In(id("g1"))),
            component("g2", "DUO2", Placement::Group),
            component("c", "Phone", Placement::In(id("g2"))),
            component("d", "Phone", Placement::TopLevel),
        ];
        let choice = ComponentChoice {
            names: vec![("Phone".to_owned(), MajorOutage)],
            groups: vec![(id("g1"), DegradedPerformance)],
            range: vec![(id("c"), PartialOutage)],
            single: vec![(id("b"), Some(Operational)), (id("d"), None)],
        };
        assert_eq!(
            choice.settle(&all),
            [
                (id("a"), DegradedPerformance),
                (id("b"), Operational),
                (id("c"), PartialOutage)
            ]
        );
    }
}
