//! `/v1/pages/P/incidents/I/postmortem`.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::ManageApiError;
use super::auth::{Caller, Reading, Running};
use super::bodies::{PostmortemBody, PublishBody};
use super::input::{Input, if_match};
use super::openapi::{Failures, json, tagged};
use crate::app::{FieldErrors, Publishing, postmortem_version};
use crate::domain::problem::TextProblem;
use crate::domain::{IncidentId, Postmortem};
use crate::web::Web;
use crate::web::extract::Path;
use crate::wire::statuspage_v1 as wire;

/// Shows the postmortem with its draft.
///
/// Its `ETag` is what `If-Match` compares.
#[utoipa::path(get, path = "/v1/pages/{page_id}/incidents/{incident_id}/postmortem", tag = "postmortems",
    params(("page_id" = String, Path), ("incident_id" = String, Path)),
    responses((status = 200, description = "The postmortem", body = wire::Postmortem), Failures))]
pub(super) async fn show(
    State(web): State<Web>,
    _caller: Caller<Reading>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, ManageApiError> {
    let mut read = web.read().await?;
    let found = read.find_postmortem(&parse(&id)?).await?;
    Ok(respond(&found.ok_or(ManageApiError::NotFound)?))
}

/// Saves the draft, which nobody outside sees.
///
/// `If-Match` is the version of the postmortem; the incident keeps its own.
#[utoipa::path(put, path = "/v1/pages/{page_id}/incidents/{incident_id}/postmortem", tag = "postmortems",
    params(("page_id" = String, Path), ("incident_id" = String, Path)), request_body = PostmortemBody,
    responses((status = 200, description = "The postmortem", body = wire::Postmortem), Failures))]
pub(super) async fn save(
    State(web): State<Web>,
    caller: Caller<Running>,
    Path((_, id)): Path<(String, String)>,
    input: Input,
) -> Result<Response, ManageApiError> {
    let id = parse(&id)?;
    let given = input.object("postmortem")?;
    let mut errors = FieldErrors::default();
    let draft = given.text("body_draft", &mut errors);
    if draft.is_none() && errors.iter().next().is_none() {
        errors.add("body_draft", TextProblem::Blank);
    }
    errors.into_result()?;
    let draft = draft.unwrap_or_default();
    let changed = web
        .house
        .app
        .save_postmortem_draft(&caller.actor, &id, &draft, input.if_match())
        .await?;
    Ok(respond(&changed))
}

/// Publishes the draft on a resolved incident. Extension: `published_at` sets the moment that readers see.
///
/// Readers see that a published text or time was corrected, and how it was, except in its first two minutes.
/// `If-Match` is the version of the postmortem.
#[utoipa::path(put, path = "/v1/pages/{page_id}/incidents/{incident_id}/postmortem/publish",
    tag = "postmortems",
    params(("page_id" = String, Path), ("incident_id" = String, Path)), request_body = PublishBody,
    responses((status = 200, description = "The postmortem", body = wire::Postmortem), Failures))]
pub(super) async fn publish(
    State(web): State<Web>,
    caller: Caller<Running>,
    Path((_, id)): Path<(String, String)>,
    input: Input,
) -> Result<Response, ManageApiError> {
    let id = parse(&id)?;
    let given = input.object("postmortem")?;
    let mut errors = FieldErrors::default();
    let how = Publishing {
        notify: given
            .flag("notify_subscribers", &mut errors)
            .unwrap_or(true),
        published_at: given.instant("published_at", &mut errors),
        reason: given.text("reason", &mut errors),
    };
    errors.into_result()?;
    let changed = web
        .house
        .app
        .publish_postmortem(&caller.actor, &id, how, input.if_match())
        .await?;
    Ok(respond(&changed))
}

/// Takes a published postmortem back; its text is a draft again.
///
/// `If-Match` is the version of the postmortem.
#[utoipa::path(put, path = "/v1/pages/{page_id}/incidents/{incident_id}/postmortem/revert",
    tag = "postmortems",
    params(("page_id" = String, Path), ("incident_id" = String, Path)),
    responses((status = 200, description = "The postmortem", body = wire::Postmortem), Failures))]
pub(super) async fn revert(
    State(web): State<Web>,
    caller: Caller<Running>,
    Path((_, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ManageApiError> {
    let id = parse(&id)?;
    let changed = web
        .house
        .app
        .revert_postmortem(&caller.actor, &id, if_match(&headers))
        .await?;
    Ok(respond(&changed))
}

/// Removes a postmortem, draft and all.
///
/// `If-Match` is the version of the postmortem.
#[utoipa::path(delete, path = "/v1/pages/{page_id}/incidents/{incident_id}/postmortem",
    tag = "postmortems",
    params(("page_id" = String, Path), ("incident_id" = String, Path)),
    responses((status = 204, description = "It is gone"), Failures))]
pub(super) async fn delete(
    State(web): State<Web>,
    caller: Caller<Running>,
    Path((_, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ManageApiError> {
    web.house
        .app
        .delete_postmortem(&caller.actor, &parse(&id)?, if_match(&headers))
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn parse(id: &str) -> Result<IncidentId, ManageApiError> {
    IncidentId::parse(id).ok_or(ManageApiError::NotFound)
}

/// Answers with a postmortem and its version.
fn respond(postmortem: &Postmortem) -> Response {
    let object = json(StatusCode::OK, &wire::Postmortem::new(postmortem));
    tagged(object, &postmortem_version(Some(postmortem)))
}
