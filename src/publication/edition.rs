//! One immutable state and the documents made from it.

use std::collections::HashMap;
use std::sync::Arc;

use super::document::{CachePolicy, Document, Draft, Frame};
use super::late::Late;
use super::{PublicationError, files, last_modified};
use crate::domain::public::{PublicIncident, PublicState};
use crate::domain::{Kind, Ts};
use crate::feeds::{self, Source};
use crate::urls::{DocumentKey, DocumentName, FeedItems, StatusDocument};
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
    /// The operations of the manage API.
    api_operations: &'static [ApiOperation],
    /// How many components and groups the page has, hidden ones too: what a form is bounded by.
    pub component_count: usize,
    /// The last change that was live late.
    late: Option<Late>,
    hot: Arc<HashMap<String, Arc<Document>>>,
}

impl Edition {
    /// Renders and compresses the hot set. What came out the same in the edition before is taken over.
    pub(super) fn make(
        state: PublicState,
        (revision, component_count): (i64, usize),
        url: &urls::PublicUrl,
        frame: &Frame,
        (before, now): (Option<&Self>, Ts),
    ) -> Result<Self, PublicationError> {
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
            api_operations: frame.api_operations,
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
            api_operations: self.api_operations,
            late: self.late,
            hot: Arc::clone(&self.hot),
        }
    }

    /// Finds a hot document by its path. One map look-up.
    pub fn hot(&self, path: &str) -> Option<&Arc<Document>> {
        self.hot.get(path)
    }

    fn hot_drafts(&self) -> Result<Vec<(String, Draft)>, PublicationError> {
        let mut drafts = Vec::new();
        for document in DocumentName::pinned() {
            if let Some(draft) = self.draft(&document)? {
                drafts.push((DocumentKey::of_page(document).path(), draft));
            }
        }
        drafts.extend(files::drafts(&self.state.page.branding));
        Ok(drafts)
    }

    pub(super) fn context(&self) -> Context<'_> {
        Context {
            state: &self.state,
            zone: &self.site.zone,
            url: &self.site.url,
        }
    }

    fn status_document(&self, document: StatusDocument) -> Result<Draft, PublicationError> {
        let state = &self.state;
        let context = self.context();
        // An incident repeats the state of the components that it names.
        let of_kind =
            |kind| last_modified::components(state).max(last_modified::of_kind(state, kind));
        let incidents = |list: Vec<&Arc<PublicIncident>>| {
            let newest = of_kind(Kind::Incident);
            json(&context.incidents(&of(list), newest), newest)
        };
        let maintenances = |list: Vec<&Arc<PublicIncident>>| {
            let newest = of_kind(Kind::Maintenance);
            json(&context.maintenances(&of(list), newest), newest)
        };
        match document {
            StatusDocument::Summary => {
                let open = of(state.unresolved());
                let planned = of(state.planned());
                let newest = last_modified::anything(state);
                json(&context.summary(&open, &planned, newest), newest)
            }
            StatusDocument::Status => {
                let newest = of_kind(Kind::Incident);
                json(&context.status_document(newest), newest)
            }
            StatusDocument::Components => {
                let newest = last_modified::components(state);
                json(&context.components(newest), newest)
            }
            StatusDocument::Incidents => incidents(state.newest(Kind::Incident)),
            StatusDocument::Unresolved => incidents(state.unresolved()),
            StatusDocument::Maintenances => maintenances(state.newest(Kind::Maintenance)),
            StatusDocument::Upcoming => maintenances(state.upcoming()),
            StatusDocument::Active => maintenances(state.active()),
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
    pub(super) fn draft(&self, document: &DocumentName) -> Result<Option<Draft>, PublicationError> {
        let state = &self.state;
        Ok(match document {
            DocumentName::Home => {
                let newest = last_modified::home(state);
                Some(page(pages::home(state, &self.site, newest)?, newest))
            }
            DocumentName::StatusApi(document) => Some(self.status_document(*document)?),
            DocumentName::SecurityTxt => files::security_txt(state, &self.site.url),
            DocumentName::Incident(id)
            | DocumentName::Postmortem(id)
            | DocumentName::IncidentJson(id) => match state.find_incident(id) {
                Some(incident) => self.incident_draft(document, incident)?,
                None => None,
            },
            DocumentName::ApiDocs => {
                let newest = state.page.updated_at;
                let html = pages::api_docs(state, self.api_operations, &self.site, newest)?;
                Some(page(html, newest))
            }
            DocumentName::Subscribe => {
                let newest = state.page.updated_at;
                Some(page(pages::subscribe(state, &self.site, newest)?, newest))
            }
            DocumentName::Atom(items) => Some(self.feed(*items, ATOM, feeds::atom)?),
            DocumentName::Rss(items) => Some(self.feed(*items, RSS, feeds::rss)?),
            DocumentName::JsonFeed(items) => Some(self.feed(*items, JSON_FEED, feeds::json)?),
            DocumentName::Corrections(_)
            | DocumentName::Postmortems
            | DocumentName::History(_)
            | DocumentName::HistoryJson(_) => None,
        })
    }

    /// Renders a document about one incident; `None` when it has no such document.
    pub(super) fn incident_draft(
        &self,
        document: &DocumentName,
        incident: &PublicIncident,
    ) -> Result<Option<Draft>, PublicationError> {
        let (state, site) = (&self.state, &self.site);
        let newest = last_modified::incident_page(state, &site.zone, incident);
        Ok(match document {
            DocumentName::IncidentJson(_) => Some(json(
                &self.context().incident_document(incident, newest),
                newest,
            )?),
            DocumentName::Postmortem(_) if incident.postmortem.is_some() => Some(page(
                pages::postmortem(state, incident, site, newest)?,
                newest,
            )),
            DocumentName::Incident(_) => Some(page(
                pages::incident(state, incident, site, newest)?,
                newest,
            )),
            _ => None,
        })
    }

    fn feed(
        &self,
        items: FeedItems,
        content_type: &'static str,
        write: fn(&Source<'_>) -> Result<Vec<u8>, String>,
    ) -> Result<Draft, PublicationError> {
        let state = &self.state;
        let newest = last_modified::any_incident(state);
        let source = Source {
            state,
            zone: &self.site.zone,
            url: &self.site.url,
            words: self.site.words,
            items,
            updated_at: newest,
        };
        Ok(Draft {
            body: write(&source).map_err(PublicationError::Render)?,
            content_type,
            cache: CachePolicy::Data,
            newest: Some(newest),
            shared: true,
            csp: None,
        })
    }

    /// Renders an error page in the dress of the others.
    pub fn problem(
        &self,
        problem: Problem,
        reference: Option<&str>,
    ) -> Result<String, PublicationError> {
        Ok(pages::problem(&self.state, problem, reference, &self.site)?)
    }
}

fn of(list: Vec<&Arc<PublicIncident>>) -> Vec<&PublicIncident> {
    list.into_iter().map(|one| &**one).collect()
}

pub(super) fn page(html: String, newest: Ts) -> Draft {
    Draft::file(html.into_bytes(), HTML, CachePolicy::Page, Some(newest))
}

pub(super) fn json(value: &impl serde::Serialize, newest: Ts) -> Result<Draft, PublicationError> {
    Ok(Draft {
        body: serde_json::to_vec(value)
            .map_err(|error| PublicationError::Render(error.to_string()))?,
        content_type: wire::JSON,
        cache: CachePolicy::Data,
        newest: Some(newest),
        shared: true,
        csp: None,
    })
}
