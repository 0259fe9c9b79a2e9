//! Errors as readers see them: pages with the usual frame, JSON on the API.

use std::any::Any;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER,
};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::middleware::Next;
use axum::response::IntoResponse;
use serde_json::json;

use super::Web;
use super::json_error::json_problem;
use super::trace::RequestId;
use crate::publication::{CachePolicy, PublicationError};
use crate::urls;
use crate::views::public::ErrorPage;
use crate::wire::JSON;

/// How long a reader should wait before asking again, in seconds.
const RETRY_SECS: u32 = 10;

/// An error that becomes a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct HtmlError(pub(super) ErrorPage);

impl IntoResponse for HtmlError {
    fn into_response(self) -> Response<Body> {
        let mut response = status(self.0).into_response();
        response.extensions_mut().insert(self.0);
        response
    }
}

/// An error on the Status API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StatusApiError(pub(super) ErrorPage);

impl IntoResponse for StatusApiError {
    fn into_response(self) -> Response<Body> {
        let text = match self.0 {
            ErrorPage::NotFound => "Not found",
            ErrorPage::BadRequest => "Bad request",
            ErrorPage::MethodNotAllowed => "Method not allowed",
            ErrorPage::Internal => "Internal error",
            ErrorPage::Unavailable => "Temporarily unavailable",
        };
        let mut response = (status(self.0), json!({ "error": text }).to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(CACHE_CONTROL, CachePolicy::Never.header());
        if self.0 == ErrorPage::Unavailable {
            headers.insert(RETRY_AFTER, HeaderValue::from(RETRY_SECS));
        }
        response
    }
}

pub(super) fn problem_of(error: &PublicationError) -> ErrorPage {
    match error {
        PublicationError::Unavailable(_) => ErrorPage::Unavailable,
        PublicationError::Render(why) => {
            tracing::error!(why, "a document could not be rendered");
            ErrorPage::Internal
        }
    }
}

const fn status(problem: ErrorPage) -> StatusCode {
    match problem {
        ErrorPage::NotFound => StatusCode::NOT_FOUND,
        ErrorPage::BadRequest => StatusCode::BAD_REQUEST,
        ErrorPage::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ErrorPage::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        ErrorPage::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Answers what no route matches.
pub(super) async fn not_found(request: Request) -> Response<Body> {
    in_shape_of(&request, ErrorPage::NotFound)
}

/// Answers a method that a route does not take.
pub(super) async fn method_not_allowed(request: Request) -> Response<Body> {
    in_shape_of(&request, ErrorPage::MethodNotAllowed)
}

/// Answers with a problem in the form that errors have under the path.
fn in_shape_of(request: &Request, problem: ErrorPage) -> Response<Body> {
    let path = request.uri().path();
    if urls::is_manage_api(path) {
        json_problem(status(problem), problem)
    } else if urls::is_api(path) {
        StatusApiError(problem).into_response()
    } else {
        HtmlError(problem).into_response()
    }
}

/// Answers for a handler that panicked.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the layer hands the panic over"
)]
pub(super) fn from_panic(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let why = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("unknown");
    tracing::error!(why, "a request panicked");
    HtmlError(ErrorPage::Internal).into_response()
}

/// Turns errors in plain text into pages, or into JSON on the APIs.
pub(super) async fn dress(State(web): State<Web>, request: Request, next: Next) -> Response<Body> {
    let id = request.extensions().get::<RequestId>().cloned();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let problem = response.extensions().get::<ErrorPage>().copied();
    let Some(problem) = problem.or_else(|| in_plain_text(&response)) else {
        return response;
    };
    if urls::is_manage_api(&path) {
        return keeping_allow(&response, json_problem(response.status(), problem));
    }
    if urls::is_api(&path) {
        return keeping_allow(&response, StatusApiError(problem).into_response());
    }
    let reference = id.as_ref().map(RequestId::as_str);
    let html = web
        .house
        .publication
        .edition()
        .problem(problem, reference)
        .unwrap_or_else(|_| "<!doctype html><title>Error</title>".to_owned());
    let (mut parts, _) = response.into_parts();
    parts.headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    parts
        .headers
        .insert(CACHE_CONTROL, CachePolicy::Never.header());
    parts.headers.remove(axum::http::header::CONTENT_LENGTH);
    if problem == ErrorPage::Unavailable {
        parts
            .headers
            .insert(RETRY_AFTER, HeaderValue::from(RETRY_SECS));
    }
    Response::from_parts(parts, Body::from(html))
}

/// Takes over the status, and what a 405 says of the methods that are allowed.
fn keeping_allow(from: &Response<Body>, mut to: Response<Body>) -> Response<Body> {
    if let Some(allow) = from.headers().get(ALLOW) {
        to.headers_mut().insert(ALLOW, allow.clone());
    }
    *to.status_mut() = from.status();
    to
}

/// Names the problem of an error that a layer or the framework made in plain text.
fn in_plain_text(response: &Response<Body>) -> Option<ErrorPage> {
    let plain = response
        .headers()
        .get(CONTENT_TYPE)
        .is_none_or(|value| value.as_bytes().starts_with(b"text/plain"));
    if !plain {
        return None;
    }
    match response.status().as_u16() {
        404 => Some(ErrorPage::NotFound),
        405 => Some(ErrorPage::MethodNotAllowed),
        500..=502 => Some(ErrorPage::Internal),
        503 | 504 => Some(ErrorPage::Unavailable),
        400..=499 => Some(ErrorPage::BadRequest),
        _ => None,
    }
}
