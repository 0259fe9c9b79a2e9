//! Ids in the addresses of staff pages.

use crate::web::extract::Path;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::error::AdminError;
use crate::domain::{
    ComponentId, DraftId, IncidentId, LinkId, PersonId, SeriesId, SessionId, TemplateId, TokenId,
    UpdateId,
};

/// An id that an address names; if it makes no sense, the answer is 404.
pub(crate) struct Id<T>(pub(crate) T);

/// Two ids that an address names.
pub(crate) struct Ids<T, U>(pub(crate) T, pub(crate) U);

/// What an address can name.
pub(crate) trait Named: Sized {
    /// Reads the id.
    fn parse(text: &str) -> Option<Self>;
}

macro_rules! named {
    ($($id:ident),+ $(,)?) => {$(
        impl Named for $id {
            fn parse(text: &str) -> Option<Self> {
                $id::parse(text)
            }
        }
    )+};
}

named!(
    ComponentId,
    DraftId,
    IncidentId,
    LinkId,
    SeriesId,
    SessionId,
    TemplateId,
    TokenId,
    UpdateId,
    PersonId,
);

impl<T: Named, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = AdminError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AdminError> {
        let text = Path::<String>::from_request_parts(parts, state).await;
        let id = text.ok().and_then(|Path(text)| T::parse(&text));
        id.map(Self).ok_or(AdminError::NOT_FOUND)
    }
}

impl<T: Named, U: Named, S: Send + Sync> FromRequestParts<S> for Ids<T, U> {
    type Rejection = AdminError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AdminError> {
        let texts = Path::<(String, String)>::from_request_parts(parts, state).await;
        let ids = texts
            .ok()
            .and_then(|Path((one, two))| Some(Self(T::parse(&one)?, U::parse(&two)?)));
        ids.ok_or(AdminError::NOT_FOUND)
    }
}
