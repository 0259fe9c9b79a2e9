//! One immutable state and the documents made from it.

use std::collections::HashMap;
use std::sync::Arc;

use super::document::{CachePolicy, Document, Draft, Frame};
use super::late::Late;
use super::{Trouble, Wanted, face, newest};
use crate::domain::public::{PublicIncident, PublicState};
use crate::domain::{Kind, Ts};
use crate::feeds::{self, Items, Source};
use crate::views::Site;
use crate::views::public::{self as pages, ApiOperation, Problem};
use crate::wire::statuspage_v2::Context;
use crate::zone::Zone;
use crate::{i18n, urls, wire};

const HTML: &str = "text/html; charset=utf-8";
const ATOM: &str = "application/atom+xml; charset=utf-8";
const RSS: &str = "application/rss+xml; charset=utf-8";
const JSON_FEED: &str = "application/feed+json; charset=utf-8";

/// A state, and its hot documents by path.
pub struct Edition {
    /// Everything the public may see.
    pub state: PublicState,
    /// The revision of the data it was last found equal to.
    pub revision: i64,
    /// Grows with every edition; archive material is kept under it.
    pub(super) serial: u64,
    pub(super) site: Site,
    /// How many components and groups the page has, hidden ones too: what a form is bounded by.
    pub component_count: usize,
    /// The last change that was live late.
    late: Option<Late>,
    hot: Arc<HashMap<String, Arc<Document>>>,
}

/// The documents of the Status API that every edition holds.
const API: &[&str] = &[
    "summary",
    "status",
    "components",
    "incidents",
    "incidents/unresolved",
    "scheduled-maintenances",
    "scheduled-maintenances/upcoming",
    "scheduled-maintenances/active",
];

impl Edition {
    /// Renders and compresses the hot set. What came out the same in the edition before is taken over.
    pub(super) fn make(
        state: PublicState,
        (revision, component_count): (i64, usize),
        url: &urls::PublicUrl,
        frame: &Frame,
        (before, now): (Option<&Self>, Ts),
    ) -> Result<Self, Trouble> {
        let site = Site {
            url: url.clone(),
            zone: Zone::find_or_utc(&state.page.time_zone),
            words: i18n::english(),
        };
        let mut edition = Self {
            state,
            revision,
            serial: before.map_or(1, |before| before.serial + 1),
            site,
            component_count,
            late: None,
            hot: Arc::new(HashMap::new()),
        };
        edition.late = before.and_then(|before| {
            let is_changed = edition.revision != before.revision;
            Late::find(&edition.state, is_changed, now).or(before.late)
        });
        let mut hot = HashMap::new();
        for (path, draft) in edition.hot_drafts()? {
            let draft = edition.dated(draft);
            let same = before
                .and_then(|before| before.hot.get(&path))
                .filter(|document| document.is_same(&draft));
            let document = match same {
                Some(document) => Arc::clone(document),
                None => Arc::new(Document::finish(draft, frame)),
            };
            hot.insert(path, document);
        }
        edition.hot = Arc::new(hot);
        Ok(edition)
    }

    /// Returns the same edition for a revision that shows nothing new of what is in it. What is older than the
    /// edition may have changed with the revision, so only the same revision keeps the serial number.
    pub(super) fn at_revision(&self, (revision, component_count): (i64, usize)) -> Self {
        Self {
            state: self.state.clone(),
            revision,
            component_count,
            serial: self.serial + u64::from(revision != self.revision),
            site: self.site.clone(),
            late: self.late,
            hot: Arc::clone(&self.hot),
        }
    }

    /// Finds a hot document by its path. One map look-up.
    pub fn hot(&self, path: &str) -> Option<&Arc<Document>> {
        self.hot.get(path)
    }

    fn hot_drafts(&self) -> Result<Vec<(String, Draft)>, Trouble> {
        let state = &self.state;
        let home = newest::home(state);
        let mut drafts = vec![(
            urls::HOME.to_owned(),
            page(pages::home(state, &self.site, home)?, home),
        )];
        for name in API {
            let path = format!("{}/{name}.json", urls::API_V2);
            drafts.push((path, self.api_document(name)?));
        }
        for (path, wanted) in [
            (urls::ATOM, Wanted::Atom(Items::Incidents)),
            (urls::RSS, Wanted::Rss(Items::Incidents)),
            (urls::JSON_FEED, Wanted::JsonFeed(Items::Incidents)),
        ] {
            if let Some(draft) = self.draft(&wanted)? {
                drafts.push((path.to_owned(), draft));
            }
        }
        drafts.extend(face::drafts(state, &self.site.url));
        Ok(drafts)
    }

