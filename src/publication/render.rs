//! From the inputs of a document to its bytes, and from nothing else.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::PublicationError;
use super::document::{CachePolicy, Rendered};
use super::files;
use super::inputs::{History, Inputs, Stored};
use crate::domain::IncidentKind;
use crate::domain::public::{PublicIncident, PublicState};
use crate::feeds::{self, Source};
use crate::urls::{DocumentName, FeedItems, Language, PublicUrl, StatusDocument};
use crate::views::Site;
use crate::views::public::{self as pages, ApiOperation, HistoryPage};
use crate::wire::statuspage_v2::Context;
use crate::zone::Zone;
use crate::{i18n, wire};

const HTML: &str = "text/html; charset=utf-8";
const ATOM: &str = "application/atom+xml; charset=utf-8";
const RSS: &str = "application/rss+xml; charset=utf-8";
const JSON_FEED: &str = "application/feed+json; charset=utf-8";

const RENDERED: &str = "candor_documents_rendered_total";

/// Says what the metric means, and starts it.
pub(super) fn describe_metrics() {
    metrics::describe_counter!(
        RENDERED,
        "Documents rendered, those taken over from the edition before left out"
    );
    metrics::counter!(RENDERED).increment(0);
}

/// What documents are rendered with: it stays the same while the program runs.
#[derive(Clone)]
pub(super) struct Renderer {
    url: PublicUrl,
    api_operations: &'static [ApiOperation],
    count: Arc<AtomicU64>,
}

impl Renderer {
    pub(super) fn new(url: PublicUrl, api_operations: &'static [ApiOperation]) -> Self {
        Self {
            url,
            api_operations,
            count: Arc::default(),
        }
    }

    /// Returns how many documents were rendered so far.
    pub(super) fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// Returns what every page of a state needs besides its content.
    pub(super) fn site(&self, state: &PublicState, language: Language) -> Site {
        Site {
            url: self.url.clone(),
            zone: Zone::find_or_utc(&state.page.time_zone),
            words: match language {
                Language::Default => i18n::english(),
            },
        }
    }

    /// Renders a document.
    pub(super) fn render(&self, inputs: &Inputs) -> Result<Rendered, PublicationError> {
        self.count.fetch_add(1, Ordering::Relaxed);
        metrics::counter!(RENDERED).increment(1);
        let Inputs {
            key,
            state,
            stored,
            made_at,
        } = inputs;
        let site = &self.site(state, key.language);
        let context = Context {
            state,
            zone: &site.zone,
            url: &site.url,
            words: site.words,
        };
        let made_at = *made_at;
        match (&key.document, stored) {
            (DocumentName::Home, _) => page(pages::home(state, site, made_at)?),
            (DocumentName::Incident(_), _) => {
                page(pages::incident(state, only(state)?, site, made_at)?)
            }
            (DocumentName::Postmortem(_), _) => {
                page(pages::postmortem(state, only(state)?, site, made_at)?)
            }
            (DocumentName::Corrections(_), Stored::Corrections(all)) => {
                page(pages::corrections(state, only(state)?, all, site, made_at)?)
            }
            (DocumentName::Postmortems, _) => {
                page(pages::postmortems(state, &all(state), site, made_at)?)
            }
            (DocumentName::History(_), Stored::History(history)) => {
                page(pages::history(state, &history.shown(), site, made_at)?)
            }
            (DocumentName::HistoryJson(_), Stored::History(history)) => {
                json(&context.history_index(&history.shown().months, made_at))
            }
            (DocumentName::Subscribe, _) => page(pages::subscribe(state, site, made_at)?),
            (DocumentName::ApiDocs, _) => {
                let operations = self.api_operations;
                page(pages::api_docs(state, operations, site, made_at)?)
            }
            (DocumentName::Atom(items), _) => feed(inputs, site, *items, ATOM, feeds::atom),
            (DocumentName::Rss(items), _) => feed(inputs, site, *items, RSS, feeds::rss),
            (DocumentName::JsonFeed(items), _) => {
                feed(inputs, site, *items, JSON_FEED, feeds::json)
            }
            (DocumentName::StatusApi(which), _) => status_document(context, *which, inputs),
            (DocumentName::IncidentJson(_), _) => {
                json(&context.incident_document(only(state)?, made_at))
            }
            (DocumentName::SecurityTxt, _) => {
                files::security_txt(state, &site.url).ok_or_else(|| missing("a contact"))
            }
            (
                DocumentName::Corrections(_)
                | DocumentName::History(_)
                | DocumentName::HistoryJson(_)
                | DocumentName::Asset(_),
                _,
            ) => Err(missing("what the database gives")),
        }
    }
}

