//! From names to components: what a typed range means on this page.

use std::collections::{HashMap, HashSet};

use crate::domain::incidents::affected::{GroupNames, Touched};
use crate::domain::{Component, ComponentId};

/// Returns the components and groups that are part of the page.
pub fn current(all: &[Component]) -> impl Iterator<Item = &Component> {
    all.iter().filter(|one| one.archived_at.is_none())
}

/// Says whether a component, no group, is part of the page.
pub fn has(all: &[Component], id: &ComponentId) -> bool {
    current(all).any(|one| one.id == *id && !one.is_group())
}

/// Returns the components and groups that are in no public output: hidden themselves, or by their group.
pub fn hidden(all: &[Component]) -> HashSet<&ComponentId> {
    let themselves: HashSet<&ComponentId> = current(all)
        .filter(|one| one.hidden)
        .map(|one| &one.id)
        .collect();
    let is_hidden = |component: &&Component| {
        themselves.contains(&component.id)
            || component
                .group_id()
                .is_some_and(|id| themselves.contains(id))
    };
    current(all).filter(is_hidden).map(|one| &one.id).collect()
}

/// Says whether another component in the same place, or another group, has this one's name.
pub fn is_taken(all: &[Component], component: &Component) -> bool {
    current(all).any(|other| {
        other.place == component.place && other.name == component.name && other.id != component.id
    })
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
        .map(|group| GroupNames {
            name: Some(group.name.clone()),
            components: names(Some(&group.id)),
        });
    let top = GroupNames {
        name: None,
        components: names(None),
    };
    groups.chain([top]).collect()
}

/// Returns the names of some components with those of their groups, in the page's order, which is that of `all`.
/// Archived components are among them: old incidents still name them.
pub fn touched(all: &[Component], ids: &[ComponentId]) -> Vec<Touched> {
    let ids: HashSet<&ComponentId> = ids.iter().collect();
    let chosen = all
        .iter()
        .filter(|one| !one.is_group() && ids.contains(&one.id));
    let mut members: HashMap<Option<&ComponentId>, Vec<&str>> = HashMap::new();
    for component in chosen {
        members
            .entry(component.group_id())
            .or_default()
            .push(&component.name);
    }
    let mut touched = Vec::new();
    let top = all.iter().filter(|one| one.group_id().is_none());
    for place in top {
        if !place.is_group() && ids.contains(&place.id) {
            touched.push(Touched {
                group: None,
                name: place.name.clone(),
            });
        }
        let names = members.get(&Some(&place.id)).into_iter().flatten();
        touched.extend(names.map(|name| Touched {
            group: Some(place.name.clone()),
            name: (*name).to_owned(),
        }));
    }
    touched
}

/// Finds the components that groups' and components' names mean, in the order given.
pub fn find_all(all: &[Component], touched: &[Touched]) -> Vec<ComponentId> {
    let mut groups: HashMap<&str, &ComponentId> = HashMap::new();
    let mut components: HashMap<(Option<&ComponentId>, &str), &ComponentId> = HashMap::new();
    for component in current(all) {
        if component.is_group() {
            groups.entry(&component.name).or_insert(&component.id);
        } else {
            let key = (component.group_id(), component.name.as_str());
            components.entry(key).or_insert(&component.id);
        }
    }
    touched
        .iter()
        .filter_map(|touched| {
            let group = match &touched.group {
                Some(name) => Some(*groups.get(name.as_str())?),
                None => None,
            };
            components.get(&(group, touched.name.as_str()))
        })
        .map(|id| (*id).clone())
        .collect()
}
