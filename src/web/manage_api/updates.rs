//! `/v1/pages/P/incidents/I/incident_updates/U`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::ManageApiError;
use super::auth::{Caller, Running};
use super::bodies::UpdateBody;
use super::input::Input;
use super::openapi::{Failures, json};
use crate::app::{FieldErrors, UpdateEdit};
use crate::domain::{IncidentId, UpdateId};
use crate::web::Web;
use crate::web::extract::Path;
use crate::wire::statuspage_v1 as wire;

/// Corrects the text, time or notification of one update.
///
/// Readers see that a text or time was corrected, and how it was, except in the update's first two minutes.
/// `If-Match` is the version of the incident.
#[utoipa::path(method(patch, put),
    path = "/v1/pages/{page_id}/incidents/{incident_id}/incident_updates/{update_id}", tag = "incidents",
    params(("page_id" = String, Path), ("incident_id" = String, Path), ("update_id" = String, Path)),
    request_body = UpdateBody,
    responses((status = 200, description = "The update", body = wire::IncidentUpdate), Failures))]
pub(super) async fn edit(
    State(web): State<Web>,
    caller: Caller<Running>,
    Path((_, incident, update)): Path<(String, String, String)>,
    input: Input,
) -> Result<Response, ManageApiError> {
    let incident = IncidentId::parse(&incident).ok_or(ManageApiError::NotFound)?;
    let update = UpdateId::parse(&update).ok_or(ManageApiError::NotFound)?;
    let given = input.object("incident_update")?;
    let mut errors = FieldErrors::default();
    let edit = UpdateEdit {
        body: given.text("body", &mut errors),
        display_at: given.instant("display_at", &mut errors),
        deliver_notifications: given.flag("deliver_notifications", &mut errors),
        reason: given.text("reason", &mut errors),
    };
    errors.into_result()?;
    let changed = web
        .house
        .app
        .edit_update(&caller.actor, &incident, &update, edit, input.if_match())
        .await?;
    let shown = web.shown().await.map_err(ManageApiError::after_the_deed)?;
    let corrected = changed
        .updates
        .iter()
        .find(|one| one.id == update)
        .ok_or(ManageApiError::NotFound)?;
    Ok(json(
        StatusCode::OK,
        &shown.context().update(&incident, corrected),
    ))
}
