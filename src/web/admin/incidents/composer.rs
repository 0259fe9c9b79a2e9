//! A new incident: composed, previewed, published now or at its minute, or put on record.

use axum::body::Body;
use axum::http::{Response, Uri};

use super::{drafts, prefill};
use crate::app;
use crate::app::{FieldErrors, NewIncident};
use crate::domain::text::BODY_MAX_CHARS;
use crate::domain::{DraftId, Impact, Kind, Status, Ts};
use crate::urls::admin as urls;
use crate::views::staff;
use crate::views::staff::{CreateIncident, Done, Section};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::form::redisplay::Again;
use crate::web::admin::form::{component_choice, times};
use crate::web::admin::reply::{Here, done, html, text};

/// Shows the form: empty, or filled in as the address asks.
pub(in crate::web::admin) async fn new_form(
    here: Here,
    uri: Uri,
) -> Result<Response<Body>, AdminError> {
    let values = prefill::of_query(&here, &Form::of_query(&uri)).await?;
    page(&here, Again::fine(values), false).await
}

/// Does what the pressed button says.
pub(in crate::web::admin) async fn create(
    here: Here,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    if form.is_resumed() {
        return page(&here, Again::typed(&form), false).await;
    }
    let outcome = match form.text("do") {
        "preview" => {
            let again = Again::to_preview(&here, &form, &[("body", BODY_MAX_CHARS)]);
            return page(&here, again, true).await;
        }
        "template" => {
            let values = prefill::in_incident(&here, &form, (form.text("template"), &[])).await?;
            return page(&here, Again::fine(values), false).await;
        }
        "draft" => drafts::save(&here, &form).await,
        _ => publish(&here, &form).await,
    };
    match outcome {
        Ok(response) => Ok(response),
        Err(app::Error::Stale) => page(&here, drafts::again_alone(&here, &form), false).await,
        Err(error) => page(&here, Again::after(&here, &form, error)?, false).await,
    }
}

/// Shows the form.
pub(in crate::web::admin) async fn page(
    here: &Here,
    again: Again,
    is_preview: bool,
) -> Result<Response<Body>, AdminError> {
    let components = here.components().await?;
    let Again {
        values,
        problems,
        status,
        ..
    } = again;
    let outcome = component_choice::outcome(&Form::of_values(&values), &components, here.site());
    let last = here.edition.state.newest(Kind::Incident);
    let draft = values.get("draft").and_then(DraftId::parse);
    let shown = CreateIncident {
        outcome,
        templates: &prefill::templates(here, Kind::Incident).await?,
        duplicate: last.first().map(|last| urls::duplicate(&last.id)),
        components: &components,
        values: &values,
        problems,
        is_preview,
        now: here.web.app.now(),
        delete_draft: draft.map(|id| urls::delete_draft(&id)),
    };
    let desk = here.desk(&here.site().words.say("nav-create"), Section::Create);
    Ok(html(
        status,
        staff::create_incident(desk, here.site(), shown),
    ))
}

/// Says what the components chosen come to: a line for the script that asks while one chooses.
pub(in crate::web::admin) async fn outcome(
    here: Here,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let line = component_choice::outcome(&form, &here.components().await?, here.site());
    Ok(text(line.unwrap_or_default()))
}

/// Opens the incident now, or plans it for the minute that the form names.
async fn publish(here: &Here, form: &Form) -> Result<Response<Body>, app::Error> {
    let mut errors = FieldErrors::default();
    let publish_at = times::not_before(form, "publish_at", &here.site().zone, &mut errors);
    let now = here.web.app.now();
    let mut new = read(here, form, publish_at.unwrap_or(now), &mut errors).await?;
    errors.into_result()?;
    let who = &here.member.actor;
    if let Some(at) = publish_at {
        return drafts::plan(here, form, &new, at).await;
    }
    new.draft = drafts::of(form);
    let once = here.once(form);
    let made = here.web.app.open_incident(who, new, once.as_ref()).await?;
    Ok(done(&urls::incident(&made.id), Done::IncidentCreated))
}

/// Reads the incident that a form describes; `opens_at` is when its first word is said.
async fn read(
    here: &Here,
    form: &Form,
    opens_at: Ts,
    errors: &mut FieldErrors,
) -> Result<NewIncident, app::Error> {
    let all = here.components().await?;
    let zone = &here.site().zone;
    let mut new = NewIncident::named(
        form.text("name").trim(),
        form.get("status")
            .and_then(Status::parse)
            .unwrap_or(Status::Investigating),
        form.text("body"),
    );
    prefill::refuse_leftovers(form, here.site(), errors);
    new.touches = component_choice::touches(form, &all, errors);
    new.impact_override = form.filled("impact_override").and_then(Impact::parse);
    new.started_at = times::local(form, "started_at", zone, errors);
    new.next_update_by = times::promise(form, opens_at, errors);
    new.deliver_notifications = form.has("deliver_notifications");
    if form.has("backfilled") {
        backfill(form, here, &mut new, errors);
    }
    Ok(new)
}

/// Makes it an incident of the past: nobody is told, and no component changes.
fn backfill(form: &Form, here: &Here, new: &mut NewIncident, errors: &mut FieldErrors) {
    let zone = &here.site().zone;
    new.status = Status::Resolved;
    new.backfilled_at = times::local(form, "backfill_date", zone, errors);
    if form.filled("backfill_date").is_none() {
        errors.add("backfill_date", "can't be blank");
    }
    new.restored_at = times::local(form, "restored_at", zone, errors);
    new.deliver_notifications = false;
    new.next_update_by = None;
    for touch in &mut new.touches {
        touch.status = None;
    }
}
