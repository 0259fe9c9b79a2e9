//! The components that readers may know of, in the page's order.

use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use crate::domain::incidents::affected::Touched;
use crate::domain::{Component, ComponentId, ComponentStatus, GroupDisplay, Placement, Ts};

/// A component or group as readers see it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PublicComponent {
    /// Its id.
    pub id: ComponentId,
    /// Group, top-level component or member of a group.
    pub place: Placement,
    /// Its name.
    pub name: String,
    /// Some words on what it is.
    pub description: Option<String>,
    /// How it is doing; a group shows its worst child.
    pub status: ComponentStatus,
    /// Order within the group or among the top-level entries, from 1.
    pub position: i64,
    /// Order among entries with the same position.
    pub seq: i64,
    /// Shows its uptime.
    pub showcase: bool,
    /// Not on the page while operational.
    pub only_show_if_degraded: bool,
    /// Whether readers find it open; without meaning for a component.
    pub display: GroupDisplay,
    /// The date from which uptime counts.
    pub start_date: Option<String>,
    /// Gone from the page; seen in its incidents only.
    pub archived: bool,
    /// When it was made.
    pub created_at: Ts,
    /// The last change.
    pub updated_at: Ts,
}

impl PublicComponent {
    /// Says whether this is a group.
    pub const fn is_group(&self) -> bool {
        matches!(self.place, Placement::Group)
    }

    /// Returns the group it belongs to.
    pub const fn group_id(&self) -> Option<&ComponentId> {
        match &self.place {
            Placement::In(group) => Some(group),
            Placement::Group | Placement::TopLevel => None,
        }
    }

    /// Says whether the page lists it now (the API always does).
    pub const fn is_on_page(&self) -> bool {
        !self.archived && (!self.only_show_if_degraded || !self.status.is_operational())
    }
}

/// Every component that readers may know of, in the page's order: a group, then its members; archived
/// ones last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalog {
    entries: Vec<PublicComponent>,
    index: HashMap<ComponentId, usize>,
}

/// The index follows from the entries.
impl Hash for Catalog {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.entries.hash(state);
    }
}

impl Catalog {
    /// Orders what is visible; a hidden group hides its members.
    pub(super) fn reveal(components: &[Component]) -> Self {
        let hidden_groups: HashSet<&ComponentId> = components
            .iter()
            .filter(|one| one.is_group() && one.hidden)
            .map(|one| &one.id)
            .collect();
        let mut visible: Vec<&Component> = components
            .iter()
            .filter(|component| {
                !component.hidden
                    && component
                        .group_id()
                        .is_none_or(|id| !hidden_groups.contains(id))
            })
            .collect();
        visible.sort_by_key(|one| (one.archived_at.is_some(), one.position, one.seq));
        let groups: HashSet<&ComponentId> = visible
            .iter()
            .filter(|one| one.is_group() && one.archived_at.is_none())
            .map(|one| &one.id)
            .collect();
        // A component whose group is gone stands at the top level; an archived one always does.
        let group_of = |component: &&Component| {
            component
                .group_id()
                .filter(|id| component.archived_at.is_none() && groups.contains(id))
                .cloned()
        };
        let mut members: HashMap<ComponentId, Vec<&Component>> = HashMap::new();
        for component in &visible {
            if let Some(group) = group_of(component) {
                members.entry(group).or_default().push(component);
            }
        }
        let mut entries = Vec::with_capacity(visible.len());
        for component in &visible {
            if group_of(component).is_some() {
                continue;
            }
            let inside = members.remove(&component.id).unwrap_or_default();
            let status = if component.is_group() {
                inside
                    .iter()
                    .map(|member| member.status)
                    .fold(ComponentStatus::Operational, ComponentStatus::worst)
            } else {
                component.status
            };
            entries.push(public_component(component, status));
            entries.extend(
                inside
                    .into_iter()
                    .map(|member| public_component(member, member.status)),
            );
        }
        Self::of(entries)
    }

    fn of(entries: Vec<PublicComponent>) -> Self {
        let index = entries
            .iter()
            .enumerate()
            .map(|(place, one)| (one.id.clone(), place))
            .collect();
        Self { entries, index }
    }

    /// Returns the catalogue of what a document about some components can show: those, the groups that they are in, the
    /// members of groups among them.
    #[must_use]
    pub fn about(&self, ids: &[ComponentId]) -> Self {
        let named: HashSet<&ComponentId> = ids.iter().collect();
        let around: HashSet<&ComponentId> = ids
            .iter()
            .filter_map(|id| self.find(id)?.group_id())
            .collect();
        let is_shown = |component: &&PublicComponent| {
            named.contains(&component.id)
                || around.contains(&component.id)
                || component
                    .group_id()
                    .is_some_and(|group| named.contains(group))
        };
        Self::of(self.entries.iter().filter(is_shown).cloned().collect())
    }

