//! The updates of an incident, the published postmortem among them.

use std::collections::HashSet;

use super::ReadError;
use super::components;
use super::documents::{self, Affected, Found, as_text};
use super::known_updates::{KnownUpdates, unknown};
use crate::domain::{
    Body, BodyFormat, Change, ComponentId, IncidentId, Postmortem, Status, Ts, Update,
    UpdateDetails, UpdateId,
};

/// What the updates of an incident tell.
pub(super) struct Told {
    /// Oldest first; of those posted at one instant the document's last comes first.
    pub(super) updates: Vec<Update>,
    pub(super) postmortem: Option<Postmortem>,
    /// The newest status that is one of ours.
    pub(super) newest_known: Option<Status>,
    /// The newest moment of change.
    pub(super) newest_at: Option<Ts>,
    /// The components they name, in the order of first appearance.
    pub(super) component_ids: Vec<ComponentId>,
}

/// Translates the updates of an incident, which comes with what warnings call it. If the status of an update is
/// unknown, it has that of the update before it, or `fallback` if there is none.
pub(super) fn convert(
    incident: &Found<documents::Incident>,
    (incident_id, subject): (&IncidentId, &str),
    fallback: Status,
    seen: &mut KnownUpdates,
    warnings: &mut Vec<String>,
) -> Result<Told, ReadError> {
    let list = incident.item.updates.as_deref().unwrap_or_default();
    let mut entries = Vec::with_capacity(list.len());
    for (index, item) in list.iter().enumerate().rev() {
        let found = incident.part(&format!(".incident_updates[{index}]"), item);
        entries.push((found.moment("created_at", &item.created_at)?, found));
    }
    // Stable, and documents have the newest first: reversed, ties stay as they are there.
    entries.sort_by_key(|(created_at, _)| *created_at);
    let mut told = Told {
        updates: Vec::with_capacity(entries.len()),
        postmortem: None,
        newest_known: None,
        newest_at: None,
        component_ids: Vec::new(),
    };
    let mut named = HashSet::new();
    for (created_at, found) in entries {
        let item = found.item;
        let id = found.id("id", &item.id, UpdateId::parse)?;
        if !seen.insert(id.clone()) {
            warnings.push(format!(
                "{subject}: {} repeats the id of another update ({id}) and is left out",
                found.place
            ));
            continue;
        }
        let given = item.status.as_ref().and_then(|text| Status::parse(&text.0));
        told.newest_known = given.or(told.newest_known);
        let before = told.updates.last().map_or(fallback, |update| update.status);
        let status = given.unwrap_or_else(|| {
            let subject = format!("{subject}, update {id}");
            warnings.push(unknown(
                &subject,
                "status",
                item.status.as_ref(),
                before.as_str(),
            ));
            before
        });
        let updated_at = found.optional_moment("updated_at", item.updated_at.as_ref())?;
        let update = Update {
            changes: changes(&found, subject, warnings)?,
            id,
            status,
            body: Body::written(
                item.body.clone().unwrap_or_default().0,
                BodyFormat::Statuspage,
            ),
            display_at: found
                .optional_moment("display_at", item.display_at.as_ref())?
                .unwrap_or(created_at),
            created_at,
            updated_at: updated_at.unwrap_or(created_at),
            corrected_at: None,
            seq: 0,
            details: details(item),
        };
        told.newest_at = told.newest_at.max(Some(update.updated_at));
        for change in &update.changes {
            if named.insert(change.component_id.clone()) {
                told.component_ids.push(change.component_id.clone());
            }
        }
        told.updates.push(update);
    }
    let newest = told
        .updates
        .iter()
        .rposition(|update| update.status == Status::Postmortem);
    if let Some(index) = newest {
        let update = told.updates.remove(index);
        if !update.changes.is_empty() {
            warnings.push(format!(
                "{subject}: the affected_components of its postmortem are left out"
            ));
        }
        told.postmortem = Some(postmortem(incident_id.clone(), update));
    }
    Ok(told)
}

fn details(item: &documents::Update) -> UpdateDetails {
    let mut details = UpdateDetails::notifying_by_default(item.deliver_notifications);
    details.custom_tweet = as_text(item.custom_tweet.as_ref());
    details.tweet_id = as_text(item.tweet_id.as_ref());
    details
}

fn postmortem(incident_id: IncidentId, update: Update) -> Postmortem {
    Postmortem {
        incident_id,
        update_id: update.id,
        body: Some(update.body),
        body_updated_at: Some(update.updated_at),
        corrected_at: None,
        draft: None,
        draft_updated_at: None,
        published_at: Some(update.display_at),
        posted_at: Some(update.created_at),
        deliver_notifications: update.details.deliver_notifications,
        custom_tweet: update.details.custom_tweet,
        created_at: update.created_at,
        updated_at: update.updated_at,
        revision: 0,
    }
}

/// Translates `affected_components`; entries that name no component are passed over.
fn changes(
    found: &Found<documents::Update>,
    subject: &str,
    warnings: &mut Vec<String>,
) -> Result<Vec<Change>, ReadError> {
    let list = found
        .item
        .affected_components
        .as_deref()
        .unwrap_or_default();
    let mut changes = Vec::new();
    for (index, item) in list.iter().enumerate() {
        let Affected {
            code: Some(code),
            name,
            old_status,
            new_status,
        } = item
        else {
            continue;
        };
        let entry = found.part(&format!(".affected_components[{index}]"), item);
        let component_id = entry.id("code", code, ComponentId::parse)?;
        let mut status = |text| {
            components::status(text, warnings, || {
                format!("{subject}, update {}, component {code}", found.item.id)
            })
        };
        changes.push(Change {
            name: name
                .as_ref()
                .map_or_else(|| code.clone(), |name| name.0.clone()),
            old_status: status(old_status.as_ref().or(new_status.as_ref())),
            new_status: status(new_status.as_ref().or(old_status.as_ref())),
            component_id,
        });
    }
    Ok(changes)
}
