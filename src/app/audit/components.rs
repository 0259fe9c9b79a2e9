//! What the audit log keeps of components and groups.

use serde_json::{Map, Value, json};

use crate::domain::happening::ComponentHappening;
use crate::domain::{Component, ComponentId};

/// Returns what an entry keeps of what happened to components.
pub(super) fn detail(happening: &ComponentHappening<'_>) -> Value {
    match happening {
        ComponentHappening::Added { component }
        | ComponentHappening::Archived { component }
        | ComponentHappening::GroupMade { group: component }
        | ComponentHappening::GroupRemoved { group: component } => {
            json!({ "name": component.name })
        }
        ComponentHappening::ManyAdded {
            names,
            components,
            groups,
            skipped,
        } => json!({
            "names": names,
            "components": components,
            "groups": groups,
            "skipped": skipped,
        }),
        ComponentHappening::Edited { before, after }
        | ComponentHappening::GroupEdited { before, after } => difference(before, after),
        ComponentHappening::Restored {
            component,
            group_restored,
        } => json!({ "name": component.name, "group_restored": group_restored }),
        ComponentHappening::Moved {
            component,
            before,
            after,
        } => json!({ "name": component.name, "position": [before, after] }),
        ComponentHappening::Reordered { before, after, .. } => {
            json!({ "order": [texts(before), texts(after)] })
        }
    }
}

fn texts(ids: &[ComponentId]) -> Vec<&str> {
    ids.iter().map(ComponentId::as_str).collect()
}

/// Returns what changed: each field with its value before and after. The name is always there.
fn difference(before: &Component, after: &Component) -> Value {
    let (was, is) = (described(before), described(after));
    let mut changed = Map::new();
    for (field, was) in was.as_object().into_iter().flatten() {
        if *was != is[field] || field == "name" {
            changed.insert(field.clone(), json!([was, is[field]]));
        }
    }
    Value::Object(changed)
}

fn described(component: &Component) -> Value {
    json!({
        "name": component.name,
        "description": component.description,
        "status": component.status.as_str(),
        "group_id": component.group_id().map(ComponentId::as_str),
        "hidden": component.hidden,
        "showcase": component.showcase,
        "only_show_if_degraded": component.only_show_if_degraded,
        "display": component.display.as_str(),
        "start_date": component.start_date,
    })
}
