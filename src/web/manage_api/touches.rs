//! The components that a request names, in all the ways that clients do.

use serde_json::Value;

use super::ManageApiError;
use super::given::Given;
use crate::app::{FieldErrors, Touch};
use crate::domain::affected::{self, GroupNames, Touched};
use crate::domain::{Component, ComponentId, ComponentStatus};
use crate::web::Web;

/// Reads `components` (a map of statuses, a list of ids or of objects), `component_ids` and our own
/// `affected`; they add up, and a status counts over none.
pub(super) async fn read(
    web: &Web,
    given: Given<'_>,
    errors: &mut FieldErrors,
) -> Result<Vec<Touch>, ManageApiError> {
    let mut touches = Touches::default();
    if let Some(value) = given.value("components") {
        touches.components(value, errors);
    }
    if let Some(value) = given.value("component_ids") {
        touches.ids(value, errors);
    }
    if let Some(value) = given.value("affected") {
        let all = web.components().await?;
        touches.affected(value, &all, errors);
    }
    Ok(touches.list)
}

#[derive(Default)]
struct Touches {
    list: Vec<Touch>,
}

impl Touches {
    fn add(&mut self, id: ComponentId, status: Option<ComponentStatus>) {
        match self.list.iter_mut().find(|touch| touch.id == id) {
            Some(touch) => touch.status = status.or(touch.status),
            None => self.list.push(Touch { id, status }),
        }
    }

    fn components(&mut self, value: &Value, errors: &mut FieldErrors) {
        match value {
            Value::Object(map) => {
                for (id, status) in map {
                    self.one("components", id, Some(status), errors);
                }
            }
            Value::Array(list) => {
                for item in list {
                    match item {
                        Value::String(id) => self.one("components", id, None, errors),
                        Value::Object(fields) => {
                            let id = ["id", "component_id", "code"]
                                .iter()
                                .find_map(|name| fields.get(*name).and_then(Value::as_str));
                            match id {
                                Some(id) => {
                                    self.one("components", id, fields.get("status"), errors);
                                }
                                None => errors.add("components", "must name components by id"),
                            }
                        }
                        _ => errors.add("components", "must be ids, objects or a map of statuses"),
                    }
                }
            }
            _ => errors.add("components", "must be ids, objects or a map of statuses"),
        }
    }

    fn ids(&mut self, value: &Value, errors: &mut FieldErrors) {
        let Value::Array(list) = value else {
            errors.add("component_ids", "must be a list of ids");
            return;
        };
        for item in list {
            match item.as_str() {
                Some(id) => self.one("component_ids", id, None, errors),
                None => errors.add("component_ids", "must be a list of ids"),
            }
        }
    }

    fn one(&mut self, field: &str, id: &str, status: Option<&Value>, errors: &mut FieldErrors) {
        let Some(id) = ComponentId::parse(id) else {
            errors.add(field, "has something that is not an id");
            return;
        };
        if let Ok(status) = read_status(field, status, errors) {
            self.add(id, status);
        }
    }

    fn affected(&mut self, value: &Value, all: &[Component], errors: &mut FieldErrors) {
        match value {
            Value::String(text) => self.range(text, None, all, errors),
            Value::Object(map) => {
                for (text, status) in map {
                    if let Ok(status) = read_status("affected", Some(status), errors) {
                        self.range(text, status, all, errors);
                    }
                }
            }
            _ => errors.add("affected", "must be a text or a map of statuses"),
        }
    }

    fn range(
        &mut self,
        text: &str,
        status: Option<ComponentStatus>,
        all: &[Component],
        errors: &mut FieldErrors,
    ) {
        match affected::parse(text, &group_names(all)) {
            Ok(touched) => {
                for id in touched.iter().filter_map(|one| find(all, one)) {
                    self.add(id, status);
                }
            }
            Err(why) => errors.add("affected", why.to_string()),
        }
    }
}

/// A status that makes no sense; the errors say so already.
struct Senseless;

/// Reads a status that may be left out.
fn read_status(
    field: &str,
    status: Option<&Value>,
    errors: &mut FieldErrors,
) -> Result<Option<ComponentStatus>, Senseless> {
    match status {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.is_empty() => Ok(None),
        Some(value) => {
            let status = value.as_str().and_then(ComponentStatus::parse);
            if status.is_none() {
                let all: Vec<&str> = ComponentStatus::ALL
                    .iter()
                    .map(|status| status.as_str())
                    .collect();
                errors.add(
                    field,
                    format!("must have a status among {}", all.join(", ")),
                );
            }
            status.map(Some).ok_or(Senseless)
        }
    }
}

fn current(all: &[Component]) -> impl Iterator<Item = &Component> {
    all.iter().filter(|one| one.archived_at.is_none())
}

fn group_names(all: &[Component]) -> Vec<GroupNames> {
    let names = |group: Option<&ComponentId>| {
        current(all)
            .filter(|one| !one.is_group() && one.group_id() == group)
            .map(|one| one.name.clone())
            .collect()
    };
    let groups = current(all)
        .filter(|one| one.is_group())
        .map(|one| GroupNames {
            name: Some(one.name.clone()),
            components: names(Some(&one.id)),
        });
    let top = GroupNames {
        name: None,
        components: names(None),
    };
    groups.chain([top]).collect()
}

fn find(all: &[Component], touched: &Touched) -> Option<ComponentId> {
    let group = touched
        .group
        .as_ref()
        .and_then(|name| current(all).find(|one| one.is_group() && one.name == *name));
    current(all)
        .find(|one| {
            !one.is_group()
                && one.name == touched.name
                && one.group_id() == group.map(|group| &group.id)
        })
        .map(|one| one.id.clone())
}
