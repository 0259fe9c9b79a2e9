//! One immutable state and the documents made from it.

use std::collections::HashMap;
use std::sync::Arc;

use super::digest::PartDigests;
use super::document::{Document, DocumentFrame};
use super::inputs::Prepared;
use super::late::Late;
use super::render::Renderer;
use super::{PublicationError, files};
use crate::domain::Ts;
use crate::domain::public::PublicState;
use crate::urls::{DocumentKey, DocumentName, Language};
use crate::views::Site;
use crate::views::public::{self as pages, ErrorPage};

/// A state, and its hot documents by path.
pub struct Edition {
    /// Everything the public may see.
    pub state: PublicState,
    /// The newest revision of the data that it is known to show.
    pub revision: i64,
    /// Grows with every edition; a kept document holds the number of the one for which it was made or found the same.
    pub(super) serial: u64,
    /// How many components and groups the page has, hidden ones too: what a form is bounded by.
    pub component_count: usize,
    site: Site,
    renderer: Renderer,
    parts: Arc<PartDigests>,
    /// The last change that was live late.
    late: Option<Late>,
    hot: Arc<HashMap<String, Arc<Document>>>,
}

impl Edition {
    /// Makes the hot set. What has the same inputs as in the edition before is taken over.
    pub(super) fn make(
        state: PublicState,
        (revision, component_count): (i64, usize),
        renderer: &Renderer,
        frame: &DocumentFrame,
        (before, now): (Option<&Self>, Ts),
    ) -> Result<Self, PublicationError> {
        let mut edition = Self {
            site: renderer.site(&state, Language::Default),
            parts: Arc::new(PartDigests::of(&state, before.map(|before| &*before.parts))),
            state,
            revision,
            serial: before.map_or(1, |before| before.serial + 1),
            renderer: renderer.clone(),
            component_count,
            late: None,
            hot: Arc::default(),
        };
        edition.late = before.and_then(|before| {
            let is_changed = edition.revision != before.revision;
            Late::find(&edition.state, is_changed, now).or(before.late)
        });
        let hot_before = |path: &str| before.and_then(|before| before.hot.get(path));
        let mut hot = HashMap::new();
        for key in DocumentName::pinned().map(DocumentKey::of_page) {
            if let Some(prepared) = edition.prepare(&key) {
                let path = key.path();
                let document = edition.document(&prepared, hot_before(&path), frame)?;
                hot.insert(path, document);
            }
        }
        let branding = &edition.state.page.branding;
        hot.extend(files::documents(branding, frame, hot_before));
        edition.hot = Arc::new(hot);
        Ok(edition)
    }

    /// Returns the same edition for a revision that changes nothing in it. The revision may have changed documents
    /// outside the edition, so only the same revision keeps the serial number.
    pub(super) fn at_revision(&self, (revision, component_count): (i64, usize)) -> Self {
        Self {
            state: self.state.clone(),
            revision,
            component_count,
            serial: self.serial + u64::from(revision != self.revision),
            site: self.site.clone(),
            renderer: self.renderer.clone(),
            parts: Arc::clone(&self.parts),
            late: self.late,
            hot: Arc::clone(&self.hot),
        }
    }

    /// Makes a document that was prepared. One of the same inputs is taken over with its bytes; only its date may be
    /// another.
    pub(super) fn document(
        &self,
        prepared: &Prepared,
        before: Option<&Arc<Document>>,
        frame: &DocumentFrame,
    ) -> Result<Arc<Document>, PublicationError> {
        let digest = prepared.inputs.digest(&self.parts);
        let modified_at = self.dated(prepared.modified_at);
        if let Some(before) = before.filter(|before| before.is_from(&digest)) {
            return Ok(before.dated(modified_at));
        }
        let rendered = self.renderer.render(&prepared.inputs)?;
        let made = Document::finish(rendered, modified_at, digest, frame, before);
        Ok(Arc::new(made))
    }

    /// Finds a hot document by its path. One map look-up.
    pub fn hot(&self, path: &str) -> Option<&Arc<Document>> {
        self.hot.get(path)
    }

    /// Returns what every page needs besides its content.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Dates a document after the last change that no date in it shows, and after a late one when it was live.
    fn dated(&self, modified_at: Ts) -> Ts {
        let undated = self.state.dates.undated;
        let modified_at = undated.map_or(modified_at, |undated| undated.max(modified_at));
        self.late.map_or(modified_at, |late| late.date(modified_at))
    }

    /// Renders an error page with the usual frame.
    pub fn problem(
        &self,
        problem: ErrorPage,
        reference: Option<&str>,
    ) -> Result<String, PublicationError> {
        Ok(pages::problem(&self.state, problem, reference, &self.site)?)
    }
}
