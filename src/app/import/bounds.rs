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
    for it in &mut imported.components {
        component(it, skipped);
    }
    let without = postmortems(&mut imported.postmortems);
    for it in &mut imported.incidents {
        incident(it, &without, skipped);
    }
}

fn component(it: &mut Component, skipped: &mut Vec<String>) {
    let what = format!("component {}", it.id);
    cut_name(&mut it.name, &what, skipped);
    if it.description.as_deref().is_some_and(is_too_long) {
        it.description = None;
        skipped.push(too_long(&what, "description"));
    }
}

fn incident(it: &mut Incident, without: &HashSet<IncidentId>, skipped: &mut Vec<String>) {
    let what = format!("incident {}", it.id);
    cut_name(&mut it.name, &what, skipped);
    if it.metadata.len() > METADATA_MAX_BYTES {
        "{}".clone_into(&mut it.metadata);
        skipped.push(format!(
            "{what}: its metadata is longer than {METADATA_MAX_BYTES} bytes and is left out"
        ));
    }
    it.updates.retain(|update| {
        let fits = !is_too_long(&update.body.text);
        if !fits {
            skipped.push(too_long(&what, &format!("update {}", update.id)));
        }
        fits
    });
    if without.contains(&it.id) {
        it.postmortem_published_at = None;
        it.settle();
        skipped.push(too_long(&what, "postmortem"));
    }
    let updates = it.updates.iter_mut();
    let tweets = updates.flat_map(|update| {
        [
            &mut update.details.custom_tweet,
            &mut update.details.tweet_id,
        ]
    });
    for kept in tweets.chain([&mut it.reminder_intervals]) {
        shorten_kept(kept);
    }
    for change in it.updates.iter_mut().flat_map(|update| &mut update.changes) {
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
    all.retain_mut(|it| {
        shorten_kept(&mut it.custom_tweet);
        let fits = !it.body.as_ref().is_some_and(|body| is_too_long(&body.text));
        if !fits {
            gone.insert(it.incident_id.clone());
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
