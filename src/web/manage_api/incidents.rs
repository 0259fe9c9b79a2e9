//! `/v1/pages/P/incidents`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;

use super::auth::{Caller, Reading, Running};
use super::bodies::IncidentBody;
use super::given::{Given, check_years};
use super::input::Input;
use super::openapi::{Failures, Paging, Search, json, tagged};
use super::{ManageApiError, schedule, touches};
use crate::app::{
    self, FieldErrors, IncidentEdit, NewIncident, NewMaintenance, OnDeletion, SeenVersions, version,
};
use crate::domain::problem::{IncidentProblem, RequestProblem, TextProblem, TimeProblem};
use crate::domain::text::{METADATA_MAX_BYTES, check_search};
use crate::domain::{
    Impact, Incident, IncidentId, MaintenancePlan, Postmortem, Status, UpdateDetails,
};
use crate::store::IncidentFilter;
use crate::web::Web;
use crate::web::extract::{Path, Query};
use crate::wire::statuspage_v1 as wire;

/// Most incidents in one answer.
const MOST: usize = 100;

/// Lists incidents and maintenances, newest first; `q` searches names, states, updates and postmortems.
#[utoipa::path(get, path = "/v1/pages/{page_id}/incidents", tag = "incidents",
    params(("page_id" = String, Path), Search, Paging),
    responses((status = 200, description = "Incidents", body = Vec<wire::Incident>), Failures))]
pub(super) async fn list(
    State(web): State<Web>,
    _caller: Caller<Reading>,
    Query(search): Query<Search>,
    Query(paging): Query<Paging>,
) -> Result<Response, ManageApiError> {
    let query = search.q.unwrap_or_default();
    listed(&web, IncidentFilter::All, &query, &paging).await
}

/// Lists the incidents that are not over.
#[utoipa::path(get, path = "/v1/pages/{page_id}/incidents/unresolved", tag = "incidents",
    params(("page_id" = String, Path), Paging),
    responses((status = 200, description = "Incidents", body = Vec<wire::Incident>), Failures))]
pub(super) async fn list_unresolved(
    State(web): State<Web>,
    _caller: Caller<Reading>,
    Query(paging): Query<Paging>,
) -> Result<Response, ManageApiError> {
    listed(&web, IncidentFilter::Unresolved, "", &paging).await
}

/// Lists the maintenances that are not over.
#[utoipa::path(get, path = "/v1/pages/{page_id}/incidents/scheduled", tag = "incidents",
    params(("page_id" = String, Path), Paging),
    responses((status = 200, description = "Maintenances", body = Vec<wire::Incident>), Failures))]
pub(super) async fn list_scheduled(
    State(web): State<Web>,
    _caller: Caller<Reading>,
    Query(paging): Query<Paging>,
) -> Result<Response, ManageApiError> {
    listed(&web, IncidentFilter::Scheduled, "", &paging).await
}

/// Lists the maintenances that have not begun.
#[utoipa::path(get, path = "/v1/pages/{page_id}/incidents/upcoming", tag = "incidents",
    params(("page_id" = String, Path), Paging),
    responses((status = 200, description = "Maintenances", body = Vec<wire::Incident>), Failures))]
pub(super) async fn list_upcoming(
    State(web): State<Web>,
    _caller: Caller<Reading>,
    Query(paging): Query<Paging>,
) -> Result<Response, ManageApiError> {
    listed(&web, IncidentFilter::Upcoming, "", &paging).await
}

/// Lists the maintenances under way.
#[utoipa::path(get, path = "/v1/pages/{page_id}/incidents/active_maintenance", tag = "incidents",
    params(("page_id" = String, Path), Paging),
    responses((status = 200, description = "Maintenances", body = Vec<wire::Incident>), Failures))]
pub(super) async fn list_active(
    State(web): State<Web>,
    _caller: Caller<Reading>,
    Query(paging): Query<Paging>,
) -> Result<Response, ManageApiError> {
    listed(&web, IncidentFilter::Active, "", &paging).await
}

