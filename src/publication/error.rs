//! Why a document cannot be had.

use crate::store::StoreError;

/// Why a document or an edition cannot be had now.
#[derive(Debug, Clone)]
pub enum PublicationError {
    /// The database does not answer, and the document is not in the edition.
    Unavailable(String),
    /// Rendering failed, or what is stored makes no sense; our fault.
    Render(String),
}

impl std::fmt::Display for PublicationError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unavailable(why) | Self::Render(why) => f.write_str(why),
        }
    }
}

impl From<StoreError> for PublicationError {
    fn from(error: StoreError) -> Self {
        if error.is_ours() {
            return Self::Render(error.to_string());
        }
        Self::Unavailable(error.to_string())
    }
}

impl From<askama::Error> for PublicationError {
    fn from(error: askama::Error) -> Self {
        Self::Render(error.to_string())
    }
}
