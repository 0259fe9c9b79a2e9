//! What the audit log keeps of incidents, updates, notes and drafts: what was and what is.

use serde_json::{Value, json};

use super::maintenances::window;
use crate::domain::happening::IncidentHappening;
use crate::domain::{Change, Incident, IncidentHead, Ts, Update};

/// Returns what an entry keeps of what happened to incidents.
pub(super) fn detail(happening: &IncidentHappening<'_>) -> Value {
    match happening {
        IncidentHappening::Opened {
            incident,
            drafted_by,
        } => json!({
            "name": incident.name,
            "status": incident.status.as_str(),
            "drafted_by": drafted_by,
            "changes": changes(incident.updates.iter().flat_map(|update| &update.changes)),
        }),
        IncidentHappening::Changed {
            before,
            after,
            update,
        } => edit(before, after, *update),
        IncidentHappening::Deleted {
            incident,
            changes: given_back,
        } => json!({
            "name": incident.name,
            "created_at": incident.created_at.micros(),
            "changes": changes(*given_back),
        }),
        IncidentHappening::UpdateCorrected {
            incident: _,
            before,
            after,
            reason,
        } => json!({
            "update": before.id.as_str(),
            "body": [before.body.text, after.body.text],
            "display_at": [before.display_at.micros(), after.display_at.micros()],
            "reason": reason,
        }),
        IncidentHappening::UpdateRemoved {
            before,
            after,
            update,
            reason,
        } => json!({
            "update": update.id.as_str(),
            "body": update.body.text,
            "display_at": update.display_at.micros(),
            "status": [before.status.as_str(), after.status.as_str()],
            "impact": [before.impact.as_str(), after.impact.as_str()],
            "reason": reason,
        }),
        IncidentHappening::NoteAdded { note, .. } => {
            json!({ "note": note.id.as_str(), "chars": note.body.chars().count() })
        }
        IncidentHappening::NoteRemoved { note, .. } => json!({ "note": note.as_str() }),
        IncidentHappening::DraftSaved { name, .. } => json!({ "name": name, "publish_at": null }),
        IncidentHappening::DraftPlanned {
            name, publish_at, ..
        } => json!({ "name": name, "publish_at": publish_at.micros() }),
        IncidentHappening::DraftDeleted { name, .. } => json!({ "name": name }),
        IncidentHappening::DraftFailed { name, why, .. } => json!({ "name": name, "why": why }),
    }
}

/// Returns which components were moved, from which status to which.
fn changes<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Value {
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

fn edit(before: &IncidentHead, after: &IncidentHead, update: Option<&Update>) -> Value {
    let counts = [before.update_count, after.update_count];
    let (before, after) = (&before.facts, &after.facts);
    let time = |of: fn(&Incident) -> Option<Ts>| [before, after].map(|one| of(one).map(Ts::micros));
    json!({
        "name": [before.name, after.name],
        "status": [before.status.as_str(), after.status.as_str()],
        "impact": [before.impact.as_str(), after.impact.as_str()],
        "updates": counts,
        "next_update_by": time(|one| one.next_update_by),
        "window": [window(before.window), window(after.window)],
        "started_at": time(|one| one.started_at),
        "detected_at": time(|one| one.detected_at),
        "restored_at": time(|one| one.restored_at),
        "components": [before.component_ids.len(), after.component_ids.len()],
        "changes": changes(update.into_iter().flat_map(|update| &update.changes)),
        "reminder_intervals": [before.reminder_intervals, after.reminder_intervals],
    })
}
