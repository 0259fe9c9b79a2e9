//! The first thing that a request meets: the hot set and the files of pages, answered from memory.
//!
//! Cost of a hot GET: one look-up in a map, one clone of a header map, a reference count and a counter.
//! No router, no layers, no log line, no allocation for the body.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::{Either, Full};
use hyper::body::Bytes;
use metrics::Counter;
use tower::ServiceExt;

use super::answer::answer;
use super::proxies::TrustedProxies;
use super::{Web, assets, router};
use crate::publication::{Document, DocumentFrame, Publication};
use crate::urls::{self, PublicUrl};

/// The body of an answer: bytes from the hot set, or what the router gives.
pub type AnswerBody = Either<Full<Bytes>, Body>;

/// The hot set before the router.
#[derive(Clone)]
pub struct Front {
    publication: Publication,
    /// What pages ask for besides, by path.
    files: Arc<HashMap<String, Arc<Document>>>,
    router: Router,
    hot_requests: Counter,
    proxies: TrustedProxies,
    /// Set if a trusted proxy may say that a reader came without encryption.
    to_https: Option<PublicUrl>,
    frame: Arc<DocumentFrame>,
}

/// The address of the client: the peer's, or the one that trusted proxies report.
#[derive(Debug, Clone, Copy)]
pub(super) struct Client(pub(super) IpAddr);

#[derive(Default)]
struct Hot(Full<Bytes>);

impl From<Bytes> for Hot {
    fn from(bytes: Bytes) -> Self {
        Self(Full::new(bytes))
    }
}

/// Gives a path of the manage API its one spelling, so that the router knows it.
fn respelt<B>(mut request: Request<B>) -> Request<B> {
    let Some(mut path) = urls::manage_api_path(request.uri().path()) else {
        return request;
    };
    if let Some(query) = request.uri().query() {
        path.push('?');
        path.push_str(query);
    }
    if let Ok(uri) = path.parse() {
        *request.uri_mut() = uri;
    }
    request
}

impl Front {
    /// Puts the hot set of a page before the router of everything else.
    pub fn new(web: Web, proxies: TrustedProxies) -> Self {
        let url = &web.house.url;
        Self {
            publication: web.house.publication.clone(),
            files: Arc::new(assets::documents(&web.frame)),
            hot_requests: metrics::counter!("candor_hot_requests_total"),
            frame: Arc::clone(&web.frame),
            to_https: (url.is_https() && !proxies.is_empty()).then(|| url.clone()),
            router: router(web),
            proxies,
        }
    }

    /// Answers a request of a peer.
    pub async fn answer<B>(&self, request: Request<B>, peer: IpAddr) -> Response<AnswerBody>
    where
        B: hyper::body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<axum::BoxError>,
    {
        if let Some(response) = self.early(&request, peer) {
            return response.map(Either::Left);
        }
        let mut request = respelt(request).map(Body::new);
        self.proxies.warn_if_unheeded(request.headers());
        let client = self.proxies.client(peer, request.headers());
        request.extensions_mut().insert(Client(client));
        let routed = self.router.clone().oneshot(request).await;
        routed
            .unwrap_or_else(|never| match never {})
            .map(Either::Right)
    }

    fn early<B>(&self, request: &Request<B>, peer: IpAddr) -> Option<Response<Full<Bytes>>> {
        if let Some(redirect) = self.redirect(request, peer) {
            return Some(redirect);
        }
        let is_head = match *request.method() {
            Method::GET => false,
            Method::HEAD => true,
            _ => return None,
        };
        let path = request.uri().path();
        if request.uri().query().is_some() && urls::has_variants(path) {
            return None;
        }
        let document = match self.publication.hot(path) {
            Some(document) => document,
            None => Arc::clone(self.files.get(path)?),
        };
        self.hot_requests.increment(1);
        let now = self.publication.now();
        Some(answer::<Hot>(&document, request.headers(), is_head, now).map(|hot| hot.0))
    }

    /// Sends a reader whom a trusted proxy reports as unencrypted to the https address.
    fn redirect<B>(&self, request: &Request<B>, peer: IpAddr) -> Option<Response<Full<Bytes>>> {
        let url = self.to_https.as_ref()?;
        let proto = request.headers().get("x-forwarded-proto")?;
        if proto != "http" || !self.proxies.trusts(peer) {
            return None;
        }
        let path = request
            .uri()
            .path_and_query()
            .map_or("/", |path| path.as_str());
        let mut response = Response::new(Full::default());
        *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
        *response.headers_mut() = self.frame.headers.clone();
        let location = HeaderValue::from_str(&url.join(path)).ok()?;
        response.headers_mut().insert(LOCATION, location);
        Some(response)
    }
}
