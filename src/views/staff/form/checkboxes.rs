//! Checkboxes for components and groups, of which several may be ticked.

use std::collections::HashSet;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::Component;

use super::fields::{Problems, Values, id_of};

/// A set of boxes.
#[derive(Template)]
#[template(path = "staff/form/checkboxes.html")]
pub(in crate::views::staff) struct Checkboxes {
    id: String,
    name: &'static str,
    label: String,
    problem: Option<String>,
    all: Vec<Checkbox>,
}

impl HtmlSafe for Checkboxes {}

struct Checkbox {
    value: String,
    label: String,
    is_checked: bool,
}

impl Checkboxes {
    /// One box for each component or group.
    pub(in crate::views::staff) fn new<'a>(
        name: &'static str,
        label: String,
        all: impl IntoIterator<Item = &'a Component>,
        values: &Values,
        problems: &Problems,
    ) -> Self {
        let ticked: HashSet<&str> = values.all(name).into_iter().collect();
        Self {
            id: id_of(name),
            name,
            label,
            problem: problems.of(name),
            all: all
                .into_iter()
                .map(|component| Checkbox {
                    is_checked: ticked.contains(component.id.as_str()),
                    value: component.id.to_string(),
                    label: component.name.clone(),
                })
                .collect(),
        }
    }

    pub(in crate::views::staff) fn len(&self) -> usize {
        self.all.len()
    }

    pub(in crate::views::staff) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Says whether the set must be in sight: a box is ticked, or something is wrong.
    pub(in crate::views::staff) fn is_in_use(&self) -> bool {
        self.problem.is_some() || self.all.iter().any(|one| one.is_checked)
    }
}