async fn listed(
    web: &Web,
    filter: IncidentFilter,
    query: &str,
    paging: &Paging,
) -> Result<Response, ManageApiError> {
    let (limit, offset) = paging.window(MOST)?;
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let query = query.replace('\0', "");
    check_search(&query).map_err(|why| app::Error::invalid("q", why))?;
    let mut read = web.read().await?;
    let incidents = read
        .list_incidents(filter, &query, number(limit), number(offset))
        .await?;
    let postmortems = read.list_published_postmortems(&incidents).await?;
    drop(read);
    let shown = web.shown().await?;
    let context = shown.context();
    let list: Vec<wire::Incident> = incidents
        .iter()
        .map(|one| context.incident(one, postmortems.get(&one.id)))
        .collect();
    Ok(json(StatusCode::OK, &list))
}

/// Opens an incident, or with `backfilled` records one of the past; with `scheduled_for` plans a
/// maintenance. Its components change at once, those of a maintenance to come when it begins.
#[utoipa::path(post, path = "/v1/pages/{page_id}/incidents", tag = "incidents",
    params(("page_id" = String, Path)), request_body = IncidentBody,
    responses((status = 201, description = "The incident", body = wire::Incident), Failures))]
pub(super) async fn create(
    State(web): State<Web>,
    caller: Caller<Running>,
    input: Input,
) -> Result<Response, ManageApiError> {
    let given = input.object("incident")?;
    let mut errors = FieldErrors::default();
    if schedule::is_given(given) {
        return plan(&web, &caller, &input, given).await;
    }
    let mut new = NewIncident::named(
        &given.text("name", &mut errors).unwrap_or_default(),
        given
            .word("status", Status::parse, &mut errors)
            .unwrap_or(Status::Investigating),
        &body(given, &mut errors).unwrap_or_default(),
    );
    new.touches = touches::read(&web, given, &mut errors).await?;
    new.impact_override = given.word("impact_override", Impact::parse, &mut errors);
    new.started_at = given.instant("started_at", &mut errors);
    new.detected_at = given.instant("detected_at", &mut errors);
    new.restored_at = given.instant("restored_at", &mut errors);
    new.next_update_by = given.instant("next_update_by", &mut errors);
    new.deliver_notifications = given
        .flag("deliver_notifications", &mut errors)
        .unwrap_or(true);
    new.metadata = metadata(given, &mut errors);
    new.reminder_intervals = reminder_intervals(given, &mut errors);
    if given.flag("backfilled", &mut errors) == Some(true) {
        match given.value("backfill_date").and_then(Value::as_str) {
            Some(date) => match web.start_of(date) {
                Some(at) => {
                    new.backfilled_at = check_years("backfill_date", at, &mut errors).then_some(at);
                }
                None => errors.add("backfill_date", TimeProblem::NotADate),
            },
            None => errors.add("backfill_date", TextProblem::Blank),
        }
        if !new.touches.is_empty() {
            errors.add("components", IncidentProblem::NotInThePast);
        }
    }
    errors.into_result()?;
    let idempotency_key = input.idempotency_key(&caller.token_id)?;
    let made = web
        .house
        .app
        .open_incident(&caller.actor, new, idempotency_key.as_ref())
        .await?;
    respond(&web, StatusCode::CREATED, &made, None)
        .await
        .map_err(ManageApiError::after_the_deed)
}

