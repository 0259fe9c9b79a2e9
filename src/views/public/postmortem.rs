//! The reading page of a postmortem: the facts in a box, the account, the timeline.

use askama::Template;

use crate::domain::Ts;
use crate::domain::public::{PublicIncident, PublicState};
use crate::markdown::{self, Heading, SafeHtml};
use crate::urls;
use crate::views::Site;
use crate::views::events::{self, Corrected};
use crate::views::frame::PageFrame;
use crate::views::parts::{StatusText, Time, isolated};

use super::incident::description;

/// Headings of the account stand right below the page's `h1`.
const BODY_TOP_HEADING: u8 = 2;

/// The contents list no headings deeper than this, and are left out if there are fewer headings than `LEAST_LISTED`.
const DEEPEST_LISTED: u8 = 3;
const LEAST_LISTED: usize = 3;

/// How much of an update the timeline shows, in characters.
const EVENT_CHARS: usize = 200;

#[derive(Template)]
#[template(path = "public/postmortem.html")]
struct PostmortemPage<'a> {
    frame: PageFrame,
    site: &'a Site,
    title: String,
    published: Option<Time>,
    corrected: Option<Corrected<'a>>,
    times: Vec<TimeFact>,
    duration: Option<LengthFact>,
    rollup: Option<String>,
    sentence: Option<String>,
    impact: StatusText,
    contents: Vec<Heading>,
    body: SafeHtml,
    caption: String,
    timeline: Vec<Moment>,
    incident_url: String,
}

/// A moment in the facts box; `is_derived` if nobody set it and it comes from the updates.
struct TimeFact {
    name: String,
    at: Time,
    is_derived: bool,
}

/// How long it lasted; `is_derived` as for a moment.
struct LengthFact {
    text: String,
    is_derived: bool,
}

/// A row of the timeline.
struct Moment {
    at: Time,
    label: String,
    text: String,
}

/// Renders `/incidents/{id}/postmortem`; the incident has a published postmortem.
pub fn postmortem(
    state: &PublicState,
    incident: &PublicIncident,
    site: &Site,
    made_at: Ts,
) -> Result<String, askama::Error> {
    let words = site.words;
    let title = words.say_with(
        "postmortem-title",
        &[("title", isolated(&incident.name).into())],
    );
    let path = urls::postmortem(&incident.id);
    let post = incident.postmortem.as_ref();
    let summary = post.map_or_else(
        || description(incident, site),
        |post| markdown::excerpt(&words.body(&post.body), 160),
    );
    let body = post
        .map(|post| markdown::render(&words.body(&post.body), BODY_TOP_HEADING))
        .unwrap_or_default();
    let (body, mut contents) = markdown::with_outline(&body, DEEPEST_LISTED);
    if contents.len() < LEAST_LISTED {
        contents.clear();
    }
    PostmortemPage {
        frame: PageFrame::new(state, site, &title, summary)
            .at(&path, site, made_at)
            .article(),
        site,
        title,
        published: post.map(|post| Time::new(post.published_at, site)),
        corrected: post.and_then(|post| {
            Corrected::new(&incident.id, &post.update_id, post.corrected_at, site)
        }),
        times: times(incident, site),
        duration: incident.duration().map(|(secs, is_measured)| LengthFact {
            text: words.duration(secs),
            is_derived: !is_measured,
        }),
        rollup: events::rollup(&events::touched(incident, &state.catalog), site),
        sentence: events::sentence(incident, &state.catalog, site),
        impact: StatusText::of_impact(incident.impact, site),
        contents,
        body,
        caption: words.say_with(
            "timeline-caption",
            &[
                ("zone", state.page.time_zone.as_str().into()),
                ("short", site.zone.abbreviation(incident.created_at).into()),
            ],
        ),
        timeline: timeline(incident, site),
        incident_url: urls::incident(&incident.id),
    }
    .render()
}

/// Returns the moments that are known, the set ones as they are, the others from the updates.
fn times(incident: &PublicIncident, site: &Site) -> Vec<TimeFact> {
    let words = site.words;
    let first_said = incident.updates.iter().map(|one| one.display_at).min();
    [
        (words.say("fact-started"), incident.started_at, first_said),
        (words.say("fact-detected"), incident.detected_at, None),
        (words.say("fact-first-update"), first_said, None),
        (words.say("fact-restored"), incident.restored_at, None),
        (words.say("fact-resolved"), incident.resolved_at, None),
    ]
    .into_iter()
    .filter_map(|(name, set, derived)| {
        Some(TimeFact {
            name,
            at: Time::new(set.or(derived)?, site),
            is_derived: set.is_none(),
        })
    })
    .collect()
}

/// Returns the updates and the moments that staff set, in order of time.
fn timeline(incident: &PublicIncident, site: &Site) -> Vec<Moment> {
    let words = site.words;
    let set = [
        (incident.started_at, words.say("fact-started")),
        (incident.detected_at, words.say("fact-detected")),
        (incident.restored_at, words.say("fact-restored")),
    ];
    let mut rows: Vec<(Ts, String, String)> = set
        .into_iter()
        .filter_map(|(at, label)| Some((at?, label, String::new())))
        .collect();
    rows.extend(incident.entries().into_iter().rev().map(|entry| {
        (
            entry.update.display_at,
            words.entry_label(entry),
            markdown::excerpt(&words.body(&entry.update.body), EVENT_CHARS),
        )
    }));
    rows.sort_by_key(|(at, _, _)| *at);
    rows.into_iter()
        .map(|(at, label, text)| Moment {
            at: Time::new(at, site),
            label,
            text,
        })
        .collect()
}
