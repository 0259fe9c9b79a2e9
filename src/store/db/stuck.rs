//! Connections that were found to be unable to write.

use crate::store::StoreError;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether a connection was found to be unable to write. One that was opened while its file could only
/// be read stays so, and may begin a write all the same; it is closed before it is used again.
#[derive(Clone, Default)]
pub(in crate::store) struct Stuck(Arc<AtomicBool>);

impl Stuck {
    /// Looks at what went wrong.
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
