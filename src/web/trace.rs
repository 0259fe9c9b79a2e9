//! One line of log and one count for each request outside the hot set.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;

use super::Web;

/// The id of a request: in its answer's `X-Request-Id`, its log line and on the page of a 500.
#[derive(Debug, Clone)]
pub(super) struct RequestId(String);

impl RequestId {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Gives the request an id, logs it and counts it. Neither addresses nor queries are logged.
pub(super) async fn trace(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = RequestId(web.entropy.id().unwrap_or_default());
    request.extensions_mut().insert(id.clone());
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unmatched", |path| path.as_str())
        .to_owned();
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert("x-request-id", value);
    }
    let status = response.status().as_u16();
    let duration = started.elapsed();
    tracing::info!(
        request.id = id.as_str(),
        %method,
        route,
        status,
        duration_ms = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
    let labels = [
        ("method", method_label(&method).to_owned()),
        ("route", route),
        ("status", status.to_string()),
    ];
    metrics::counter!("candor_requests_total", &labels).increment(1);
    metrics::histogram!("candor_request_seconds").record(duration.as_secs_f64());
    response
}

/// Names a method; all unknown methods share one label.
fn method_label(method: &axum::http::Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
