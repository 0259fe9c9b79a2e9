//! `/v1/pages/P/components`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::ManageApiError;
use super::auth::{Caller, Managing, Reading, Running};
use super::bodies::ComponentBody;
use super::given::Given;
use super::input::Input;
use super::openapi::{Failures, Paging, json};
use crate::app::{ComponentEdit, FieldErrors};
use crate::domain::problem::RequestProblem;
use crate::domain::{Component, ComponentId, ComponentStatus};
use crate::web::Web;
use crate::web::extract::{Path, Query};
use crate::wire::statuspage_v1 as wire;

/// Most components in one answer: as many as a page may have.
const MOST: usize = 1_100;

/// Lists components and groups by position.
#[utoipa::path(get, path = "/v1/pages/{page_id}/components", tag = "components",
    params(("page_id" = String, Path), Paging),
    responses((status = 200, description = "Components and groups", body = Vec<wire::Component>), Failures))]
pub(super) async fn list(
    State(web): State<Web>,
    _caller: Caller<Reading>,
    Query(paging): Query<Paging>,
) -> Result<Response, ManageApiError> {
    let (limit, offset) = paging.window(MOST)?;
    let shown = web.shown().await?;
    let context = shown.context();
    let list: Vec<wire::Component> = shown
        .current()
        .skip(offset)
        .take(limit)
        .map(|one| context.component(one))
        .collect();
    Ok(json(StatusCode::OK, &list))
}

/// Adds a component at the end of its group or of the page.
#[utoipa::path(post, path = "/v1/pages/{page_id}/components", tag = "components",
    params(("page_id" = String, Path)), request_body = ComponentBody,
    responses((status = 201, description = "The component", body = wire::Component), Failures))]
pub(super) async fn create(
    State(web): State<Web>,
    caller: Caller<Managing>,
    input: Input,
) -> Result<Response, ManageApiError> {
    let edit = read(input.object("component")?)?;
    let idempotency_key = input.idempotency_key(&caller.token_id)?;
    let made = web
        .house
        .app
        .create_component(&caller.actor, edit, idempotency_key.as_ref())
        .await?;
    respond(&web, StatusCode::CREATED, &made)
        .await
        .map_err(ManageApiError::after_the_deed)
}

/// Shows a component or group.
#[utoipa::path(get, path = "/v1/pages/{page_id}/components/{component_id}", tag = "components",
    params(("page_id" = String, Path), ("component_id" = String, Path)),
    responses((status = 200, description = "The component", body = wire::Component), Failures))]
pub(super) async fn show(
    State(web): State<Web>,
    _caller: Caller<Reading>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, ManageApiError> {
    let shown = web.shown().await?;
    let component = shown
        .current()
        .find(|one| one.id.as_str() == id)
        .ok_or(ManageApiError::NotFound)?;
    Ok(json(StatusCode::OK, &shown.context().component(component)))
}

/// Changes a component; its status alone takes no more than a responder.
#[utoipa::path(method(patch, put), path = "/v1/pages/{page_id}/components/{component_id}", tag = "components",
    params(("page_id" = String, Path), ("component_id" = String, Path)), request_body = ComponentBody,
    responses((status = 200, description = "The component", body = wire::Component), Failures))]
pub(super) async fn edit(
    State(web): State<Web>,
    caller: Caller<Running>,
    Path((_, id)): Path<(String, String)>,
    input: Input,
) -> Result<Response, ManageApiError> {
    let id = ComponentId::parse(&id).ok_or(ManageApiError::NotFound)?;
    let edit = read(input.object("component")?)?;
    let changed = web
        .house
        .app
        .edit_component(&caller.actor, &id, edit)
        .await?;
    respond(&web, StatusCode::OK, &changed)
        .await
        .map_err(ManageApiError::after_the_deed)
}

/// Takes a component off the page; old incidents still name it.
#[utoipa::path(delete, path = "/v1/pages/{page_id}/components/{component_id}", tag = "components",
    params(("page_id" = String, Path), ("component_id" = String, Path)),
    responses((status = 204, description = "It is gone"), Failures))]
pub(super) async fn delete(
    State(web): State<Web>,
    caller: Caller<Managing>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, ManageApiError> {
    let id = ComponentId::parse(&id).ok_or(ManageApiError::NotFound)?;
    web.house.app.delete_component(&caller.actor, &id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn read(given: Given<'_>) -> Result<ComponentEdit, ManageApiError> {
    let mut errors = FieldErrors::default();
    let mut edit = ComponentEdit {
        name: given.name("name", &mut errors),
        description: given.clearable("description", &mut errors),
        status: given.word("status", ComponentStatus::parse, &mut errors),
        group_id: None,
        showcase: given.flag("showcase", &mut errors),
        only_show_if_degraded: given.flag("only_show_if_degraded", &mut errors),
        start_date: given.clearable("start_date", &mut errors),
        hidden: None,
        version: None,
        is_distinct: false,
    };
    match given.clearable("group_id", &mut errors) {
        None => {}
        Some(None) => edit.group_id = Some(None),
        Some(Some(group)) => match ComponentId::parse(&group) {
            Some(group) => edit.group_id = Some(Some(group)),
            None => errors.add("group_id", RequestProblem::NotAnId),
        },
    }
    errors.into_result()?;
    Ok(edit)
}

async fn respond(
    web: &Web,
    status: StatusCode,
    component: &Component,
) -> Result<Response, ManageApiError> {
    let shown = web.shown().await?;
    Ok(json(status, &shown.context().component(component)))
}
