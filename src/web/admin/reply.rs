//! Answers: a rendered page, a redirect, a cookie.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::entry::cookie;
use crate::publication::CachePolicy;
use crate::urls::PublicUrl;
use crate::views::staff::Done;

/// Answers with a page that nobody keeps.
pub(crate) fn html(status: StatusCode, rendered: Result<String, askama::Error>) -> Response {
    let (status, text) = match rendered {
        Ok(text) => (status, text),
        Err(error) => {
            tracing::error!(%error, "a staff page could not be rendered");
            let text = "<!doctype html><title>Error</title>".to_owned();
            (StatusCode::INTERNAL_SERVER_ERROR, text)
        }
    };
    let mut response = (status, text).into_response();
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    uncached(&mut response);
    response
}

/// Answers a script with a line.
pub(crate) fn text(line: String) -> Response {
    let mut response = line.into_response();
    uncached(&mut response);
    response
}

/// Keeps caches from an answer.
pub(crate) fn uncached(response: &mut Response) {
    response
        .headers_mut()
        .insert(CACHE_CONTROL, CachePolicy::Never.header());
}

/// Sends the browser to another page.
pub(crate) fn see_other(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(location) = HeaderValue::from_str(path) {
        response.headers_mut().insert(LOCATION, location);
    }
    uncached(&mut response);
    response
}

/// Sends the browser to a page that says what was done.
pub(crate) fn done(path: &str, done: Done) -> Response {
    let join = if path.contains('?') { '&' } else { '?' };
    match path.split_once('#') {
        Some((path, anchor)) => see_other(&format!("{path}{join}done={done}#{anchor}")),
        None => see_other(&format!("{path}{join}done={done}")),
    }
}

/// Gives the browser a session with an answer.
pub(crate) fn with_session(mut response: Response, token: &str, url: &PublicUrl) -> Response {
    if let Some(value) = cookie::set(token, url) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    response
}

/// Takes the session from the browser with an answer.
pub(crate) fn without_session(mut response: Response, url: &PublicUrl) -> Response {
    if let Some(value) = cookie::clear(url) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    response
}
