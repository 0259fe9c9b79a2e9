//! The page of one incident or maintenance: what happened, newest first.

use askama::Template;

use crate::domain::public::{PublicIncident, PublicState};
use crate::domain::{IncidentKind, Ts};
use crate::markdown::{self, SafeHtml};
use crate::urls;
use crate::views::Site;
use crate::views::events::{self, Corrected, Posted, Promise, UpdateView};
use crate::views::frame::PageFrame;
use crate::views::parts::{StatusText, Time, Tone};

/// Length of the description that search engines and other sites show, in characters.
const DESCRIPTION_CHARS: usize = 160;

/// The postmortem is a section under an `h2`.
const POSTMORTEM_TOP_HEADING: u8 = 3;

#[derive(Template)]
#[template(path = "public/incident.html")]
struct IncidentPage<'a> {
    frame: PageFrame,
    site: &'a Site,
    title: String,
    report_of: String,
    tone: Tone,
    impact: Option<StatusText>,
    state: String,
    facts: Vec<String>,
    promise: Option<Promise<'a>>,
    postmortem: Option<PostmortemSection<'a>>,
    updates: Vec<UpdateView<'a>>,
    removed: Option<Removed>,
    sentence: Option<String>,
    permalink: String,
}

struct PostmortemSection<'a> {
    body: SafeHtml,
    posted: Posted<'a>,
    url: String,
}

/// A line that says that an update was removed.
struct Removed {
    at: Time,
    href: String,
}

/// Renders `/incidents/{id}`.
pub fn incident(
    state: &PublicState,
    incident: &PublicIncident,
    site: &Site,
    made_at: Ts,
) -> Result<String, askama::Error> {
    let name = &state.page.name;
    let path = urls::incident(&incident.id);
    IncidentPage {
        frame: PageFrame::new(state, site, &incident.name, description(incident, site))
            .at(&path, site, made_at)
            .article(),
        site,
        title: incident.name.clone(),
        report_of: match incident.kind {
            IncidentKind::Incident => site.words.say_name("incident-report", name),
            IncidentKind::Maintenance => site.words.say_name("maintenance-report", name),
        },
        tone: Tone::of_impact(incident.impact),
        impact: events::impact(incident, site),
        state: events::state(incident, site),
        facts: facts(state, incident, site),
        promise: events::promise(incident, state, site),
        postmortem: incident.postmortem.as_ref().map(|post| PostmortemSection {
            body: markdown::render(&site.words.body(&post.body), POSTMORTEM_TOP_HEADING),
            posted: Posted {
                site,
                at: Time::new(post.published_at, site),
                href: urls::postmortem(&incident.id),
                corrected: Corrected::new(&incident.id, &post.update_id, post.corrected_at, site),
            },
            url: urls::postmortem(&incident.id),
        }),
        updates: events::updates(incident, site, true),
        removed: incident.update_removed_at.map(|at| Removed {
            at: Time::new(at, site),
            href: urls::corrections(&incident.id),
        }),
        sentence: events::sentence(incident, &state.catalog, site),
        permalink: site.url.join(&path),
    }
    .render()
}

/// Returns the start of its last update.
pub(super) fn description(incident: &PublicIncident, site: &Site) -> String {
    let said = incident
        .entries()
        .first()
        .map(|entry| markdown::excerpt(&site.words.body(&entry.update.body), DESCRIPTION_CHARS))
        .unwrap_or_default();
    site.words.say_with(
        "incident-description",
        &[
            ("state", events::state(incident, site).into()),
            ("text", said.into()),
        ],
    )
}

/// Returns how long it lasted, when, and how far it reached.
fn facts(state: &PublicState, incident: &PublicIncident, site: &Site) -> Vec<String> {
    let mut facts = match incident.kind {
        IncidentKind::Incident => length(incident, site),
        IncidentKind::Maintenance => {
            let as_of = state.moment.as_of;
            events::window(incident, as_of, site).into_iter().collect()
        }
    };
    facts.extend(events::late(incident, state, site));
    let touched = events::touched(incident, &state.catalog);
    facts.extend(events::extent(&touched, site));
    facts
}

fn length(incident: &PublicIncident, site: &Site) -> Vec<String> {
    let words = site.words;
    match (
        incident.duration(),
        incident.started_at,
        incident.restored_at,
    ) {
        (Some((secs, true)), Some(started), Some(restored)) => vec![
            words.say_with(
                "fact-disruption",
                &[("duration", words.duration(secs).into())],
            ),
            site.dates().range(started, restored),
        ],
        (Some((secs, _)), _, _) => vec![words.say_with(
            "fact-resolved-after",
            &[("duration", words.duration(secs).into())],
        )],
        (None, ..) if !incident.is_open() => Vec::new(),
        (None, started, _) => {
            let since = site
                .dates()
                .date_time(started.unwrap_or(incident.created_at));
            vec![words.say_with("fact-ongoing", &[("time", since.into())])]
        }
    }
}
