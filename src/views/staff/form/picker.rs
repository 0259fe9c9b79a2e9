//! Choosing components in a form: by name, by a typed range, by group, one by one.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::components::naming;
use crate::domain::{Component, ComponentStatus};
use crate::views::Site;

use super::fields::{Choice, Field, Problems, Values};

/// The menus of a picker, filled in as they were sent.
#[derive(Template)]
#[template(path = "staff/form/picker.html")]
pub(in crate::views::staff) struct Picker<'a> {
    site: &'a Site,
    names: Vec<Field>,
    range: Vec<Field>,
    groups: Vec<Field>,
    singles: Vec<Singles>,
    is_open: bool,
    template: Option<OfTemplate>,
    outcome: Option<String>,
}

/// The components that a template named, with one menu for all of them.
struct OfTemplate {
    ids: Vec<String>,
    menu: Field,
}

impl HtmlSafe for Picker<'_> {}

/// The components of one group, each with its menu.
struct Singles {
    title: String,
    menus: Vec<Field>,
    is_open: bool,
}

/// The statuses that an incident can give a component.
const INCIDENT: &[ComponentStatus] = &[
    ComponentStatus::Operational,
    ComponentStatus::DegradedPerformance,
    ComponentStatus::PartialOutage,
    ComponentStatus::MajorOutage,
    ComponentStatus::UnderMaintenance,
];

/// With choices in more groups than this they stay folded, so that a page can be scrolled.
const OPEN_MOST: usize = 5;

/// The status that a maintenance gives a component: it is part of the work.
const MAINTENANCE: &[ComponentStatus] = &[ComponentStatus::UnderMaintenance];

/// Returns the choices of a menu: first the one that changes nothing, then the statuses.
fn statuses(site: &Site, offered: &[ComponentStatus], none: String, chosen: &str) -> Vec<Choice> {
    let mut all = vec![Choice::new("", none, chosen)];
    for &status in offered {
        let word = site.words.component_status(status);
        all.push(Choice::new(status.as_str(), word, chosen));
    }
    all
}

impl<'a> Picker<'a> {
    pub(in crate::views::staff) fn new(
        site: &'a Site,
        components: &[Component],
        values: &Values,
        problems: &Problems,
    ) -> Self {
        Self::offering(INCIDENT, site, components, values, problems)
    }

    /// Makes the picker of the components that a maintenance is about.
    pub(in crate::views::staff) fn of_maintenance(
        site: &'a Site,
        components: &[Component],
        values: &Values,
        problems: &Problems,
    ) -> Self {
        Self::offering(MAINTENANCE, site, components, values, problems)
    }

