//! The components that a form names.

use super::form::Form;
use crate::app::{FieldErrors, Touch};
use crate::domain::picks::Picks;
use crate::domain::{Component, ComponentId, ComponentStatus, affected, naming};

/// Reads what was picked by name, by group, by a typed range and one by one.
pub(super) fn touches(form: &Form, all: &[Component], errors: &mut FieldErrors) -> Vec<Touch> {
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
    picks.range = range(form, all, errors);
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
    match affected::parse(&format!("{name} in {groups}"), &naming::group_names(all)) {
        Ok(touched) => touched
            .iter()
            .filter_map(|one| naming::find(all, one))
            .map(|id| (id, status))
            .collect(),
        Err(why) => {
            errors.add("affected", why.to_string());
            Vec::new()
        }
    }
}
