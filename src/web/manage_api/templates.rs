//! `/v1/pages/P/incident_templates`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::ManageApiError;
use super::auth::{Caller, Managing, Reading};
use super::bodies::TemplateBody;
use super::input::Input;
use super::openapi::{Failures, Paging, json};
use crate::app::{FieldErrors, TemplateEdit};
use crate::domain::problem::RequestProblem;
use crate::domain::{ComponentId, IncidentKind, IncidentTemplate, Status, TemplateId};
use crate::web::Web;
use crate::web::extract::{Path, Query};
use crate::wire::statuspage_v1 as wire;

/// Most templates in one answer.
const MOST: usize = 100;

/// Lists the templates, oldest first.
#[utoipa::path(get, path = "/v1/pages/{page_id}/incident_templates", tag = "incident templates",
    params(("page_id" = String, Path), Paging),
    responses((status = 200, description = "The templates", body = Vec<wire::Template>), Failures))]
pub(super) async fn list(
    State(web): State<Web>,
    caller: Caller<Reading>,
    Query(paging): Query<Paging>,
) -> Result<Response, ManageApiError> {
    let (limit, offset) = paging.window(MOST)?;
    let templates = web.house.app.list_templates(&caller.actor).await?;
    let shown = web.shown().await?;
    let context = shown.context();
    let list: Vec<wire::Template> = templates
        .iter()
        .skip(offset)
        .take(limit)
        .map(|one| context.template(one))
        .collect();
    Ok(json(StatusCode::OK, &list))
}

/// Makes a template; its texts may hold {{component}}, {{group}} and {{time}}.
#[utoipa::path(post, path = "/v1/pages/{page_id}/incident_templates", tag = "incident templates",
    params(("page_id" = String, Path)), request_body = TemplateBody,
    responses((status = 201, description = "The template", body = wire::Template), Failures))]
pub(super) async fn create(
    State(web): State<Web>,
    caller: Caller<Managing>,
    input: Input,
) -> Result<Response, ManageApiError> {
    let edit = read(&input)?;
    let idempotency_key = input.idempotency_key(&caller.token_id)?;
    let made = web
        .house
        .app
        .create_template(&caller.actor, edit, idempotency_key.as_ref())
        .await?;
    respond(&web, StatusCode::CREATED, &made)
        .await
        .map_err(ManageApiError::after_the_deed)
}

/// Extension: shows a template.
#[utoipa::path(get, path = "/v1/pages/{page_id}/incident_templates/{template_id}",
    tag = "incident templates",
    params(("page_id" = String, Path), ("template_id" = String, Path)),
    responses((status = 200, description = "The template", body = wire::Template), Failures))]
pub(super) async fn show(
    State(web): State<Web>,
    caller: Caller<Reading>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, ManageApiError> {
    let template = web
        .house
        .app
        .show_template(&caller.actor, &parse(&id)?)
        .await?;
    respond(&web, StatusCode::OK, &template).await
}

/// Extension: changes a template.
#[utoipa::path(method(patch, put), path = "/v1/pages/{page_id}/incident_templates/{template_id}",
    tag = "incident templates",
    params(("page_id" = String, Path), ("template_id" = String, Path)), request_body = TemplateBody,
    responses((status = 200, description = "The template", body = wire::Template), Failures))]
pub(super) async fn edit(
    State(web): State<Web>,
    caller: Caller<Managing>,
    Path((_, id)): Path<(String, String)>,
    input: Input,
) -> Result<Response, ManageApiError> {
    let id = parse(&id)?;
    let edit = read(&input)?;
    let changed = web
        .house
        .app
        .edit_template(&caller.actor, &id, edit)
        .await?;
    respond(&web, StatusCode::OK, &changed)
        .await
        .map_err(ManageApiError::after_the_deed)
}

/// Extension: removes a template; what was made from it stays.
#[utoipa::path(delete, path = "/v1/pages/{page_id}/incident_templates/{template_id}",
    tag = "incident templates",
    params(("page_id" = String, Path), ("template_id" = String, Path)),
    responses((status = 200, description = "The template as it was", body = wire::Template), Failures))]
pub(super) async fn delete(
    State(web): State<Web>,
    caller: Caller<Managing>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, ManageApiError> {
    let id = parse(&id)?;
    let gone = web.house.app.delete_template(&caller.actor, &id).await?;
    respond(&web, StatusCode::OK, &gone)
        .await
        .map_err(ManageApiError::after_the_deed)
}

fn parse(id: &str) -> Result<TemplateId, ManageApiError> {
    TemplateId::parse(id).ok_or(ManageApiError::NotFound)
}

/// Reads a template's fields. If its kind is not given, it is that of its status.
fn read(input: &Input) -> Result<TemplateEdit, ManageApiError> {
    let given = input.object("template")?;
    let mut errors = FieldErrors::default();
    let update_status = given.word("update_status", Status::parse, &mut errors);
    let component_ids = given.value("component_ids").and_then(|value| {
        let list = value.as_array();
        let ids: Option<Vec<ComponentId>> = list.and_then(|list| {
            list.iter()
                .map(|id| id.as_str().and_then(ComponentId::parse))
                .collect()
        });
        if ids.is_none() {
            errors.add("component_ids", RequestProblem::NotAListOfIds);
        }
        ids
    });
    let edit = TemplateEdit {
        kind: given
            .word("kind", IncidentKind::parse, &mut errors)
            .or(update_status.map(Status::kind)),
        name: given.text("name", &mut errors),
        title: given.text("title", &mut errors),
        body: given.text("body", &mut errors),
        group_id: if given.is_null("group_id") {
            Some(None)
        } else {
            given.text("group_id", &mut errors).map(Some)
        },
        update_status: if given.is_null("update_status") {
            Some(None)
        } else {
            update_status.map(Some)
        },
        should_send_notifications: given.flag("should_send_notifications", &mut errors),
        should_tweet: given.flag("should_tweet", &mut errors),
        component_ids,
        seen: None,
    };
    errors.into_result()?;
    Ok(edit)
}

async fn respond(
    web: &Web,
    status: StatusCode,
    template: &IncidentTemplate,
) -> Result<Response, ManageApiError> {
    let shown = web.shown().await?;
    Ok(json(status, &shown.context().template(template)))
}
