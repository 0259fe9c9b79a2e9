//! What is kept of the documents that readers asked for.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use moka::future::Cache;

use super::PublicationError;
use super::document::Document;
use super::edition::Edition;
use crate::urls::DocumentKey;

/// Most bytes of documents kept in memory.
const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// What a kept document costs besides its bytes.
const OVERHEAD_BYTES: usize = 512;

/// The documents that readers asked for, by their keys.
pub(super) type KeptDocuments = Cache<DocumentKey, Arc<KeptDocument>>;

/// What is kept under a key.
pub(super) struct KeptDocument {
    /// The edition for which it was made or found to be the same.
    pub(super) serial: u64,
    /// `None` when there is no such document.
    pub(super) document: Option<Arc<Document>>,
    /// Why it could not be had; the document is an older one then.
    pub(super) failed: Option<PublicationError>,
    /// It may come to exist without a new edition: a file that another node's pages name already.
    pub(super) may_come: bool,
    /// When a reader last asked for it, in seconds since the epoch.
    pub(super) asked_at: AtomicI64,
}

impl KeptDocument {
    /// Says whether the next reader under an edition may have it too.
    pub(super) fn holds_for(&self, edition: &Edition) -> bool {
        self.failed.is_none() && !self.may_come && self.is_of(edition)
    }

    /// Says whether it was made for an edition, or for a later one.
    pub(super) fn is_of(&self, edition: &Edition) -> bool {
        self.serial >= edition.serial
    }

    /// Returns when a reader last asked for it, in seconds since the epoch.
    pub(super) fn asked_at(&self) -> i64 {
        self.asked_at.load(Ordering::Relaxed)
    }
}

/// Makes an empty cache.
pub(super) fn kept() -> KeptDocuments {
    Cache::builder()
        .max_capacity(MOST_BYTES)
        .weigher(|_, kept: &Arc<KeptDocument>| {
            let document = kept.document.as_ref();
            let bytes = document.map_or(0, |document| document.size_bytes());
            u32::try_from(bytes + OVERHEAD_BYTES).unwrap_or(u32::MAX)
        })
        .build()
}
