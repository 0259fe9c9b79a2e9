//! The form of a template, as it is read.

use std::collections::HashSet;

use crate::app::{FieldErrors, TemplateEdit};
use crate::domain::components::naming;
use crate::domain::page::template::check_placeholders;
use crate::domain::problem::ChoiceProblem;
use crate::domain::text::{BODY_MAX_CHARS, check_length};
use crate::domain::{Component, ComponentId, IncidentKind, Status};
use crate::views::Site;
use crate::views::staff::Values;
use crate::web::admin::form::{Fields, Parsed, Reader};

/// Reads the form of a template of this kind.
pub(super) fn read(
    fields: &Fields,
    site: &Site,
    kind: IncidentKind,
    all: &[Component],
) -> Parsed<TemplateEdit> {
    if fields.button() == "preview" {
        let mut errors = FieldErrors::default();
        for field in ["title", "body"] {
            errors.check(field, check_placeholders(fields.text(field)));
            errors.check(field, check_length(fields.text(field), BODY_MAX_CHARS));
        }
        return Parsed::Preview(errors);
    }
    let mut read = Reader::new(fields, site);
    let problem = ChoiceProblem::NotInMenu;
    let edit = TemplateEdit {
        kind: Some(kind),
        name: Some(read.line("name")),
        title: Some(read.line("title")),
        body: Some(read.text("body")),
        update_status: Some(read.chosen_if_any("update_status", Status::parse, problem)),
        should_send_notifications: Some(read.has("should_send_notifications")),
        component_ids: Some(chosen_ids(&fields.typed(), all)),
        seen: read.non_blank("version"),
        ..TemplateEdit::default()
    };
    read.finish(edit)
}

/// Returns the components whose own box is ticked, or that of their name or group.
pub(super) fn chosen_ids(values: &Values, all: &[Component]) -> Vec<ComponentId> {
    let set = |name| -> HashSet<&str> { values.all(name).into_iter().collect() };
    let (ids, names, groups) = (set("component_ids"), set("by_name"), set("by_group"));
    naming::current(all)
        .filter(|one| !one.is_group())
        .filter(|component| {
            let group = component.group_id().map(ComponentId::as_str);
            ids.contains(component.id.as_str())
                || group.is_some_and(|group| {
                    groups.contains(group) || names.contains(component.name.as_str())
                })
        })
        .map(|one| one.id.clone())
        .collect()
}