/// Plans a maintenance.
async fn plan(
    web: &Web,
    caller: &Caller<Running>,
    input: &Input,
    given: Given<'_>,
) -> Result<Response, ManageApiError> {
    let mut errors = FieldErrors::default();
    if given.flag("backfilled", &mut errors) == Some(true) {
        errors.add("scheduled_for", IncidentProblem::NotInThePast);
    }
    let schedule = schedule::read(given, &mut errors);
    let window = schedule::window(given, &schedule, &mut errors);
    let mut plan = MaintenancePlan::default();
    schedule.flag(&mut plan);
    let name = given.text("name", &mut errors).unwrap_or_default();
    let status = given.word("status", Status::parse, &mut errors);
    let body = body(given, &mut errors).unwrap_or_default();
    let touches = touches::read(web, given, &mut errors).await?;
    let impact_override = given.word("impact_override", Impact::parse, &mut errors);
    let deliver_notifications = given.flag("deliver_notifications", &mut errors);
    let metadata = metadata(given, &mut errors);
    let reminder_intervals = reminder_intervals(given, &mut errors);
    errors.into_result()?;
    let window = window.ok_or(ManageApiError::NotFound)?;
    let new = NewMaintenance {
        status: status.unwrap_or(Status::Scheduled),
        plan,
        touches,
        impact_override,
        deliver_notifications: deliver_notifications.unwrap_or(true),
        metadata,
        reminder_intervals,
        ..NewMaintenance::planned(&name, window, &body)
    };
    let idempotency_key = input.idempotency_key(&caller.token_id)?;
    let made = web
        .house
        .app
        .schedule_maintenance(&caller.actor, new, idempotency_key.as_ref())
        .await?;
    respond(web, StatusCode::CREATED, &made, None)
        .await
        .map_err(ManageApiError::after_the_deed)
}

/// Shows an incident or maintenance; its `ETag` is what `If-Match` compares.
#[utoipa::path(get, path = "/v1/pages/{page_id}/incidents/{incident_id}", tag = "incidents",
    params(("page_id" = String, Path), ("incident_id" = String, Path)),
    responses((status = 200, description = "The incident", body = wire::Incident), Failures))]
pub(super) async fn show(
    State(web): State<Web>,
    _caller: Caller<Reading>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, ManageApiError> {
    let id = IncidentId::parse(&id).ok_or(ManageApiError::NotFound)?;
    let mut read = web.read().await?;
    let incident = read.get_incident(&id).await?;
    let postmortem = read.find_postmortem(&id).await?;
    drop(read);
    respond(&web, StatusCode::OK, &incident, postmortem.as_ref()).await
}

/// Changes an incident; with a status, a body or new component statuses it posts one update.
///
/// Under an `Idempotency-Key` it does so once, however often it is asked for.
#[utoipa::path(method(patch, put), path = "/v1/pages/{page_id}/incidents/{incident_id}", tag = "incidents",
    params(("page_id" = String, Path), ("incident_id" = String, Path)), request_body = IncidentBody,
    responses((status = 200, description = "The incident", body = wire::Incident), Failures))]
pub(super) async fn edit(
    State(web): State<Web>,
    caller: Caller<Running>,
    Path((_, id)): Path<(String, String)>,
    input: Input,
) -> Result<Response, ManageApiError> {
    let id = IncidentId::parse(&id).ok_or(ManageApiError::NotFound)?;
    let given = input.object("incident")?;
    let mut errors = FieldErrors::default();
    let impact_override = if given.is_null("impact_override") {
        Some(None)
    } else {
        given
            .word("impact_override", Impact::parse, &mut errors)
            .map(Some)
    };
    let next_update_by = if given.is_null("next_update_by") {
        Some(None)
    } else {
        given.instant("next_update_by", &mut errors).map(Some)
    };
    let edit = IncidentEdit {
        relieves: false,
        name: given.text("name", &mut errors),
        status: given.word("status", Status::parse, &mut errors),
        body: body(given, &mut errors),
        touches: touches::read(&web, given, &mut errors).await?,
        impact_override,
        started_at: given.instant("started_at", &mut errors).map(Some),
        detected_at: given.instant("detected_at", &mut errors).map(Some),
        restored_at: given.instant("restored_at", &mut errors).map(Some),
        next_update_by,
        details: UpdateDetails::notifying_by_default(
            given.flag("deliver_notifications", &mut errors),
        ),
        metadata: metadata(given, &mut errors),
        reminder_intervals: reminder_intervals(given, &mut errors),
        schedule: schedule::read(given, &mut errors),
    };
    errors.into_result()?;
    let idempotency_key = input.idempotency_key(&caller.token_id)?;
    let changed = web
        .house
        .app
        .edit_incident(
            &caller.actor,
            &id,
            edit,
            input.if_match(),
            idempotency_key.as_ref(),
        )
        .await?;
    let answer = async {
        let mut read = web.read().await?;
        let postmortem = read.find_postmortem(&id).await?;
        drop(read);
        respond(&web, StatusCode::OK, &changed, postmortem.as_ref()).await
    };
    answer.await.map_err(ManageApiError::after_the_deed)
}

