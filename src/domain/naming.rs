//! From names to components: what a typed range means on this page.

use std::collections::{HashMap, HashSet};

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

/// Returns the names of some components with those of their groups, in the order of the page's list;
/// archived ones too, which old incidents go on naming.
pub fn touched(all: &[Component], ids: &[ComponentId]) -> Vec<Touched> {
    let ids: HashSet<&ComponentId> = ids.iter().collect();
    let groups: HashMap<&ComponentId, &str> = all
        .iter()
        .filter(|one| one.is_group())
        .map(|one| (&one.id, one.name.as_str()))
        .collect();
    all.iter()
        .filter(|one| !one.is_group() && ids.contains(&one.id))
        .map(|one| Touched {
            group: one
                .group_id()
                .and_then(|id| groups.get(id))
                .map(|name| (*name).to_owned()),
            name: one.name.clone(),
        })
        .collect()
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
