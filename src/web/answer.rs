//! From a finished document to an answer: which encoding, and whether the reader has it already.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_ENCODING, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri};
use bytes::Bytes;

use crate::domain::Ts;
use crate::publication::{Document, Encoding};
use crate::wire::times;

/// What an answer depends on: the headers, whether it is a HEAD, the address.
pub(super) struct Asked {
    headers: HeaderMap,
    is_head: bool,
    uri: Uri,
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self {
            headers: parts.headers.clone(),
            is_head: parts.method == Method::HEAD,
            uri: parts.uri.clone(),
        })
    }
}

impl Asked {
    /// Answers with a document.
    pub(super) fn answer(&self, document: &Arc<Document>, now: Ts) -> Response<Body> {
        answer(document, &self.headers, self.is_head, now)
    }

    /// Returns a header that is a text.
    pub(super) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the path asked for.
    pub(super) fn path(&self) -> &str {
        self.uri.path()
    }

    /// Returns the path asked for with its query.
    pub(super) fn address(&self) -> &str {
        self.uri
            .path_and_query()
            .map_or(self.uri.path(), |address| address.as_str())
    }
}

/// Answers with a document: 200, or 304 when the reader's copy is this one (RFC 9110 §13).
pub(super) fn answer<B>(
    document: &Arc<Document>,
    asked: &HeaderMap,
    is_head: bool,
    now: Ts,
) -> Response<B>
where
    B: From<Bytes> + Default,
{
    let variant = document.variant(preferred(asked.get(ACCEPT_ENCODING)));
    let mut response = Response::new(B::default());
    if has_it(document, asked, &variant.etag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.headers_mut() = variant.not_modified.clone();
    } else {
        *response.headers_mut() = variant.headers.clone();
        if !is_head {
            *response.body_mut() = B::from(variant.body.clone());
        }
    }
    if let Some(date) = document.unsettled_date(now) {
        response.headers_mut().insert(LAST_MODIFIED, date.clone());
    }
    response
}

fn has_it(document: &Document, asked: &HeaderMap, etag: &HeaderValue) -> bool {
    if let Some(tags) = asked.get(IF_NONE_MATCH) {
        return tags == etag
            || asked
                .get_all(IF_NONE_MATCH)
                .iter()
                .any(|tags| lists(tags, etag));
    }
    asked
        .get(IF_MODIFIED_SINCE)
        .and_then(|date| date.to_str().ok())
        .and_then(times::parse_http_date)
        .is_some_and(|since| document.is_unmodified_since(since))
}

/// Says whether a list of entity tags names this one, compared weakly (RFC 9110 §8.8.3.2).
fn lists(tags: &HeaderValue, etag: &HeaderValue) -> bool {
    let (Ok(tags), Ok(etag)) = (tags.to_str(), etag.to_str()) else {
        return false;
    };
    tags.split(',')
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

/// Chooses an encoding (RFC 9110 §12.5.3): brotli, else gzip, else none, among those that the reader
/// takes; a higher `q` wins.
fn preferred(accept: Option<&HeaderValue>) -> Encoding {
    let Some(accept) = accept.and_then(|value| value.to_str().ok()) else {
        return Encoding::Identity;
    };
    let (mut brotli, mut gzip, mut identity) = (None, None, None);
    let mut any = None;
    for part in accept.split(',') {
        let (name, quality) = match part.split_once(';') {
            None => (part.trim(), 1.0),
            Some((name, parameter)) => (name.trim(), quality(parameter)),
        };
        let place = match name {
            name if name.eq_ignore_ascii_case("br") => &mut brotli,
            name if name.eq_ignore_ascii_case("gzip") => &mut gzip,
            name if name.eq_ignore_ascii_case("identity") => &mut identity,
            "*" => &mut any,
            _ => continue,
        };
        *place = Some(quality);
    }
    let brotli = brotli.or(any).unwrap_or(0.0);
    let gzip = gzip.or(any).unwrap_or(0.0);
    let best = brotli.max(gzip);
    if best <= 0.0 || identity.is_some_and(|identity| identity > best) {
        Encoding::Identity
    } else if brotli >= gzip {
        Encoding::Brotli
    } else {
        Encoding::Gzip
    }
}

fn quality(parameter: &str) -> f32 {
    parameter
        .trim()
        .strip_prefix("q=")
        .and_then(|value| value.trim().parse().ok())
        .unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_negotiated() {
        for (accept, encoding) in [
            ("gzip, deflate, br", Encoding::Brotli),
            ("GZIP", Encoding::Gzip),
            ("br;q=0, gzip;q=0.5", Encoding::Gzip),
            ("br;q=0.5, gzip;q=0.8", Encoding::Gzip),
            ("*", Encoding::Brotli),
            ("gzip;q=0", Encoding::Identity),
            ("identity, gzip;q=0.5", Encoding::Identity),
            ("", Encoding::Identity),
        ] {
            let value = HeaderValue::from_static(accept);
            assert_eq!(preferred(Some(&value)), encoding, "{accept}");
        }
        assert_eq!(preferred(None), Encoding::Identity);
    }

    #[test]
    fn tags_are_compared_weakly_and_in_lists() {
        let etag = HeaderValue::from_static("\"abc-gz\"");
        for (tags, listed) in [
            ("\"abc-gz\"", true),
            ("W/\"abc-gz\"", true),
            ("\"x\", \"abc-gz\"", true),
            ("*", true),
            ("\"abc\"", false),
            ("abc-gz", false),
        ] {
            assert_eq!(
                lists(&HeaderValue::from_static(tags), &etag),
                listed,
                "{tags}"
            );
        }
    }
}
