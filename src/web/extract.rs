//! What handlers take from a request's address. Like axum's own, but answered with an error page if it makes no
//! sense.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::error::HtmlError;
use crate::views::public::ErrorPage;

/// The variable parts of the path.
#[derive(Debug)]
pub(super) struct Path<T>(pub(super) T);

/// The fields of the query.
#[derive(Debug)]
pub(super) struct Query<T>(pub(super) T);

#[expect(
    clippy::disallowed_types,
    reason = "wrapped here, so that nobody else needs it"
)]
impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = HtmlError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, HtmlError> {
        let taken = axum::extract::Path::from_request_parts(parts, state).await;
        taken
            .map(|axum::extract::Path(inner)| Self(inner))
            .map_err(|_| HtmlError(ErrorPage::BadRequest))
    }
}

#[expect(
    clippy::disallowed_types,
    reason = "wrapped here, so that nobody else needs it"
)]
impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = HtmlError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, HtmlError> {
        axum::extract::Query::try_from_uri(&parts.uri)
            .map(|axum::extract::Query(inner)| Self(inner))
            .map_err(|_| HtmlError(ErrorPage::BadRequest))
    }
}
