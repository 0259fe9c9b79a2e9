//! Connections that were found to be unable to write.

use crate::store::StoreError;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether a connection was found to be unable to write. A connection that was opened while its file could only be
/// read cannot write later either, although it can begin a write. It is closed before it is used again.
#[derive(Clone, Default)]
pub(in crate::store) struct Stuck(Arc<AtomicBool>);

impl Stuck {
    /// Notices whether an error says that the connection cannot write.
    pub(super) fn notice(&self, error: sqlx::Error) -> StoreError {
        let error = StoreError::from(error);
        if matches!(error, StoreError::ReadOnly) {
            self.0.store(true, Ordering::Relaxed);
        }
        error
    }

    pub(super) fn take(&self) -> bool {
        self.0.swap(false, Ordering::Relaxed)
    }
}
