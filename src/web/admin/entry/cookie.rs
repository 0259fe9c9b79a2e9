//! The one place that reads and makes cookies.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

use crate::urls::PublicUrl;

/// The session's cookie; over https browsers hold its prefix to its promises (RFC 6265bis §4.1.3.2).
fn name(url: &PublicUrl) -> &'static str {
    if url.is_https() {
        "__Host-candor_session"
    } else {
        "candor_session"
    }
}

/// How long a browser keeps the cookie, in seconds: as long as a session lives at most.
const MAX_AGE: u32 = 7 * 24 * 60 * 60;

/// Longest token looked at, in bytes.
const TOKEN_BYTES: usize = 128;

/// Returns the token in the session's cookie.
pub(in crate::web::admin) fn read(headers: &HeaderMap, url: &PublicUrl) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name(url))
        .map(|(_, value)| value.to_owned())
        .filter(|token| !token.is_empty() && token.len() <= TOKEN_BYTES)
}

/// Makes the header that gives a browser its session.
pub(in crate::web::admin) fn set(token: &str, url: &PublicUrl) -> Option<HeaderValue> {
    let secure = if url.is_https() { "; Secure" } else { "" };
    let text = format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={MAX_AGE}{secure}",
        name(url)
    );
    HeaderValue::from_str(&text).ok()
}

/// Makes the header that takes the session from a browser.
pub(in crate::web::admin) fn clear(url: &PublicUrl) -> Option<HeaderValue> {
    let secure = if url.is_https() { "; Secure" } else { "" };
    let text = format!(
        "{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}",
        name(url)
    );
    HeaderValue::from_str(&text).ok()
}
