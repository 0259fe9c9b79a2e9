//! Who asks, once they signed in.

use crate::app::{Actor, Staff};
use crate::web::admin::AdminError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

/// Somebody who signed in, as handlers see them.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    /// For the deeds.
    pub(crate) actor: Actor,
    /// Who they are, and their session.
    pub(crate) staff: Staff,
}

impl<S: Sync> FromRequestParts<S> for Member {
    type Rejection = AdminError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AdminError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(AdminError::Internal)
    }
}
