//! HTTP: the doors that readers and programs come through.
//!
//! [`door::FrontDoor`] stands open from the start. Behind it [`front::Front`] answers the hot set straight from the
//! live edition; everything else goes through the router, whose layers are listed once below.

pub mod admin;
pub mod door;
pub mod front;
pub mod proxies;
pub mod server;

mod answer;
mod assets;
mod body;
mod budget;
mod error;
mod extract;
mod form_bounds;
mod json_error;
mod manage_api;
mod ops;
mod public;
mod security;
mod trace;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::Response;
use budget::Budget;
use manage_api::RateLimit;
use metrics_exporter_prometheus::PrometheusHandle;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use crate::entropy::Entropy;
use crate::house::House;
use crate::publication::DocumentFrame;
use crate::store::{Read, StoreError};
use crate::urls::PublicUrl;
use crate::workers::Workers;

/// Largest body of a request, in bytes.
const BODY_LIMIT: usize = 1024 * 1024;

/// How long a request may take in all, its body included.
const REQUEST_TIME: Duration = Duration::from_secs(85);

/// What handlers share.
#[derive(Clone)]
pub struct Web {
    house: House,
    entropy: Entropy,
    metrics: Option<PrometheusHandle>,
    frame: Arc<DocumentFrame>,
    rate: RateLimit,
    budget: Budget,
}

/// What the doors are made of.
pub struct Parts {
    /// The page.
    pub house: House,
    /// For request ids.
    pub entropy: Entropy,
    /// What `/metrics` renders; `None` leaves it out.
    pub metrics: Option<PrometheusHandle>,
    /// Requests a minute for each API token; 0 is no limit.
    pub requests_per_minute: u32,
}

impl Web {
    /// Makes the shared part of the doors.
    pub fn new(parts: Parts) -> Self {
        Self {
            frame: Arc::new(security::frame(&parts.house.url)),
            rate: RateLimit::new(parts.requests_per_minute),
            budget: Budget::default(),
            house: parts.house,
            entropy: parts.entropy,
            metrics: parts.metrics,
        }
    }

    /// Begins a consistent read for staff or programs.
    async fn read(&self) -> Result<Read, StoreError> {
        self.house.app.reads().read().await
    }
}

/// Returns the headers of every public answer.
pub fn frame(url: &PublicUrl) -> DocumentFrame {
    security::frame(url)
}

/// Takes handlers that parse and render off the async threads.
fn computing(router: Router<Web>, web: &Web) -> Router<Web> {
    router.layer(middleware::from_fn_with_state(
        web.house.workers.clone(),
        compute,
    ))
}

async fn compute(State(workers): State<Workers>, request: Request, next: Next) -> Response {
    workers.drive(next.run(request)).await
}

/// Makes the router of everything outside the hot set.
fn router(web: Web) -> Router {
    Router::new()
        // Readers, and programs that read.
        .merge(public::router())
        // Programs that write.
        .merge(computing(manage_api::router(&web), &web))
        // Staff.
        .merge(computing(admin::router(&web), &web))
        // Operators.
        .merge(ops::router())
        .fallback(error::not_found)
        .method_not_allowed_fallback(error::method_not_allowed)
        // From the inside out: a panic becomes a 500, slow requests end, bodies are bounded, plain errors become
        // pages, security headers go on everything, and one line of log tells of it.
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            REQUEST_TIME,
        ))
        .layer(CatchPanicLayer::custom(error::from_panic))
        .layer(middleware::from_fn_with_state(web.clone(), error::dress))
        .layer(middleware::from_fn_with_state(
            web.clone(),
            security::secure,
        ))
        .layer(middleware::from_fn_with_state(web.clone(), trace::trace))
        .with_state(web)
}
