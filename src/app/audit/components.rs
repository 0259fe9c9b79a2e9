//! What the audit log keeps of components and groups.

use serde_json::{Map, Value, json};

use crate::domain::happening::ComponentHappening;
use crate::domain::{Component, ComponentId};

/// Returns what an entry keeps of what happened to components.
pub(super) fn detail(it: &ComponentHappening<'_>) -> Value {
    match it {
        ComponentHappening::Added { component: it }
        | ComponentHappening::Archived { component: it }
        | ComponentHappening::GroupMade { group: it }
        | ComponentHappening::GroupRemoved { group: it } => json!({ "name": it.name }),
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

/// Returns what changed: each field with its value before and after. The name is always told.
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

fn described(it: &Component) -> Value {
    json!({
        "name": it.name,
        "description": it.description,
        "status": it.status.as_str(),
        "group_id": it.group_id().map(ComponentId::as_str),
        "hidden": it.hidden,
        "showcase": it.showcase,
        "only_show_if_degraded": it.only_show_if_degraded,
        "display": it.display.as_str(),
        "start_date": it.start_date,
    })
}
