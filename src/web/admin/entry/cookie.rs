//! The one place that reads and makes cookies.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use cookie::time::Duration;
use cookie::{Cookie, SameSite};

use crate::urls::PublicUrl;

/// The session's cookie; over https, browsers enforce what its prefix promises (RFC 6265bis §4.1.3.2).
fn name(url: &PublicUrl) -> &'static str {
    if url.is_https() {
        "__Host-candor_session"
    } else {
        "candor_session"
    }
}

/// How long a browser keeps the cookie: as long as a session lives at most.
const MAX_AGE: Duration = Duration::days(7);

/// Longest token looked at, in bytes.
const TOKEN_BYTES: usize = 128;

/// Returns the token in the session's cookie.
pub(in crate::web::admin) fn read(headers: &HeaderMap, url: &PublicUrl) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name(url))
        .map(|cookie| cookie.value().to_owned())
        .filter(|token| !token.is_empty() && token.len() <= TOKEN_BYTES)
}

/// Makes the header that gives a browser its session.
pub(in crate::web::admin) fn set(token: &str, url: &PublicUrl) -> Option<HeaderValue> {
    header(token, MAX_AGE, url)
}

/// Makes the header that takes the session from a browser.
pub(in crate::web::admin) fn clear(url: &PublicUrl) -> Option<HeaderValue> {
    header("", Duration::ZERO, url)
}

fn header(token: &str, max_age: Duration, url: &PublicUrl) -> Option<HeaderValue> {
    let cookie = Cookie::build((name(url), token))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(url.is_https())
        .max_age(max_age);
    HeaderValue::from_str(&cookie.to_string()).ok()
}
