//! The components that a form names.

use super::fields::Form;
use crate::app::{FieldErrors, Touch};
use crate::domain::components::naming;
use crate::domain::incidents::affected::Names;
use crate::domain::incidents::picks::Picks;
use crate::domain::{Component, ComponentId, ComponentStatus};
use crate::views::Site;

/// Reads what was picked by name, by group, by a typed range and one by one.
pub(in crate::web::admin) fn touches(
    form: &Form,
    all: &[Component],
    errors: &mut FieldErrors,
) -> Vec<Touch> {
    let mut picks = Picks::default();
    for (name, status) in form.map("by_name") {
        if let Some(status) = status_of(status, errors) {
            picks.names.push((name.to_owned(), status));
        }
    }
    for (id, status) in form.map("by_group") {
        if let (Some(id), Some(status)) = (ComponentId::parse(id), status_of(status, errors)) {
            picks.groups.push((id, status));
        }
    }
    picks.range = of_template(form, errors);
    picks.range.extend(range(form, all, errors));
    for (id, status) in form.map("components") {
        let Some(id) = ComponentId::parse(id) else {
            continue;
        };
        if status == "none" {
            picks.single.push((id, None));
        } else if let Some(status) = status_of(status, errors) {
            picks.single.push((id, Some(status)));
        }
    }
    picks
        .settle(all)
        .into_iter()
        .map(|(id, status)| Touch {
            id,
            status: Some(status),
        })
        .collect()
}

/// Says what was picked comes to: how many components get which status, and how many are left out.
pub(in crate::web::admin) fn outcome(
    form: &Form,
    all: &[Component],
    site: &Site,
) -> Option<String> {
    let mut errors = FieldErrors::default();
    let touches = touches(form, all, &mut errors);
    if touches.is_empty() || errors.iter().next().is_some() {
        return None;
    }
    let words = site.words;
    let count = |status| {
        let touches = touches.iter();
        touches.filter(|touch| touch.status == Some(status)).count()
    };
    let mut parts: Vec<String> = ComponentStatus::ALL
        .iter()
        .map(|status| (words.component_status(*status), count(*status)))
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| {
            let args = [("count", count.into()), ("status", status.into())];
            words.say_with("outcome", &args)
        })
        .collect();
    let left_out = form.map("components");
    let left_out = left_out.iter().filter(|(_, choice)| *choice == "none");
    match left_out.count() {
        0 => {}
        count => parts.push(words.say_count("outcome-left-out", count)),
    }
    Some(words.join(&parts))
}

/// Reads the status given to all components that a template named.
fn of_template(form: &Form, errors: &mut FieldErrors) -> Vec<(ComponentId, ComponentStatus)> {
    let Some(status) = form
        .filled("by_template")
        .and_then(|text| status_of(text, errors))
    else {
        return Vec::new();
    };
    form.all("template_component")
        .into_iter()
        .filter_map(ComponentId::parse)
        .map(|id| (id, status))
        .collect()
}

fn status_of(text: &str, errors: &mut FieldErrors) -> Option<ComponentStatus> {
    let status = ComponentStatus::parse(text);
    if status.is_none() {
        errors.add("components", format!("can't be {text}"));
    }
    status
}

fn range(
    form: &Form,
    all: &[Component],
    errors: &mut FieldErrors,
) -> Vec<(ComponentId, ComponentStatus)> {
    let Some(groups) = form.filled("affected") else {
        return Vec::new();
    };
    let name = form.filled("affected_name");
    let status = form
        .filled("affected_status")
        .and_then(ComponentStatus::parse);
    if name.is_none() {
        errors.add("affected_name", "must be chosen for the groups typed");
    }
    if status.is_none() {
        errors.add("affected_status", "must be chosen for the groups typed");
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
            errors.add("affected", why.to_string());
            Vec::new()
        }
    }
}
