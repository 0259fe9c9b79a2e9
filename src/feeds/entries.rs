//! The items that every feed format writes.

use super::{FeedEntry, Source};
use crate::domain::public::{FED, PublicIncident};
use crate::domain::{BodyText, IncidentKind, Ts};
use crate::markdown;
use crate::urls::{self, FeedItems};
use crate::wire::marked;

/// An update or the published postmortem.
struct Word<'a> {
    id: &'a str,
    label: String,
    body: BodyText<'a>,
    display_at: Ts,
    updated_at: Ts,
    status: &'static str,
}

pub(super) fn entries(source: &Source<'_>) -> Vec<FeedEntry> {
    let fed = source.state.fed();
    match source.items {
        FeedItems::Incidents => fed.iter().map(|one| incident(source, one)).collect(),
        FeedItems::Updates => {
            let mut all: Vec<FeedEntry> = fed.iter().flat_map(|one| updates(source, one)).collect();
            all.sort_by(|a, b| (b.published, &b.id).cmp(&(a.published, &a.id)));
            all.truncate(FED);
            all
        }
    }
}

/// Returns the updates and the published postmortem, newest first by the time readers see.
fn words<'a>(source: &Source<'_>, event: &'a PublicIncident) -> Vec<Word<'a>> {
    let mut words: Vec<Word<'a>> = event
        .entries()
        .into_iter()
        .map(|entry| Word {
            id: entry.update.id.as_str(),
            label: source.words.entry_label(entry),
            body: source.words.body(&entry.update.body),
            display_at: entry.update.display_at,
            updated_at: entry.update.updated_at,
            status: entry.update.status.as_str(),
        })
        .collect();
    if let Some(post) = &event.postmortem {
        let status = crate::domain::Status::Postmortem;
        let word = Word {
            id: post.update_id.as_str(),
            label: source.words.status(status),
            body: source.words.body(&post.body),
            display_at: post.published_at,
            updated_at: post.updated_at,
            status: status.as_str(),
        };
        let place = words
            .iter()
            .position(|other| other.display_at <= word.display_at)
            .unwrap_or(words.len());
        words.insert(place, word);
    }
    words
}

fn incident(source: &Source<'_>, event: &PublicIncident) -> FeedEntry {
    let words = words(source, event);
    let mut html = scheduled_event(source, event);
    for word in &words {
        if !html.is_empty() {
            html.push(' ');
        }
        html.push_str(&paragraph(source, word));
    }
    FeedEntry {
        id: format!("tag:{},2005:Incident/{}", source.host(), event.feed_number),
        link: source.url.join(&urls::incident(&event.id)),
        title: event.name.clone(),
        html,
        published: event.feed_at,
        updated: words
            .iter()
            .map(|word| word.updated_at)
            .chain(event.update_removed_at)
            // The planned time stands in the entry, so it changed too.
            .chain(event.moved_at)
            .max()
            .unwrap_or(event.updated_at),
        tags: vec![
            event.kind.as_str().to_owned(),
            event.status.as_str().to_owned(),
        ],
    }
}

fn updates(source: &Source<'_>, event: &PublicIncident) -> Vec<FeedEntry> {
    words(source, event)
        .iter()
        .map(|word| FeedEntry {
            id: format!("tag:{},2005:IncidentUpdate/{}", source.host(), word.id),
            link: source
                .url
                .join(&format!("{}#u-{}", urls::incident(&event.id), word.id)),
            title: source.words.say_with(
                "feed-title-update",
                &[
                    ("name", event.name.as_str().into()),
                    ("label", word.label.as_str().into()),
                ],
            ),
            html: scheduled_event(source, event) + &paragraph(source, word),
            published: word.display_at,
            updated: event
                .moved_at
                .map_or(word.updated_at, |at| word.updated_at.max(at)),
            tags: vec![event.kind.as_str().to_owned(), word.status.to_owned()],
        })
        .collect()
}

fn scheduled_event(source: &Source<'_>, event: &PublicIncident) -> String {
    let (IncidentKind::Maintenance, Some(window)) = (event.kind, event.window) else {
        return String::new();
    };
    format!(
        "<p><strong>{} {}</strong></p>",
        source.words.say("feed-scheduled-event"),
        marked::span(source.zone, window.starts_at, Some(window.ends_at)),
    )
}

fn paragraph(source: &Source<'_>, word: &Word<'_>) -> String {
    let (time, zone) = marked::moment(source.zone, word.display_at);
    let head = format!(
        "<p> <small>{time} {zone}</small><br> <strong>{}</strong> - ",
        markdown::escape(&word.label)
    );
    let (first, rest) = markdown::render_after_words(&word.body);
    format!("{head}{first} </p>{rest}")
}
