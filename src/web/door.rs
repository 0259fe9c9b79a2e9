//! The door of the house: open as soon as the program runs, though there is nothing to show yet.
//!
//! Until the first edition is made every request is answered with a plain 503, which costs nothing.

use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use axum::http::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, RETRY_AFTER,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::{Either, Full};
use hyper::body::Bytes;

use super::front::{AnswerBody, Front};
use super::ops;
use crate::publication::CachePolicy;

/// When a reader should ask again while the first edition is made, in seconds.
const RETRY_SECS: u16 = 2;

/// What connections come through. Clones are one door.
#[derive(Clone, Default)]
pub struct Door {
    front: Arc<OnceLock<Front>>,
    draining: Arc<AtomicBool>,
}

impl Door {
    /// Answers with a front from now on; the first one stays.
    pub fn open(&self, front: Front) {
        let _ = self.front.set(front);
    }

    /// From now on every answer asks its reader to close the connection.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Answers a request of a peer.
    pub async fn answer<B>(&self, request: Request<B>, peer: IpAddr) -> Response<AnswerBody>
    where
        B: hyper::body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<axum::BoxError>,
    {
        let mut response = match self.front.get() {
            Some(front) => front.answer(request, peer).await,
            None => starting(request.method(), request.uri().path()).map(Either::Left),
        };
        if self.draining.load(Ordering::Relaxed) {
            response
                .headers_mut()
                .insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

/// Answers before there is an edition.
fn starting(method: &Method, path: &str) -> Response<Full<Bytes>> {
    let (status, content_type, body) = match path {
        "/healthz" => (StatusCode::OK, "text/plain; charset=utf-8", "ok\n".into()),
        "/readyz" => (
            StatusCode::SERVICE_UNAVAILABLE,
            "application/json",
            ops::not_ready().to_string(),
        ),
        _ => (
            StatusCode::SERVICE_UNAVAILABLE,
            "text/plain; charset=utf-8",
            "The status page is starting. Please ask again in a moment.\n".into(),
        ),
    };
    let body = if method == Method::HEAD {
        Full::default()
    } else {
        Full::new(Bytes::from(body))
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, CachePolicy::Never.header());
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
    );
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(RETRY_AFTER, HeaderValue::from(RETRY_SECS));
    }
    response
}
