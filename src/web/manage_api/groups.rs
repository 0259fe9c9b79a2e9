//! `/v1/pages/P/component-groups`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;

use super::ManageApiError;
use super::auth::{Caller, Managing, Reading};
use super::bodies::GroupBody;
use super::input::Input;
use super::openapi::{Failures, Paging, json};
use crate::app::{FieldErrors, GroupEdit};
use crate::domain::problem::RequestProblem;
use crate::domain::{Component, ComponentId};
use crate::web::Web;
use crate::web::extract::{Path, Query};
use crate::wire::statuspage_v1 as wire;

/// Most groups in one answer.
const MOST: usize = 100;

/// Lists the groups by position.
#[utoipa::path(get, path = "/v1/pages/{page_id}/component-groups", tag = "component groups",
    params(("page_id" = String, Path), Paging),
    responses((status = 200, description = "The groups", body = Vec<wire::ComponentGroup>), Failures))]
pub(super) async fn list(
    State(web): State<Web>,
    _caller: Caller<Reading>,
    Query(paging): Query<Paging>,
) -> Result<Response, ManageApiError> {
    let (limit, offset) = paging.window(MOST)?;
    let shown = web.shown().await?;
    let context = shown.context();
    let list: Vec<wire::ComponentGroup> = shown
        .current()
        .filter(|one| one.is_group())
        .skip(offset)
        .take(limit)
        .map(|one| context.group(one))
        .collect();
    Ok(json(StatusCode::OK, &list))
}

/// Makes a group of components, which leave the groups they were in.
#[utoipa::path(post, path = "/v1/pages/{page_id}/component-groups", tag = "component groups",
    params(("page_id" = String, Path)), request_body = GroupBody,
    responses((status = 201, description = "The group", body = wire::ComponentGroup), Failures))]
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
        .create_group(&caller.actor, edit, idempotency_key.as_ref())
        .await?;
    respond(&web, StatusCode::CREATED, &made)
        .await
        .map_err(ManageApiError::after_the_deed)
}

/// Shows a group.
#[utoipa::path(get, path = "/v1/pages/{page_id}/component-groups/{group_id}", tag = "component groups",
    params(("page_id" = String, Path), ("group_id" = String, Path)),
    responses((status = 200, description = "The group", body = wire::ComponentGroup), Failures))]
pub(super) async fn show(
    State(web): State<Web>,
    _caller: Caller<Reading>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, ManageApiError> {
    let shown = web.shown().await?;
    let group = shown
        .current()
        .find(|one| one.id.as_str() == id && one.is_group())
        .ok_or(ManageApiError::NotFound)?;
    Ok(json(StatusCode::OK, &shown.context().group(group)))
}

/// Changes a group; members no longer listed go to the top level.
#[utoipa::path(method(patch, put), path = "/v1/pages/{page_id}/component-groups/{group_id}",
    tag = "component groups",
    params(("page_id" = String, Path), ("group_id" = String, Path)), request_body = GroupBody,
    responses((status = 200, description = "The group", body = wire::ComponentGroup), Failures))]
pub(super) async fn edit(
    State(web): State<Web>,
    caller: Caller<Managing>,
    Path((_, id)): Path<(String, String)>,
    input: Input,
) -> Result<Response, ManageApiError> {
    let id = ComponentId::parse(&id).ok_or(ManageApiError::NotFound)?;
    let edit = read(&input)?;
    let changed = web.house.app.edit_group(&caller.actor, &id, edit).await?;
    respond(&web, StatusCode::OK, &changed)
        .await
        .map_err(ManageApiError::after_the_deed)
}

/// Removes a group; its components go to the top level.
#[utoipa::path(delete, path = "/v1/pages/{page_id}/component-groups/{group_id}", tag = "component groups",
    params(("page_id" = String, Path), ("group_id" = String, Path)),
    responses((status = 200, description = "The group as it was", body = wire::ComponentGroup), Failures))]
pub(super) async fn delete(
    State(web): State<Web>,
    caller: Caller<Managing>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, ManageApiError> {
    let id = ComponentId::parse(&id).ok_or(ManageApiError::NotFound)?;
    let before = web.shown().await?;
    let gone = web.house.app.delete_group(&caller.actor, &id).await?;
    Ok(json(StatusCode::OK, &before.context().group(&gone)))
}

/// Reads `{"description": …, "component_group": {"name", "components"}}`; the description may stand inside.
fn read(input: &Input) -> Result<GroupEdit, ManageApiError> {
    let given = input.object("component_group")?;
    let mut errors = FieldErrors::default();
    // A text in one place counts if the other is empty.
    let inside = given.clearable("description", &mut errors);
    let beside = input.beside().clearable("description", &mut errors);
    let description = match (inside, beside) {
        (Some(None), Some(beside)) => Some(beside),
        (inside, beside) => inside.or(beside),
    };
    let members = match given.value("components") {
        None => None,
        Some(Value::Array(list)) => {
            let ids: Option<Vec<ComponentId>> = list
                .iter()
                .map(|id| id.as_str().and_then(ComponentId::parse))
                .collect();
            if ids.is_none() {
                errors.add("components", RequestProblem::NotAListOfIds);
            }
            ids
        }
        Some(_) => {
            errors.add("components", RequestProblem::NotAListOfIds);
            None
        }
    };
    let edit = GroupEdit {
        name: given.name("name", &mut errors),
        description,
        members,
        ..GroupEdit::default()
    };
    errors.into_result()?;
    Ok(edit)
}

async fn respond(
    web: &Web,
    status: StatusCode,
    group: &Component,
) -> Result<Response, ManageApiError> {
    let shown = web.shown().await?;
    Ok(json(status, &shown.context().group(group)))
}