    pub(super) fn context(&self) -> Context<'_> {
        Context {
            state: &self.state,
            zone: &self.site.zone,
            url: &self.site.url,
        }
    }

    fn api_document(&self, name: &str) -> Result<Draft, Trouble> {
        let state = &self.state;
        let context = self.context();
        // An incident repeats the state of the components that it names.
        let of_kind = |kind| newest::components(state).max(newest::of_kind(state, kind));
        let incidents = |list: Vec<&Arc<PublicIncident>>| {
            let newest = of_kind(Kind::Incident);
            json(&context.incidents(&of(list), newest), newest)
        };
        let maintenances = |list: Vec<&Arc<PublicIncident>>| {
            let newest = of_kind(Kind::Maintenance);
            json(&context.maintenances(&of(list), newest), newest)
        };
        match name {
            "summary" => {
                let open = of(state.unresolved());
                let planned = of(state.planned());
                let newest = newest::anything(state);
                json(&context.summary(&open, &planned, newest), newest)
            }
            "status" => {
                let newest = of_kind(Kind::Incident);
                json(&context.status_document(newest), newest)
            }
            "components" => {
                let newest = newest::components(state);
                json(&context.components(newest), newest)
            }
            "incidents" => incidents(state.newest(Kind::Incident)),
            "incidents/unresolved" => incidents(state.unresolved()),
            "scheduled-maintenances" => maintenances(state.newest(Kind::Maintenance)),
            "scheduled-maintenances/upcoming" => maintenances(state.upcoming()),
            "scheduled-maintenances/active" => maintenances(state.active()),
            other => Err(Trouble::Render(format!("no document is called {other}"))),
        }
    }

    /// Returns what every page needs besides its content.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Dates a draft after the last change that no date in it shows, and after a late one when it was live.
    pub(super) fn dated(&self, mut draft: Draft) -> Draft {
        draft.newest = draft.newest.max(draft.newest.and(self.state.dates.undated));
        if let (Some(newest), Some(late)) = (draft.newest, self.late) {
            draft.newest = Some(late.date(newest));
        }
        draft
    }

    /// Renders a document from the state alone; `None` when it takes more than the state holds.
    pub(super) fn draft(&self, wanted: &Wanted) -> Result<Option<Draft>, Trouble> {
        let state = &self.state;
        Ok(match wanted {
            Wanted::Incident(id) | Wanted::Postmortem(id) | Wanted::IncidentJson(id) => {
                match state.find_incident(id) {
                    Some(incident) => self.incident_draft(wanted, incident)?,
                    None => None,
                }
            }
            Wanted::ApiDocs(operations) => Some(self.api_docs(operations)?),
            Wanted::Subscribe => {
                let newest = state.page.updated_at;
                Some(page(pages::subscribe(state, &self.site, newest)?, newest))
            }
            Wanted::Atom(items) => Some(self.feed(*items, ATOM, feeds::atom)?),
            Wanted::Rss(items) => Some(self.feed(*items, RSS, feeds::rss)?),
            Wanted::JsonFeed(items) => Some(self.feed(*items, JSON_FEED, feeds::json)?),
            Wanted::Corrections(_)
            | Wanted::Postmortems
            | Wanted::History(_)
            | Wanted::HistoryJson(_) => None,
        })
    }

    /// Renders a document about one incident; `None` when it has no such document.
    pub(super) fn incident_draft(
        &self,
        wanted: &Wanted,
        incident: &PublicIncident,
    ) -> Result<Option<Draft>, Trouble> {
        let (state, site) = (&self.state, &self.site);
        let newest = newest::incident_page(state, &site.zone, incident);
        Ok(match wanted {
            Wanted::IncidentJson(_) => Some(json(
                &self.context().incident_document(incident, newest),
                newest,
            )?),
            Wanted::Postmortem(_) if incident.postmortem.is_some() => Some(page(
                pages::postmortem(state, incident, site, newest)?,
                newest,
            )),
            Wanted::Incident(_) => Some(page(
                pages::incident(state, incident, site, newest)?,
                newest,
            )),
            _ => None,
        })
    }

    fn feed(
        &self,
        items: Items,
        content_type: &'static str,
        write: fn(&Source<'_>) -> Result<Vec<u8>, String>,
    ) -> Result<Draft, Trouble> {
        let state = &self.state;
        let newest = newest::any_incident(state);
        let source = Source {
            state,
            zone: &self.site.zone,
            url: &self.site.url,
            words: self.site.words,
            items,
            updated_at: newest,
        };
        Ok(Draft {
            body: write(&source).map_err(Trouble::Render)?,
            content_type,
            cache: CachePolicy::Data,
            newest: Some(newest),
            shared: true,
            csp: None,
        })
    }

    /// Renders the page of the manage API's operations.
    fn api_docs(&self, operations: &[ApiOperation]) -> Result<Draft, Trouble> {
        let newest = self.state.page.updated_at;
        let html = pages::api_docs(&self.state, operations, &self.site, newest)?;
        Ok(page(html, newest))
    }

    /// Renders an error page in the dress of the others.
    pub fn problem(&self, problem: Problem, reference: Option<&str>) -> Result<String, Trouble> {
        Ok(pages::problem(&self.state, problem, reference, &self.site)?)
    }
}

fn of(list: Vec<&Arc<PublicIncident>>) -> Vec<&PublicIncident> {
    list.into_iter().map(|one| &**one).collect()
}

pub(super) fn page(html: String, newest: Ts) -> Draft {
    Draft::file(html.into_bytes(), HTML, CachePolicy::Page, Some(newest))
}

pub(super) fn json(value: &impl serde::Serialize, newest: Ts) -> Result<Draft, Trouble> {
    Ok(Draft {
        body: serde_json::to_vec(value).map_err(|error| Trouble::Render(error.to_string()))?,
        content_type: wire::JSON,
        cache: CachePolicy::Data,
        newest: Some(newest),
        shared: true,
        csp: None,
    })
}