impl History {
    fn shown(&self) -> HistoryPage<'_> {
        let months = self.months.iter();
        HistoryPage {
            months: months
                .map(|(month, incidents)| (*month, incidents.iter().collect()))
                .collect(),
            older: self.older,
            newer: self.newer,
        }
    }
}

fn status_document(
    context: Context<'_>,
    which: StatusDocument,
    inputs: &Inputs,
) -> Result<Rendered, PublicationError> {
    let (state, made_at) = (&inputs.state, inputs.made_at);
    let incidents = |list: Vec<&Arc<PublicIncident>>| json(&context.incidents(&of(list), made_at));
    let maintenances =
        |list: Vec<&Arc<PublicIncident>>| json(&context.maintenances(&of(list), made_at));
    match which {
        StatusDocument::Summary => {
            let (open, planned) = (of(state.unresolved()), of(state.planned()));
            json(&context.summary(&open, &planned, made_at))
        }
        StatusDocument::Status => json(&context.status_document(made_at)),
        StatusDocument::Components => json(&context.components(made_at)),
        StatusDocument::Incidents => incidents(state.newest(IncidentKind::Incident)),
        StatusDocument::Unresolved => incidents(state.unresolved()),
        StatusDocument::Maintenances => maintenances(state.newest(IncidentKind::Maintenance)),
        StatusDocument::Upcoming => maintenances(state.upcoming()),
        StatusDocument::Active => maintenances(state.active()),
    }
}

fn feed(
    inputs: &Inputs,
    site: &Site,
    items: FeedItems,
    content_type: &'static str,
    write: fn(&Source<'_>) -> Result<Vec<u8>, String>,
) -> Result<Rendered, PublicationError> {
    let source = Source {
        state: &inputs.state,
        zone: &site.zone,
        url: &site.url,
        words: site.words,
        items,
        updated_at: inputs.made_at,
    };
    let body = write(&source).map_err(PublicationError::Render)?;
    Ok(Rendered::shared(body, content_type))
}

/// Returns the incident that a document is about.
fn only(state: &PublicState) -> Result<&PublicIncident, PublicationError> {
    let first = state.incidents().first();
    first
        .map(|one| &**one)
        .ok_or_else(|| missing("its incident"))
}

fn all(state: &PublicState) -> Vec<&PublicIncident> {
    state.incidents().iter().map(|one| &**one).collect()
}

fn of(list: Vec<&Arc<PublicIncident>>) -> Vec<&PublicIncident> {
    list.into_iter().map(|one| &**one).collect()
}

/// A document was prepared without what it shows; our fault.
fn missing(what: &str) -> PublicationError {
    PublicationError::Render(format!("the inputs lack {what}"))
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every document is rendered to the same"
)]
fn page(html: String) -> Result<Rendered, PublicationError> {
    Ok(Rendered::file(html.into_bytes(), HTML, CachePolicy::Page))
}

fn json(value: &impl serde::Serialize) -> Result<Rendered, PublicationError> {
    let body = serde_json::to_vec(value);
    let body = body.map_err(|error| PublicationError::Render(error.to_string()))?;
    Ok(Rendered::shared(body, wire::JSON))
}