    /// Returns every entry in the page's order.
    pub fn all(&self) -> &[PublicComponent] {
        &self.entries
    }

    /// Returns the entries that are part of the page, groups included, in its order.
    pub fn current(&self) -> impl Iterator<Item = &PublicComponent> {
        self.entries.iter().filter(|one| !one.archived)
    }

    /// Returns the components of the page, groups left out, in its order.
    pub fn leaves(&self) -> impl Iterator<Item = &PublicComponent> {
        self.current().filter(|one| !one.is_group())
    }

    /// Returns the members of a group in their order.
    pub fn members<'a>(
        &'a self,
        group: &'a ComponentId,
    ) -> impl Iterator<Item = &'a PublicComponent> {
        let start = self
            .index
            .get(group)
            .map_or(self.entries.len(), |at| at + 1);
        self.entries[start..]
            .iter()
            .take_while(move |one| one.group_id() == Some(group) && !one.archived)
    }

    /// Finds an entry.
    pub fn find(&self, id: &ComponentId) -> Option<&PublicComponent> {
        self.index.get(id).map(|place| &self.entries[*place])
    }

    /// Returns the name of the group that a component is in.
    pub fn group_name(&self, component: &PublicComponent) -> Option<&str> {
        component
            .group_id()
            .and_then(|id| self.find(id))
            .map(|group| group.name.as_str())
    }

    /// Names components with their groups, for the affected sentence.
    pub fn touched(&self, ids: &[ComponentId]) -> Vec<Touched> {
        ids.iter()
            .filter_map(|id| self.find(id))
            .map(|component| Touched {
                group: self.group_name(component).map(str::to_owned),
                name: component.name.clone(),
            })
            .collect()
    }

    /// Keeps the visible ids and puts them into the page's order, each once.
    pub(super) fn ordered(&self, ids: &[ComponentId]) -> Vec<ComponentId> {
        let mut places: Vec<usize> = ids
            .iter()
            .filter_map(|id| self.index.get(id).copied())
            .collect();
        places.sort_unstable();
        places.dedup();
        places
            .into_iter()
            .map(|place| self.entries[place].id.clone())
            .collect()
    }
}

/// Says whether readers see a change in components that none of their dates shows: a component is gone, was added
/// with an old date, or differs without a new date.
pub fn changes_undated(before: &[Component], after: &[Component]) -> bool {
    let (before, after) = (Catalog::reveal(before), Catalog::reveal(after));
    let newest = before.all().iter().map(|one| one.updated_at).max();
    let is_undated = |was: &PublicComponent| {
        after
            .find(&was.id)
            .is_none_or(|is| is != was && is.updated_at <= was.updated_at)
    };
    let is_old_arrival = |is: &PublicComponent| {
        before.find(&is.id).is_none() && newest.is_some_and(|newest| is.updated_at <= newest)
    };
    before.all().iter().any(is_undated) || after.all().iter().any(is_old_arrival)
}

fn public_component(component: &Component, status: ComponentStatus) -> PublicComponent {
    PublicComponent {
        id: component.id.clone(),
        place: component.place.clone(),
        name: component.name.clone(),
        description: component.description.clone(),
        status,
        position: component.position,
        seq: component.seq,
        showcase: component.showcase,
        only_show_if_degraded: component.only_show_if_degraded,
        display: component.display,
        start_date: component.start_date.clone(),
        archived: component.archived_at.is_some(),
        created_at: component.created_at,
        updated_at: component.updated_at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::public::tests::component;

    fn id(text: &str) -> ComponentId {
        ComponentId::parse(text).expect("valid")
    }

    /// Two groups of two members each, and one component beside them.
    fn components() -> Vec<Component> {
        let member =
            |name, group, position| component(name, Placement::In(id(group)), position, false);
        vec![
            component("g1", Placement::Group, 1, false),
            member("a", "g1", 1),
            member("b", "g1", 2),
            component("g2", Placement::Group, 2, false),
            member("c", "g2", 1),
            member("d", "g2", 2),
            component("e", Placement::TopLevel, 3, false),
        ]
    }

    #[test]
    fn a_document_about_some_components_sees_no_others() {
        let catalog = Catalog::reveal(&components());
        let names = |ids: &[&str]| -> Vec<String> {
            let ids: Vec<ComponentId> = ids.iter().map(|text| id(text)).collect();
            let about = catalog.about(&ids);
            about.all().iter().map(|one| one.id.to_string()).collect()
        };
        assert_eq!(names(&[]), Vec::<String>::new());
        assert_eq!(names(&["e", "gone"]), ["e"]);
        assert_eq!(names(&["a"]), ["g1", "a"]);
        assert_eq!(names(&["g2", "a"]), ["g1", "a", "g2", "c", "d"]);
    }
}
