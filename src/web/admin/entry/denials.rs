//! What the audit log learns of requests that were not let through.

use axum::extract::MatchedPath;
use axum::http::request::Parts;

use crate::app::Actor;
use crate::domain::happening::Refused;
use crate::web::admin::visitor::VisitorRequest;

/// Records that a form was not taken, and of which kind it is.
pub(super) async fn record_refusal(request: &VisitorRequest, parts: &Parts, form: &'static str) {
    let who = match &request.member {
        Some(member) => member.actor.clone(),
        None => Actor::stranger(&request.browser.visitor.address),
    };
    let (path, method) = (subject_of(parts), parts.method.as_str());
    let app = &request.web.house.app;
    app.record_denial(&who, path, method, Refused::Form(form))
        .await;
}

/// Returns what the audit log calls the thing that was asked for: its path, unless a secret is in it.
pub(super) fn subject_of(parts: &Parts) -> &str {
    match parts.extensions.get::<MatchedPath>() {
        Some(route) if route.as_str().contains("{token}") => route.as_str(),
        _ => parts.uri.path(),
    }
}
