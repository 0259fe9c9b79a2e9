//! The door of the house: open as soon as the program runs, though there is nothing to show yet.
//!
//! Until the first edition is made every request is answered with a plain 503, which costs nothing.

use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use axum::http::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, RETRY_AFTER,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, Method, Request, Response, StatusCode, Version};
use http_body_util::{Either, Full};
use hyper::body::Bytes;

use super::front::{AnswerBody, Front};
use super::ops;
use crate::publication::CachePolicy;

/// When a reader should ask again while the first edition is made, in seconds.
const RETRY_SECS: u16 = 2;

/// What connections come through. Clones are one door.
#[derive(Clone, Default)]
pub struct FrontDoor {
    front: Arc<OnceLock<Front>>,
    draining: Arc<AtomicBool>,
}

impl FrontDoor {
    /// Answers with a front from now on; the first one stays.
    pub fn open(&self, front: Front) {
        let _ = self.front.set(front);
    }

    /// Finds the front of the page that a request asks for. There is one page today; several are told apart here, by
    /// `Host`, and nowhere else.
    fn front_of<B>(&self, _request: &Request<B>) -> Option<&Front> {
        self.front.get()
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
        let mut response = match self.front_of(&request) {
            _ if !names_one_host(&request) => {
                let text = "Send exactly one Host header.\n".to_owned();
                let status = StatusCode::BAD_REQUEST;
                bare(request.method(), status, TEXT, text).map(Either::Left)
            }
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

/// Says whether a request names one host, as RFC 9112 §3.2 wants it; before HTTP/1.1 it need not name any.
fn names_one_host<B>(request: &Request<B>) -> bool {
    match request.headers().get_all(HOST).iter().count() {
        0 => request.version() < Version::HTTP_11,
        count => count == 1,
    }
}

/// Answers before there is an edition.
fn starting(method: &Method, path: &str) -> Response<Full<Bytes>> {
    let (status, content_type, body) = match path {
        "/healthz" => (StatusCode::OK, TEXT, "ok\n".into()),
        "/readyz" => (
            StatusCode::SERVICE_UNAVAILABLE,
            "application/json",
            ops::not_ready().to_string(),
        ),
        _ => (
            StatusCode::SERVICE_UNAVAILABLE,
            TEXT,
            "The status page is starting. Please ask again in a moment.\n".into(),
        ),
    };
    let mut response = bare(method, status, content_type, body);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        let retry_after = HeaderValue::from(RETRY_SECS);
        response.headers_mut().insert(RETRY_AFTER, retry_after);
    }
    response
}

const TEXT: &str = "text/plain; charset=utf-8";

/// Makes an answer that nobody keeps.
fn bare(
    method: &Method,
    status: StatusCode,
    content_type: &'static str,
    body: String,
) -> Response<Full<Bytes>> {
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
    response
}
