//! From names to components: what a typed range means on this page.

use super::affected::{GroupNames, Touched};
use super::{Component, ComponentId};

/// Returns the components and groups that are part of the page.
pub fn current(all: &[Component]) -> impl Iterator<Item = &Component> {
    all.iter().filter(|one| one.archived_at.is_none())
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

/// Returns the names of components with those of their groups, in the order of the page, which `all` has.
pub fn touched(all: &[Component], ids: &[ComponentId]) -> Vec<Touched> {
    let mut touched = Vec::new();
    for place in current(all).filter(|one| one.group_id().is_none()) {
        if place.is_group() {
            let members = current(all)
                .filter(|one| one.group_id() == Some(&place.id) && ids.contains(&one.id));
            touched.extend(members.map(|one| Touched {
                group: Some(place.name.clone()),
                name: one.name.clone(),
            }));
        } else if ids.contains(&place.id) {
            touched.push(Touched {
                group: None,
                name: place.name.clone(),
            });
        }
    }
    touched
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
