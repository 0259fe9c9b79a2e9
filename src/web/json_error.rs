//! Errors as the manage API's clients read them: always JSON, always `error` and `message`.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;

use crate::publication::CachePolicy;
use crate::views::public::ErrorPage;
use crate::wire::JSON;
use crate::wire::statuspage_v1::{ErrorBody, ErrorText};

/// How long a client should wait while the database does not answer, in seconds.
pub(super) const RETRY_SECS: u64 = 10;

/// Turns a problem that a layer found into an error of the manage API.
pub(super) fn json_problem(status: StatusCode, problem: ErrorPage) -> Response<Body> {
    let text = match (status, problem) {
        (StatusCode::REQUEST_TIMEOUT, _) => "The request took too long",
        (_, ErrorPage::NotFound) => "Not found",
        (_, ErrorPage::BadRequest) => "Bad request",
        (_, ErrorPage::MethodNotAllowed) => "Method not allowed",
        (_, ErrorPage::Internal) => "Internal error",
        (_, ErrorPage::Unavailable) => "Temporarily unavailable",
    };
    let body = ErrorBody {
        error: ErrorText::One(text.to_owned()),
        message: text.to_owned(),
    };
    let retry_after = (problem == ErrorPage::Unavailable).then_some(RETRY_SECS);
    respond(status, &body, retry_after)
}

/// Answers with an error that nobody keeps.
pub(super) fn respond(
    status: StatusCode,
    body: &ErrorBody,
    retry_after: Option<u64>,
) -> Response<Body> {
    let body = serde_json::to_string(body).unwrap_or_default();
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
    headers.insert(CACHE_CONTROL, CachePolicy::Never.header());
    if let Some(seconds) = retry_after {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(
            axum::http::header::WWW_AUTHENTICATE,
            HeaderValue::from_static("OAuth"),
        );
    }
    response
}
