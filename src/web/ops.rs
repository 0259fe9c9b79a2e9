//! What operators ask: is it alive, is it ready, how is it doing.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value, json};

use super::Web;
use crate::wire::times::iso_millis;
use crate::zone::Zone;

/// Says what the metrics of the doors mean.
fn describe_metrics() {
    metrics::describe_counter!(
        "candor_hot_requests_total",
        "Requests answered from the hot set"
    );
    metrics::describe_counter!(
        "candor_requests_total",
        "Requests that went through the router"
    );
    metrics::describe_histogram!("candor_request_seconds", "How long those took");
    metrics::describe_gauge!(
        "candor_revision",
        "The revision of the data that readers see"
    );
    metrics::describe_gauge!(
        "candor_edition_age_seconds",
        "Seconds since the live edition was made"
    );
    metrics::describe_gauge!(
        "candor_promises_overdue",
        "Open incidents whose promised next update is late"
    );
    metrics::describe_gauge!(
        "candor_database_down",
        "1 while the database does not answer"
    );
}

pub(super) fn router() -> Router<Web> {
    describe_metrics();
    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
}

/// Answers as long as the process runs.
async fn healthz() -> impl IntoResponse {
    ([(CACHE_CONTROL, "no-store")], "ok\n")
}

/// Returns what `/readyz` says before there is an edition.
pub(super) fn not_ready() -> Value {
    json!({ "ready": false, "revision": null, "database_down_since": null })
}

/// 200 once there is an edition, even while the database is away. Readers are still served then; if a balancer got
/// another status, it would take the page down during the outage.
async fn readyz(State(web): State<Web>) -> impl IntoResponse {
    let health = web.house.publication.health();
    let body = json!({
        "ready": true,
        "revision": health.revision,
        "database_down_since": health.down_since.map(|at| iso_millis(&Zone::utc(), at)),
    });
    let headers = [
        (CACHE_CONTROL, "no-store"),
        (CONTENT_TYPE, "application/json"),
    ];
    (headers, body.to_string())
}

/// Prometheus' text format.
async fn metrics(State(web): State<Web>) -> Response {
    let Some(handle) = &web.metrics else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let health = web.house.publication.health();
    let down = if health.down_since.is_some() {
        1.0
    } else {
        0.0
    };
    metrics::gauge!("candor_database_down").set(down);
    #[expect(clippy::cast_precision_loss, reason = "a metric is a float")]
    {
        metrics::gauge!("candor_revision").set(health.revision as f64);
        metrics::gauge!("candor_edition_age_seconds").set(health.edition_age_secs as f64);
        metrics::gauge!("candor_promises_overdue").set(health.promises_overdue as f64);
    }
    (
        [
            (CACHE_CONTROL, "no-store"),
            (CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"),
        ],
        handle.render(),
    )
        .into_response()
}
