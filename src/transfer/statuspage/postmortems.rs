//! Postmortems as the manage API's lists have them: beside the updates.

use sha2::{Digest, Sha256};

use super::ReadError;
use super::documents::{self, Found};
use crate::domain::{Body, BodyFormat, IncidentId, Postmortem, Status, Ts, UpdateId, id};

/// Translates the postmortem that stands beside an incident's updates; one that was never published is a draft.
pub(super) fn beside_updates(
    found: &Found<documents::Incident>,
    incident: &IncidentId,
    begun_at: Ts,
) -> Result<Option<Postmortem>, ReadError> {
    let item = found.item;
    let Some(text) = &item.postmortem_body else {
        return Ok(None);
    };
    if text.0.trim().is_empty() {
        return Ok(None);
    }
    let moment = |key: &str, text: &Option<String>| found.optional_moment(key, text.as_ref());
    let changed_at = moment(
        "postmortem_body_last_updated_at",
        &item.postmortem_body_last_updated_at,
    )?;
    let updated_at = moment("updated_at", &item.updated_at)?;
    let at = changed_at.or(updated_at).unwrap_or(begun_at);
    let is_published =
        item.status.as_ref().and_then(|text| Status::parse(&text.0)) == Some(Status::Postmortem);
    let published_at = moment("postmortem_published_at", &item.postmortem_published_at)?
        .or(is_published.then_some(at));
    let body = Some(Body::written(text.0.clone(), BodyFormat::Statuspage));
    let (body, draft) = match published_at {
        Some(_) => (body, None),
        None => (None, body),
    };
    Ok(Some(Postmortem {
        incident_id: incident.clone(),
        update_id: update_id(incident),
        body_updated_at: body.as_ref().map(|_| at),
        draft_updated_at: draft.as_ref().map(|_| at),
        body,
        draft,
        corrected_at: None,
        published_at,
        posted_at: published_at,
        deliver_notifications: item.postmortem_notified_subscribers.unwrap_or(true),
        custom_tweet: None,
        created_at: at.min(published_at.unwrap_or(at)),
        updated_at: at.max(published_at.unwrap_or(at)),
        revision: 0,
    }))
}

/// Makes the id that its place among the updates takes. The documents give none, and every run must find the same.
fn update_id(incident: &IncidentId) -> UpdateId {
    let mut hash = Sha256::digest(format!("postmortem of {incident}"));
    loop {
        if let Some(id) = id::from_random(&hash).as_deref().and_then(UpdateId::parse) {
            return id;
        }
        hash = Sha256::digest(hash);
    }
}
