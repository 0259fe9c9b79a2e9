//! The components that a form chooses: by name, by group, by a typed range and one by one.

use super::fields::Fields;
use super::reader::Reader;
use crate::app::{FieldErrors, Touch};
use crate::domain::components::naming;
use crate::domain::incidents::affected::Names;
use crate::domain::incidents::component_choice::ComponentChoice;
use crate::domain::problem::{ChoiceProblem, ComponentProblem};
use crate::domain::{Component, ComponentId, ComponentStatus};
use crate::views::Site;
use crate::views::staff::Values;

/// The components that a form chooses, each with the status that it gets.
pub(crate) struct ChosenComponents {
    chosen: Vec<(ComponentId, ComponentStatus)>,
    left_out: usize,
}

impl Reader<'_> {
    /// Reads the components that a form chooses, of all there are.
    pub(crate) fn components(&mut self, all: &[Component]) -> ChosenComponents {
        ChosenComponents::read(self.fields, all, &mut self.errors)
    }
}

impl ChosenComponents {
    fn read(fields: &Fields, all: &[Component], errors: &mut FieldErrors) -> Self {
        let mut choice = ComponentChoice::default();
        for (name, status) in fields.map("by_name") {
            if let Some(status) = status_of(status, errors) {
                choice.names.push((name.to_owned(), status));
            }
        }
        for (id, status) in fields.map("by_group") {
            if let (Some(id), Some(status)) = (ComponentId::parse(id), status_of(status, errors)) {
                choice.groups.push((id, status));
            }
        }
        choice.range = of_template(fields, errors);
        choice.range.extend(range(fields, all, errors));
        let mut left_out = 0;
        for (id, status) in fields.map("components") {
            let is_left_out = status == "none";
            left_out += usize::from(is_left_out);
            let Some(id) = ComponentId::parse(id) else {
                continue;
            };
            if is_left_out {
                choice.single.push((id, None));
            } else if let Some(status) = status_of(status, errors) {
                choice.single.push((id, Some(status)));
            }
        }
        Self {
            chosen: choice.settle(all),
            left_out,
        }
    }

    /// Returns the choice of a form that is shown, as far as it makes sense.
    pub(crate) fn shown(values: &Values, all: &[Component]) -> Self {
        Self::read(&Fields::of_values(values), all, &mut FieldErrors::default())
    }

    /// Returns the components chosen.
    pub(crate) fn into_ids(self) -> Vec<ComponentId> {
        self.chosen.into_iter().map(|(id, _)| id).collect()
    }

    /// Returns the components chosen, each with the status that it gets.
    pub(crate) fn into_touches(self) -> Vec<Touch> {
        let touch = |(id, status)| Touch {
            id,
            status: Some(status),
        };
        self.chosen.into_iter().map(touch).collect()
    }

    /// Sums up the component choice of a form: how many components get which status, and how many are left out.
    /// `None` if no component is chosen or something is wrong with the choice.
    pub(crate) fn outcome(values: &Values, all: &[Component], site: &Site) -> Option<String> {
        let mut errors = FieldErrors::default();
        let Self { chosen, left_out } = Self::read(&Fields::of_values(values), all, &mut errors);
        if chosen.is_empty() || errors.iter().next().is_some() {
            return None;
        }
        let words = site.words;
        let count = |status| chosen.iter().filter(|(_, one)| *one == status).count();
        let mut parts: Vec<String> = ComponentStatus::ALL
            .iter()
            .map(|status| (words.component_status(*status), count(*status)))
            .filter(|(_, count)| *count > 0)
            .map(|(status, count)| {
                let args = [("count", count.into()), ("status", status.into())];
                words.say_with("outcome", &args)
            })
            .collect();
        if left_out > 0 {
            parts.push(words.say_count("outcome-left-out", left_out));
        }
        Some(words.join(&parts))
    }
}

/// Reads the status given to all components that a template named.
fn of_template(fields: &Fields, errors: &mut FieldErrors) -> Vec<(ComponentId, ComponentStatus)> {
    let Some(status) = fields
        .non_blank("by_template")
        .and_then(|text| status_of(text, errors))
    else {
        return Vec::new();
    };
    fields
        .all("template_component")
        .into_iter()
        .filter_map(ComponentId::parse)
        .map(|id| (id, status))
        .collect()
}

fn status_of(text: &str, errors: &mut FieldErrors) -> Option<ComponentStatus> {
    let status = ComponentStatus::parse(text);
    if status.is_none() {
        let value = text.into();
        errors.add("components", ChoiceProblem::CannotBe { value });
    }
    status
}

fn range(
    fields: &Fields,
    all: &[Component],
    errors: &mut FieldErrors,
) -> Vec<(ComponentId, ComponentStatus)> {
    let Some(groups) = fields.non_blank("affected") else {
        return Vec::new();
    };
    let name = fields.non_blank("affected_name");
    let status = fields
        .non_blank("affected_status")
        .and_then(ComponentStatus::parse);
    if name.is_none() {
        errors.add("affected_name", ComponentProblem::NotChosenForGroups);
    }
    if status.is_none() {
        errors.add("affected_status", ComponentProblem::NotChosenForGroups);
    }
    let (Some(name), Some(status)) = (name, status) else {
        return Vec::new();
    };
    let names = naming::group_names(all);
    match Names::new(&names).parse(&format!("{name} in {groups}")) {
        Ok(touched) => naming::find_all(all, &touched)
            .into_iter()
            .map(|id| (id, status))
            .collect(),
        Err(why) => {
            errors.add("affected", why);
            Vec::new()
        }
    }
}