/// Removes an incident from everywhere. Its components keep their status, as on Statuspage; those of a maintenance
/// under way get back what other open incidents leave them.
#[utoipa::path(delete, path = "/v1/pages/{page_id}/incidents/{incident_id}", tag = "incidents",
    params(("page_id" = String, Path), ("incident_id" = String, Path)),
    responses((status = 200, description = "The incident as it was", body = wire::Incident), Failures))]
pub(super) async fn delete(
    State(web): State<Web>,
    caller: Caller<Running>,
    Path((_, id)): Path<(String, String)>,
    input: Input,
) -> Result<Response, ManageApiError> {
    let id = IncidentId::parse(&id).ok_or(ManageApiError::NotFound)?;
    let (gone, postmortem) = web
        .house
        .app
        .delete_incident(
            &caller.actor,
            &id,
            OnDeletion::KeepStatuses,
            SeenVersions {
                incident: input.if_match(),
                postmortem: None,
            },
        )
        .await?;
    respond(&web, StatusCode::OK, &gone, postmortem.as_ref())
        .await
        .map_err(ManageApiError::after_the_deed)
}

/// Answers with an incident, what is published of its postmortem, and the version of the incident.
pub(super) async fn respond(
    web: &Web,
    status: StatusCode,
    incident: &Incident,
    postmortem: Option<&Postmortem>,
) -> Result<Response, ManageApiError> {
    let shown = web.shown().await?;
    let object = shown.context().incident(incident, postmortem);
    Ok(tagged(json(status, &object), &version(incident)))
}

/// `message` is what old clients call the body.
fn body(given: Given<'_>, errors: &mut FieldErrors) -> Option<String> {
    given
        .text("body", errors)
        .or_else(|| given.text("message", errors))
}

/// A JSON object whose values are objects.
fn metadata(given: Given<'_>, errors: &mut FieldErrors) -> Option<String> {
    match given.value("metadata")? {
        value @ Value::Object(fields) if fields.values().all(Value::is_object) => {
            let text = without_nul(value).to_string();
            if text.len() > METADATA_MAX_BYTES {
                let max_bytes = METADATA_MAX_BYTES;
                errors.add("metadata", RequestProblem::TooMuchJson { max_bytes });
                return None;
            }
            Some(text)
        }
        _ => {
            errors.add("metadata", RequestProblem::NotAnObjectOfObjects);
            None
        }
    }
}

/// Leaves NUL, which no database takes, out of every text.
fn without_nul(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.replace('\0', "")),
        Value::Array(list) => list.iter().map(without_nul).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.replace('\0', ""), without_nul(value)))
            .collect(),
        other => other.clone(),
    }
}

/// `[1,5]`, `4` or `[]`, kept as text.
fn reminder_intervals(given: Given<'_>, errors: &mut FieldErrors) -> Option<String> {
    let text = match given.value("reminder_intervals")? {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let hours = |text: &str| text.trim().parse::<u32>().is_ok();
    let fine = hours(&text)
        || text
            .trim()
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .is_some_and(|list| list.trim().is_empty() || list.split(',').all(hours));
    if !fine || text.len() > 255 {
        errors.add("reminder_intervals", RequestProblem::NotReminderHours);
        return None;
    }
    Some(text)
}
