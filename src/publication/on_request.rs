//! Documents that are rendered on request, and what is kept of them.
//!
//! A document is kept under its key with the number of the edition for which it was made or found to be the same. A
//! reader under a later edition has it looked at again: the inputs are read, and only if they differ it is rendered.

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::Poll;

use super::assets;
use super::document::Document;
use super::edition::Edition;
use super::kept::KeptDocument;
use super::making::catch;
use super::{Publication, PublicationError};
use crate::urls::{AssetPath, DocumentKey, DocumentName};

/// For how long after a reader asked for it a document is made anew ahead of the next one, in seconds.
const LATELY_SECS: i64 = 15 * 60;

/// Most documents that are made anew ahead of their readers after a change.
const AHEAD_MOST: usize = 64;

impl Publication {
    /// Finds a document: one that every edition holds, or one that is made on request, once for all readers who wait.
    /// `None` if it does not exist.
    pub async fn find(&self, key: DocumentKey) -> Result<Option<Arc<Document>>, PublicationError> {
        if key.document.is_pinned() {
            return Ok(self.hot(&key.path()));
        }
        let now = self.now().secs();
        loop {
            let edition = self.edition();
            let kept = self.kept_document(&key, &edition).await;
            kept.asked_at.store(now, Ordering::Relaxed);
            if let Some(error) = &kept.failed {
                return Err(error.clone());
            }
            // A reader who waits while another makes the document for an older edition gets that one, and asks again.
            if kept.is_of(&edition) {
                return Ok(kept.document.clone());
            }
        }
    }

    /// Makes the documents anew that readers asked for lately, the latest first, until the next change.
    pub async fn render_ahead(&self) {
        let edition = self.edition();
        for key in self.asked_lately(&edition) {
            if self.edition().serial != edition.serial {
                return;
            }
            let kept = self.kept_document(&key, &edition).await;
            // One that cannot be rendered stops no other; without the database none can be made.
            if matches!(kept.failed, Some(PublicationError::Unavailable(_))) {
                return;
            }
        }
    }

    fn asked_lately(&self, edition: &Edition) -> Vec<DocumentKey> {
        let since = self.now().secs() - LATELY_SECS;
        let mut lately: Vec<(i64, Arc<DocumentKey>)> = self
            .kept()
            .iter()
            .filter(|(_, kept)| kept.document.is_some() && !kept.holds_for(edition))
            .map(|(key, kept)| (kept.asked_at(), key))
            .filter(|(asked_at, _)| *asked_at >= since)
            .collect();
        lately.sort_unstable_by_key(|(asked_at, _)| std::cmp::Reverse(*asked_at));
        lately.truncate(AHEAD_MOST);
        lately
            .into_iter()
            .map(|(_, key)| DocumentKey::clone(&key))
            .collect()
    }

    /// Returns what is kept under a key, made for an edition once for all readers who wait.
    async fn kept_document(&self, key: &DocumentKey, edition: &Arc<Edition>) -> Arc<KeptDocument> {
        let before = self.kept().get(key).await;
        if let Some(kept) = before.as_ref().filter(|kept| kept.holds_for(edition)) {
            return Arc::clone(kept);
        }
        let making = self.make_kept(key.clone(), Arc::clone(edition), before);
        let is_old = |kept: &Arc<KeptDocument>| !kept.holds_for(edition);
        let selected = self.kept().entry_by_ref(key);
        selected
            .or_insert_with_if(making, is_old)
            .await
            .into_value()
    }

    async fn make_kept(
        &self,
        key: DocumentKey,
        edition: Arc<Edition>,
        before: Option<Arc<KeptDocument>>,
    ) -> Arc<KeptDocument> {
        let serial = edition.serial;
        let is_asset = matches!(key.document, DocumentName::Asset(_));
        let document_before = before.as_ref().and_then(|kept| kept.document.clone());
        let publication = self.clone();
        let old = document_before.clone();
        let making = caught(async move { publication.make_document(&key, &edition, old).await });
        let (document, failed) = match self.workers().drive(making).await {
            Ok(document) => (document, None),
            Err(error) => (document_before, Some(error)),
        };
        Arc::new(KeptDocument {
            serial,
            may_come: is_asset && document.is_none(),
            document,
            failed,
            asked_at: AtomicI64::new(before.map_or(i64::MIN, |kept| kept.asked_at())),
        })
    }

    async fn make_document(
        &self,
        key: &DocumentKey,
        edition: &Edition,
        before: Option<Arc<Document>>,
    ) -> Result<Option<Arc<Document>>, PublicationError> {
        if let DocumentName::Asset(path) = &key.document {
            return self.make_asset(path, edition, before).await;
        }
        let mut prepared = edition.prepare(key);
        if prepared.is_none() {
            self.database_answers()?;
            prepared = Box::pin(edition.prepare_old(key, self.reads())).await?;
        }
        let make = |prepared| edition.document(&prepared, before.as_ref(), self.frame());
        prepared.map(make).transpose()
    }

    /// Makes the document of a file: one in use, or one that was replaced and is kept; `None` for any other.
    async fn make_asset(
        &self,
        path: &AssetPath,
        edition: &Edition,
        before: Option<Arc<Document>>,
    ) -> Result<Option<Arc<Document>>, PublicationError> {
        let path = path.as_str();
        if let Some(document) = edition.hot(path) {
            return Ok(Some(Arc::clone(document)));
        }
        self.database_answers()?;
        let mut read = self.reads().read().await?;
        if before.is_some() && read.has_asset(path).await? {
            return Ok(before);
        }
        let found = read.find_asset(path).await?;
        Ok(found.map(|asset| Arc::new(Document::of_file(assets::rendered(asset), self.frame()))))
    }
}

/// Awaits what may panic, which must not end the connection of the reader.
async fn caught<T>(
    work: impl Future<Output = Result<T, PublicationError>>,
) -> Result<T, PublicationError> {
    let mut work = std::pin::pin!(work);
    poll_fn(|context| {
        let step = catch(|| Ok(work.as_mut().poll(context)));
        step.unwrap_or_else(|error| Poll::Ready(Err(error)))
    })
    .await
}
