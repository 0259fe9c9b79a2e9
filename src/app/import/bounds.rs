//! How long what an import brings may be. What is longer is left out or cut, and the report says so.

use std::collections::HashSet;

use crate::app::Imported;
use crate::domain::text::{
    METADATA_MAX_BYTES, NAME_MAX_CHARS, check_length, cleaned_name, shortened,
};
use crate::domain::{Component, Incident, IncidentId, Postmortem};

/// Longest text of an import, in characters: updates elsewhere may be as long as postmortems here.
const TEXT_MAX_CHARS: usize = 250_000;

/// Longest text that is only kept for clients, in characters.
const KEPT_MAX_CHARS: usize = 1_000;

/// Brings everything within its bounds.
pub(in crate::app) fn apply(imported: &mut Imported) {
    let skipped = &mut imported.skipped;
    if let Some(name) = imported.page.as_mut().and_then(|page| page.name.as_mut()) {
        cut_name(name, "the page", skipped);
    }
    for imported_component in &mut imported.components {
        component(imported_component, skipped);
    }
    let without = postmortems(&mut imported.postmortems);
    for imported_incident in &mut imported.incidents {
        incident(imported_incident, &without, skipped);
    }
}

fn component(component: &mut Component, skipped: &mut Vec<String>) {
    let what = format!("component {}", component.id);
    cut_name(&mut component.name, &what, skipped);
    if component.description.as_deref().is_some_and(is_too_long) {
        component.description = None;
        skipped.push(too_long(&what, "description"));
    }
}

fn incident(incident: &mut Incident, without: &HashSet<IncidentId>, skipped: &mut Vec<String>) {
    let what = format!("incident {}", incident.id);
    cut_name(&mut incident.name, &what, skipped);
    if incident.metadata.len() > METADATA_MAX_BYTES {
        "{}".clone_into(&mut incident.metadata);
        skipped.push(format!(
            "{what}: its metadata is longer than {METADATA_MAX_BYTES} bytes and is left out"
        ));
    }
    incident.updates.retain(|update| {
        let fits = !is_too_long(&update.body.text);
        if !fits {
            skipped.push(too_long(&what, &format!("update {}", update.id)));
        }
        fits
    });
    if without.contains(&incident.id) {
        incident.postmortem_published_at = None;
        incident.settle();
        skipped.push(too_long(&what, "postmortem"));
    }
    let updates = incident.updates.iter_mut();
    let tweets = updates.flat_map(|update| {
        [
            &mut update.details.custom_tweet,
            &mut update.details.tweet_id,
        ]
    });
    for kept in tweets.chain([&mut incident.reminder_intervals]) {
        shorten_kept(kept);
    }
    for change in incident
        .updates
        .iter_mut()
        .flat_map(|update| &mut update.changes)
    {
        change.name = cleaned_name(&change.name);
        if change.name.len() > NAME_MAX_CHARS {
            change.name = cut(&change.name);
        }
    }
}

fn shorten_kept(kept: &mut Option<String>) {
    if kept
        .as_deref()
        .is_some_and(|text| check_length(text, KEPT_MAX_CHARS).is_err())
    {
        *kept = None;
    }
}

/// Leaves postmortems that are too long out, and returns whose they were.
fn postmortems(all: &mut Vec<Postmortem>) -> HashSet<IncidentId> {
    let mut gone = HashSet::new();
    all.retain_mut(|postmortem| {
        shorten_kept(&mut postmortem.custom_tweet);
        let fits = !postmortem
            .body
            .as_ref()
            .is_some_and(|body| is_too_long(&body.text));
        if !fits {
            gone.insert(postmortem.incident_id.clone());
        }
        fits
    });
    gone
}

fn is_too_long(text: &str) -> bool {
    check_length(text, TEXT_MAX_CHARS).is_err()
}

fn too_long(what: &str, part: &str) -> String {
    format!("{what}: its {part} is longer than {TEXT_MAX_CHARS} characters and is left out")
}

fn cut_name(name: &mut String, what: &str, skipped: &mut Vec<String>) {
    *name = cleaned_name(name);
    if check_length(name, NAME_MAX_CHARS).is_err() {
        *name = cut(name);
        skipped.push(format!(
            "{what}: its name is longer than {NAME_MAX_CHARS} characters and is cut"
        ));
    }
}

fn cut(name: &str) -> String {
    shortened(name, NAME_MAX_CHARS - 1)
}
