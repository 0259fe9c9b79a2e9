//! What the audit log keeps of incidents: what was and what is.

use serde_json::json;

use crate::app::maintenances::window_detail;
use crate::domain::{Change, Head, Incident, Ts, Update};

/// Says which components updates moved, from which status to which.
pub(in crate::app) fn changes<'a>(
    updates: impl IntoIterator<Item = &'a Update>,
) -> serde_json::Value {
    said_changes(updates.into_iter().flat_map(|update| &update.changes))
}

/// Says which components were moved, from which status to which.
pub(super) fn said_changes<'a>(changes: impl IntoIterator<Item = &'a Change>) -> serde_json::Value {
    changes
        .into_iter()
        .filter(|change| change.old_status != change.new_status)
        .map(|change| {
            json!([
                change.name,
                change.old_status.as_str(),
                change.new_status.as_str()
            ])
        })
        .collect()
}

/// Says what an edit changed: before and after.
pub(super) fn edit_detail(before: &Head, after: &Head, word: Option<&Update>) -> serde_json::Value {
    let counts = [before.update_count, after.update_count];
    let (before, after) = (&before.facts, &after.facts);
    let time = |of: fn(&Incident) -> Option<Ts>| [before, after].map(|one| of(one).map(Ts::micros));
    json!({
        "name": [before.name, after.name],
        "status": [before.status.as_str(), after.status.as_str()],
        "impact": [before.impact.as_str(), after.impact.as_str()],
        "updates": counts,
        "next_update_by": time(|one| one.next_update_by),
        "window": [window_detail(before.window), window_detail(after.window)],
        "started_at": time(|one| one.started_at),
        "detected_at": time(|one| one.detected_at),
        "restored_at": time(|one| one.restored_at),
        "components": [before.component_ids.len(), after.component_ids.len()],
        "changes": changes(word),
        "reminder_intervals": [before.reminder_intervals, after.reminder_intervals],
    })
}
