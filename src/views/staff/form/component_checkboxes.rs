//! Choosing components by boxes: by name, by group, one by one.

use std::collections::HashSet;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::Component;
use crate::domain::components::naming;
use crate::views::Site;

use super::fields::{Problems, Values};

/// The checkboxes, ticked as they were.
#[derive(Template)]
#[template(path = "staff/form/component_checkboxes.html")]
pub(in crate::views::staff) struct ComponentCheckboxes<'a> {
    site: &'a Site,
    names: Vec<ComponentCheckbox>,
    groups: Vec<CheckboxGroup>,
    is_empty: bool,
    is_open: bool,
    problem: Option<String>,
}

impl HtmlSafe for ComponentCheckboxes<'_> {}

/// One box.
struct ComponentCheckbox {
    name: &'static str,
    value: String,
    label: String,
    is_checked: bool,
}

/// The checkboxes of one group.
struct CheckboxGroup {
    title: String,
    checkboxes: Vec<ComponentCheckbox>,
    is_open: bool,
}

impl<'a> ComponentCheckboxes<'a> {
    pub(in crate::views::staff) fn new(
        site: &'a Site,
        components: &[Component],
        values: &Values,
        problems: &Problems,
    ) -> Self {
        let words = site.words;
        let leaves: Vec<&Component> = naming::current(components)
            .filter(|one| !one.is_group())
            .collect();
        let mut remaining = Remaining::new(values, &leaves);
        let by_name: HashSet<&str> = values.all("by_name").into_iter().collect();
        let by_group: HashSet<&str> = values.all("by_group").into_iter().collect();
        let mut names = Vec::new();
        for (name, count) in repeated(&leaves) {
            let label = words.say_with(
                "pick-name",
                &[("name", name.into()), ("count", count.into())],
            );
            let is_checked = remaining.take(by_name.contains(name), |component| {
                component.group_id().is_some() && component.name == name
            });
            names.push(ComponentCheckbox::new("by_name", name, label, is_checked));
        }
        let single = |component: &Component, remaining: &Remaining<'_>| {
            let id = component.id.as_str();
            ComponentCheckbox::new(
                "component_ids",
                id,
                component.name.clone(),
                remaining.has(component),
            )
        };
        let mut groups = Vec::new();
        let top: Vec<ComponentCheckbox> = leaves
            .iter()
            .filter(|one| one.group_id().is_none())
            .map(|one| single(one, &remaining))
            .collect();
        if !top.is_empty() {
            groups.push(CheckboxGroup::new(words.say("pick-without-group"), top));
        }
        for group in naming::current(components).filter(|one| one.is_group()) {
            let label = words.say_name("pick-group", &group.name);
            let is_checked = remaining.take(by_group.contains(group.id.as_str()), |component| {
                component.group_id() == Some(&group.id)
            });
            let mut checkboxes = vec![ComponentCheckbox::new(
                "by_group",
                group.id.as_str(),
                label,
                is_checked,
            )];
            checkboxes.extend(
                leaves
                    .iter()
                    .filter(|one| one.group_id() == Some(&group.id))
                    .map(|one| single(one, &remaining)),
            );
            groups.push(CheckboxGroup::new(group.name.clone(), checkboxes));
        }
        Self {
            is_empty: leaves.is_empty(),
            is_open: groups.len() == 1 || groups.iter().any(|group| group.is_open),
            site,
            names,
            groups,
            problem: problems.of("component_ids"),
        }
    }
}

impl ComponentCheckbox {
    fn new(name: &'static str, value: &str, label: String, is_checked: bool) -> Self {
        Self {
            name,
            value: value.to_owned(),
            label,
            is_checked,
        }
    }
}

/// Returns the names that more than one group has, and how many have them.
fn repeated<'a>(leaves: &[&'a Component]) -> Vec<(&'a str, usize)> {
    let mut names: Vec<(&str, usize)> = Vec::new();
    for component in leaves
        .iter()
        .filter(|component| component.group_id().is_some())
    {
        match names.iter_mut().find(|(name, _)| *name == component.name) {
            Some((_, count)) => *count += 1,
            None => names.push((&component.name, 1)),
        }
    }
    names.retain(|(_, count)| *count > 1);
    names
}

/// The components whose own box is to be ticked. If all of a name or group are chosen, the box of that name or group
/// is ticked instead.
struct Remaining<'a> {
    leaves: &'a [&'a Component],
    ids: HashSet<&'a str>,
}

impl<'a> Remaining<'a> {
    fn new(values: &'a Values, leaves: &'a [&'a Component]) -> Self {
        let ids = values
            .fields()
            .iter()
            .filter(|(name, _)| name == "component_ids")
            .map(|(_, value)| value.as_str())
            .collect();
        Self { leaves, ids }
    }

    fn has(&self, component: &Component) -> bool {
        self.ids.contains(component.id.as_str())
    }

    /// Says whether the box of a name or group is ticked; if so, the boxes of its components are not.
    fn take(&mut self, is_checked: bool, is_of: impl Fn(&Component) -> bool) -> bool {
        let all: Vec<&Component> = self
            .leaves
            .iter()
            .copied()
            .filter(|one| is_of(one))
            .collect();
        let is_checked = is_checked || (all.len() > 1 && all.iter().all(|one| self.has(one)));
        if is_checked {
            for component in all {
                self.ids.remove(component.id.as_str());
            }
        }
        is_checked
    }
}

impl CheckboxGroup {
    fn new(title: String, checkboxes: Vec<ComponentCheckbox>) -> Self {
        Self {
            is_open: checkboxes.iter().any(|one| one.is_checked),
            title,
            checkboxes,
        }
    }
}