    fn offering(
        offered: &[ComponentStatus],
        site: &'a Site,
        components: &[Component],
        values: &Values,
        problems: &Problems,
    ) -> Self {
        let words = site.words;
        let no_change = || words.say("pick-no-change");
        let leaves: Vec<&Component> = naming::current(components)
            .filter(|one| !one.is_group())
            .collect();
        let mut distinct: Vec<(&str, usize)> = Vec::new();
        for leaf in leaves.iter().filter(|leaf| leaf.group_id().is_some()) {
            match distinct.iter_mut().find(|(name, _)| *name == leaf.name) {
                Some((_, count)) => *count += 1,
                None => distinct.push((&leaf.name, 1)),
            }
        }
        let names = distinct
            .iter()
            .filter(|(_, count)| *count > 1)
            .map(|(name, count)| {
                let field = format!("by_name[{name}]");
                let label = words.say_with(
                    "pick-name",
                    &[("name", (*name).into()), ("count", (*count).into())],
                );
                let chosen = values.text(&field).to_owned();
                Field::menu(&field, label, statuses(site, offered, no_change(), &chosen))
            })
            .collect();
        let groups: Vec<&Component> = naming::current(components)
            .filter(|one| one.is_group())
            .collect();
        let range = if groups.len() > 1 && !distinct.is_empty() {
            range(offered, site, &distinct, values, problems)
        } else {
            Vec::new()
        };
        let single = |leaf: &Component, group: Option<&str>| {
            let field = format!("components[{}]", leaf.id);
            let label = match group {
                Some(group) => format!("{group}, {}", leaf.name),
                None => leaf.name.clone(),
            };
            let chosen = values.text(&field).to_owned();
            let mut choices = statuses(site, offered, words.say("pick-as-above"), &chosen);
            choices.push(Choice::new("none", words.say("pick-leave-out"), &chosen));
            Field::menu(&field, label, choices)
        };
        let is_chosen =
            |menus: &[Field]| menus.iter().any(|menu| !values.text(&menu.name).is_empty());
        let mut singles = Vec::new();
        let top: Vec<Field> = leaves
            .iter()
            .filter(|one| one.group_id().is_none())
            .map(|one| single(one, None))
            .collect();
        if !top.is_empty() {
            singles.push(Singles {
                title: words.say("pick-without-group"),
                is_open: groups.is_empty() || is_chosen(&top),
                menus: top,
            });
        }
        let is_in_use = |group: &&&Component| {
            leaves.iter().any(|leaf| {
                leaf.group_id() == Some(&group.id)
                    && !values.text(&format!("components[{}]", leaf.id)).is_empty()
            })
        };
        let open = groups.iter().filter(is_in_use).count();
        for group in &groups {
            let menus: Vec<Field> = leaves
                .iter()
                .filter(|one| one.group_id() == Some(&group.id))
                .map(|one| single(one, Some(&group.name)))
                .collect();
            singles.push(Singles {
                title: group.name.clone(),
                is_open: open <= OPEN_MOST && is_chosen(&menus),
                menus,
            });
        }
        let groups: Vec<Field> = groups
            .iter()
            .map(|group| {
                let field = format!("by_group[{}]", group.id);
                let chosen = values.text(&field).to_owned();
                Field::menu(
                    &field,
                    words.say_name("pick-group", &group.name),
                    statuses(site, offered, no_change(), &chosen),
                )
            })
            .collect();
        Self {
            template: of_template(offered, site, values),
            outcome: None,
            is_open: is_chosen(&groups),
            site,
            names,
            range,
            groups,
            singles,
        }
    }

    /// Adds the sentence that sums up the component choice.
    pub(in crate::views::staff) fn saying(mut self, outcome: Option<String>) -> Self {
        self.outcome = outcome;
        self
    }
}

fn of_template(offered: &[ComponentStatus], site: &Site, values: &Values) -> Option<OfTemplate> {
    let words = site.words;
    let ids: Vec<String> = values
        .fields()
        .iter()
        .filter(|(name, _)| name == "template_component")
        .map(|(_, id)| id.clone())
        .collect();
    if ids.is_empty() {
        return None;
    }
    let chosen = values.text("by_template").to_owned();
    let label = words.say_count("pick-template", ids.len());
    let menu = Field::menu(
        "by_template",
        label,
        statuses(site, offered, words.say("pick-no-change"), &chosen),
    );
    Some(OfTemplate { ids, menu })
}

fn range(
    offered: &[ComponentStatus],
    site: &Site,
    distinct: &[(&str, usize)],
    values: &Values,
    problems: &Problems,
) -> Vec<Field> {
    let words = site.words;
    let chosen = values.text("affected_name").to_owned();
    let mut names = vec![Choice::new("", words.say("pick-choose"), &chosen)];
    names.extend(
        distinct
            .iter()
            .map(|(name, _)| Choice::new(*name, *name, &chosen)),
    );
    let mut fields = vec![
        Field::line("affected", words.say("pick-range"), values.text("affected"))
            .hint(words.say("pick-range-hint"))
            .checked(problems),
        Field::menu("affected_name", words.say("pick-range-name"), names).checked(problems),
    ];
    // One status needs no menu: the form carries it.
    if offered.len() > 1 {
        let status = values.text("affected_status").to_owned();
        let choices = statuses(site, offered, words.say("pick-choose"), &status);
        let label = words.say("pick-range-status");
        fields.push(Field::menu("affected_status", label, choices).checked(problems));
    }
    fields
}
