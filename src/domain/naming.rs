//! From names to components: what a typed range means on this page.

use super::affected::{GroupNames, Touched};
use super::{Component, ComponentId};

/// Returns the components and groups that are part of the page.
pub fn current(all: &[Component]) -> impl Iterator<Item = &Component> {
    all.iter().filter(|one| one.archived_at.is_none())
}

/// Says whether a component is in no public output: it is hidden itself, or its group is.
pub fn is_hidden(current: &[&Component], one: &Component) -> bool {
    one.hidden
        || current
            .iter()
            .any(|other| other.hidden && one.group_id() == Some(&other.id))
}

/// Says whether another component in the same place, or another group, has this one's name.
pub fn is_taken(all: &[Component], it: &Component) -> bool {
    current(all).any(|one| one.place == it.place && one.name == it.name && one.id != it.id)
}

/// Returns the groups with the names of their components, and those at the top level, as the page has them.
pub fn group_names(all: &[Component]) -> Vec<GroupNames> {
    let names = |group: Option<&ComponentId>| {
        current(all)
            .filter(|one| !one.is_group() && one.group_id() == group)
            .map(|one| one.name.clone())
            .collect()
    };
    let groups = current(all)
        .filter(|one| one.is_group())
        .map(|one| GroupNames {
            name: Some(one.name.clone()),
            components: names(Some(&one.id)),
        });
    let top = GroupNames {
        name: None,
        components: names(None),
    };
    groups.chain([top]).collect()
}

/// Finds the component that a group's and a component's name mean.
pub fn find(all: &[Component], touched: &Touched) -> Option<ComponentId> {
    let group = touched
        .group
        .as_ref()
        .and_then(|name| current(all).find(|one| one.is_group() && one.name == *name));
    current(all)
        .find(|one| {
            !one.is_group()
                && one.name == touched.name
                && one.group_id() == group.map(|group| &group.id)
        })
        .map(|one| one.id.clone())
}
