//! The pages that customers read, the feeds and the Status API, as far as the front does not answer.
//!
//! Which path is which document is written in [`crate::urls`] alone; here a key is asked of the publication.

use axum::Router;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{
    ACCEPT, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE, VARY,
};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::Web;
use super::answer::Asked;
use super::error::{HtmlError, StatusApiError, not_found, problem_of};
use crate::urls::{self, AddressError, DocumentKey};
use crate::views::public::ErrorPage;

/// Makes the routes of all documents.
pub(super) fn router() -> Router<Web> {
    let mut router = Router::new();
    for pattern in urls::PAGE_PATTERNS {
        router = router.route(pattern, get(show));
    }
    for pattern in urls::STATUS_API_PATTERNS {
        router = router.route(pattern, get(show).options(preflight));
    }
    for pattern in urls::ASSET_PATTERNS {
        router = router.route(pattern, get(show).fallback(not_found));
    }
    router
}

/// Answers with the document of an address. The address of the history has two documents: one for browsers, one for
/// programs.
async fn show(State(web): State<Web>, asked: Asked) -> Response {
    let mut key = DocumentKey::parse(asked.address());
    let mut is_for_programs = urls::is_for_programs(asked.path());
    let is_negotiated = asked.path() == urls::HISTORY;
    if is_negotiated && asks_for_json(&asked) {
        is_for_programs = true;
        key = key.map(DocumentKey::for_programs);
    }
    let mut response = match find(&web, key, &asked).await {
        Ok(response) => response,
        Err(problem) if is_for_programs => StatusApiError(problem).into_response(),
        Err(problem) => HtmlError(problem).into_response(),
    };
    if is_negotiated {
        let accept = HeaderValue::from_static("Accept");
        response.headers_mut().append(VARY, accept);
    }
    response
}

async fn find(
    web: &Web,
    key: Result<DocumentKey, AddressError>,
    asked: &Asked,
) -> Result<Response, ErrorPage> {
    let key = key.map_err(|error| match error {
        AddressError::UnknownPath => ErrorPage::NotFound,
        AddressError::BadPath | AddressError::BadQuery => ErrorPage::BadRequest,
    })?;
    let found = web.house.publication.find(key).await;
    let document = found.map_err(|error| problem_of(&error))?;
    let document = document.ok_or(ErrorPage::NotFound)?;
    Ok(asked.answer(&document, web.house.publication.now()))
}

fn asks_for_json(asked: &Asked) -> bool {
    let accept = asked.header(&ACCEPT).unwrap_or_default();
    accept.contains("application/json") && !accept.contains("text/html")
}

/// Lets scripts of other sites ask, also with headers of their own.
async fn preflight() -> impl IntoResponse {
    [
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"),
        (ACCESS_CONTROL_ALLOW_HEADERS, "*"),
        (ACCESS_CONTROL_MAX_AGE, "86400"),
    ]
}
