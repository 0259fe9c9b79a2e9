//! Incidents and maintenances.

use std::collections::HashSet;

use serde_json::Value;

use super::ReadError;
use super::documents::{self, Found, as_text};
use super::known_updates::{KnownUpdates, unknown};
use super::{postmortems, updates};
use crate::domain::{
    ComponentId, Impact, Incident, IncidentId, IncidentKind, MaintenancePlan, Postmortem, Status,
    Ts, Window,
};

/// Translates one entry and its postmortem; `planned` says that it stands among the maintenances.
pub(super) fn convert(
    found: &Found<documents::Incident>,
    planned: bool,
    seen: &mut KnownUpdates,
    warnings: &mut Vec<String>,
) -> Result<(Incident, Option<Postmortem>), ReadError> {
    let item = found.item;
    let id = found.id("id", &item.id, IncidentId::parse)?;
    let subject = format!("incident {id} ({})", item.name.0);
    let given = item.status.as_ref().and_then(|text| Status::parse(&text.0));
    let planned = planned
        || item.scheduled_for.is_some()
        || given.is_some_and(|status| status.kind() == IncidentKind::Maintenance);
    let fallback = if planned {
        Status::Scheduled
    } else {
        Status::Investigating
    };
    let told = updates::convert(found, (&id, &subject), fallback, seen, warnings)?;
    let status = given.unwrap_or_else(|| {
        let status = told.newest_known.unwrap_or(fallback);
        warnings.push(unknown(
            &subject,
            "status",
            item.status.as_ref(),
            status.as_str(),
        ));
        status
    });
    let kind = if planned {
        IncidentKind::Maintenance
    } else {
        status.kind()
    };
    let created_at = found.moment("created_at", &item.created_at)?;
    let postmortem = match told.postmortem {
        Some(postmortem) => Some(postmortem),
        None => postmortems::beside_updates(found, &id, created_at)?,
    };
    let moment = |key: &str, text: &Option<String>| found.optional_moment(key, text.as_ref());
    let mut component_ids = listed_components(found)?;
    let listed: HashSet<ComponentId> = component_ids.iter().cloned().collect();
    let named = told.component_ids.into_iter();
    component_ids.extend(named.filter(|id| !listed.contains(id)));
    let mut incident = Incident {
        id,
        kind,
        name: item.name.0.clone(),
        status,
        impact: Impact::None,
        impact_override: item
            .impact_override
            .as_ref()
            .and_then(|text| Impact::parse(&text.0)),
        created_at,
        updated_at: moment("updated_at", &item.updated_at)?
            .unwrap_or_else(|| told.newest_at.unwrap_or(created_at).max(created_at)),
        started_at: moment("started_at", &item.started_at)?,
        detected_at: None,
        restored_at: None,
        monitoring_at: moment("monitoring_at", &item.monitoring_at)?,
        resolved_at: moment("resolved_at", &item.resolved_at)?,
        next_update_by: None,
        update_removed_at: None,
        window: window(
            moment("scheduled_for", &item.scheduled_for)?,
            moment("scheduled_until", &item.scheduled_until)?,
        ),
        plan: plan(item),
        feed_number: 0,
        seq: 0,
        reminder_intervals: as_text(item.reminder_intervals.as_ref()),
        component_ids,
        updates: told.updates,
        postmortem_published_at: postmortem.as_ref().and_then(|post| post.published_at),
        metadata: item.metadata.as_ref().map_or_else(
            || "{}".to_owned(),
            |metadata| Value::Object(metadata.clone()).to_string(),
        ),
        version: 0,
    };
    incident.impact = match &item.impact {
        None => incident.computed_impact(),
        Some(text) => Impact::parse(&text.0).unwrap_or_else(|| {
            warnings.push(unknown(&subject, "impact", Some(text), "none"));
            Impact::None
        }),
    };
    if incident.status == Status::Postmortem && incident.postmortem_published_at.is_none() {
        warnings.push(format!(
            "{subject}: it has no postmortem though its status says so, resolved is taken instead"
        ));
    }
    incident.settle();
    Ok((incident, postmortem))
}

/// What happens by itself, which only lists of the manage API say. What is over or long past starts nothing.
fn plan(item: &documents::Incident) -> MaintenancePlan {
    let is_set = |flag: Option<bool>| flag.unwrap_or(false);
    MaintenancePlan {
        remind_prior: is_set(item.scheduled_remind_prior),
        auto_start: is_set(item.scheduled_auto_in_progress),
        auto_finish: is_set(item.scheduled_auto_completed),
        to_maintenance: item.auto_transition_to_maintenance_state,
        to_operational: item.auto_transition_to_operational_state,
        notify_at_start: item.auto_transition_deliver_notifications_at_start,
        notify_at_end: item.auto_transition_deliver_notifications_at_end,
        ..MaintenancePlan::default()
    }
}

fn window(starts_at: Option<Ts>, ends_at: Option<Ts>) -> Option<Window> {
    let starts_at = starts_at?;
    let ends_at = ends_at.unwrap_or(starts_at);
    Some(Window { starts_at, ends_at })
}

/// The ids in its own list of components, each once.
fn listed_components(found: &Found<documents::Incident>) -> Result<Vec<ComponentId>, ReadError> {
    let list = found.item.components.as_deref().unwrap_or_default();
    let mut seen = HashSet::new();
    let mut ids = Vec::with_capacity(list.len());
    for (index, entry) in list.iter().enumerate() {
        let entry = found.part(&format!(".components[{index}]"), entry);
        let id = entry.id("id", &entry.item.id, ComponentId::parse)?;
        if seen.insert(id.clone()) {
            ids.push(id);
        }
    }
    Ok(ids)
}
