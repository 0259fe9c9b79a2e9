//! Choosing components by boxes: by name, by group, one by one.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::{Component, naming};
use crate::views::Site;

use super::fields::{Problems, Values};

/// The boxes, ticked as they were.
#[derive(Template)]
#[template(path = "staff/ticks.html")]
pub(super) struct Ticks<'a> {
    site: &'a Site,
    names: Vec<Tick>,
    groups: Vec<TickGroup>,
    is_empty: bool,
    problem: Option<String>,
}

impl HtmlSafe for Ticks<'_> {}

/// One box.
struct Tick {
    name: &'static str,
    value: String,
    label: String,
    is_ticked: bool,
}

/// The boxes of one group.
struct TickGroup {
    title: String,
    ticks: Vec<Tick>,
    is_open: bool,
}

impl<'a> Ticks<'a> {
    pub(super) fn new(
        site: &'a Site,
        components: &[Component],
        values: &Values,
        problems: &Problems,
    ) -> Self {
        let words = site.words;
        let tick = |name: &'static str, value: &str, label: String| Tick {
            is_ticked: values.has(name, value),
            value: value.to_owned(),
            name,
            label,
        };
        let leaves: Vec<&Component> = naming::current(components)
            .filter(|one| !one.is_group())
            .collect();
        let mut distinct: Vec<(&str, usize)> = Vec::new();
        for one in leaves.iter().filter(|one| one.group_id().is_some()) {
            match distinct.iter_mut().find(|(name, _)| *name == one.name) {
                Some((_, count)) => *count += 1,
                None => distinct.push((&one.name, 1)),
            }
        }
        let names = distinct
            .iter()
            .filter(|(_, count)| *count > 1)
            .map(|(name, count)| {
                let label = words.say_with(
                    "pick-name",
                    &[("name", (*name).into()), ("count", (*count).into())],
                );
                tick("by_name", name, label)
            })
            .collect();
        let single = |one: &&Component| tick("component_ids", one.id.as_str(), one.name.clone());
        let top: Vec<Tick> = leaves
            .iter()
            .filter(|one| one.group_id().is_none())
            .map(single)
            .collect();
        let mut groups = Vec::new();
        if !top.is_empty() {
            groups.push(TickGroup::new(words.say("pick-without-group"), top));
        }
        for group in naming::current(components).filter(|one| one.is_group()) {
            let label = words.say_name("pick-group", &group.name);
            let mut ticks = vec![tick("by_group", group.id.as_str(), label)];
            ticks.extend(
                leaves
                    .iter()
                    .filter(|one| one.group_id() == Some(&group.id))
                    .map(single),
            );
            groups.push(TickGroup::new(group.name.clone(), ticks));
        }
        Self {
            is_empty: leaves.is_empty(),
            site,
            names,
            groups,
            problem: problems.of("component_ids"),
        }
    }
}

impl TickGroup {
    fn new(title: String, ticks: Vec<Tick>) -> Self {
        Self {
            is_open: ticks.iter().any(|tick| tick.is_ticked),
            title,
            ticks,
        }
    }
}
