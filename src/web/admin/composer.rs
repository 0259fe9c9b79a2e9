//! A new incident: composed, kept as a draft, published.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;

use super::error::AdminError;
use super::form::Form;
use super::page::{Here, done, html, see_other, status_of};
use super::{picked, times};
use crate::app::{self, FieldErrors, NewIncident};
use crate::domain::{Component, DraftId, Impact, Status};
use crate::urls::admin as urls;
use crate::views::staff::{self, CreateIncident, Done, Problems, Section, Values};

/// Shows the empty form.
pub(super) async fn new_form(here: Here) -> Result<Response<Body>, AdminError> {
    page(&here, Values::default(), Problems::default(), false).await
}

/// Creates the incident, or saves the draft, or shows a preview.
pub(super) async fn create(here: Here, form: Form) -> Result<Response<Body>, AdminError> {
    if form.is_resumed() || form.text("do") == "preview" {
        let is_preview = !form.is_resumed();
        return page(&here, form.typed(), Problems::default(), is_preview).await;
    }
    let outcome = if form.text("do") == "draft" {
        save(&here, &form).await
    } else {
        open(&here, &form).await
    };
    match outcome {
        Ok(response) => Ok(response),
        Err(AdminError::App(app::Error::Invalid(errors))) => {
            page(&here, form.typed(), here.problems(&errors), false).await
        }
        Err(error) => Err(error),
    }
}

/// Shows a draft in the form that it was typed into.
pub(super) async fn show_draft(
    here: Here,
    Path(id): Path<String>,
) -> Result<Response<Body>, AdminError> {
    let id = DraftId::parse(&id).ok_or(AdminError::NOT_FOUND)?;
    let fields = here
        .web
        .app
        .show_draft(&here.member.actor, &id)
        .await?
        .fields;
    let values = Values::new(fields).with("draft", id.as_str());
    page(&here, values, Problems::default(), false).await
}

/// Deletes a draft.
pub(super) async fn delete_draft(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = DraftId::parse(&id).ok_or(AdminError::NOT_FOUND)?;
    if form.is_resumed() {
        return Ok(see_other(&urls::draft(&id)));
    }
    here.web.app.delete_draft(&here.member.actor, &id).await?;
    Ok(done(urls::DASHBOARD, Done::DraftDeleted))
}

async fn components(here: &Here) -> Result<Vec<Component>, AdminError> {
    let mut read = here.web.app.store().read().await?;
    Ok(read.list_components().await?)
}

async fn page(
    here: &Here,
    values: Values,
    problems: Problems,
    is_preview: bool,
) -> Result<Response<Body>, AdminError> {
    let components = components(here).await?;
    let status = status_of(&problems);
    let draft = values.get("draft").and_then(DraftId::parse);
    let shown = CreateIncident {
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

async fn save(here: &Here, form: &Form) -> Result<Response<Body>, AdminError> {
    let id = form.get("draft").and_then(DraftId::parse);
    let fields: Vec<(String, String)> = form
        .typed()
        .fields()
        .iter()
        .filter(|(name, _)| name != "draft")
        .cloned()
        .collect();
    here.web
        .app
        .save_draft(&here.member.actor, id, fields)
        .await?;
    Ok(done(urls::DASHBOARD, Done::DraftSaved))
}

async fn open(here: &Here, form: &Form) -> Result<Response<Body>, AdminError> {
    let all = components(here).await?;
    let mut errors = FieldErrors::default();
    let mut new = NewIncident::named(
        form.text("name").trim(),
        form.get("status")
            .and_then(Status::parse)
            .unwrap_or(Status::Investigating),
        form.text("body"),
    );
    new.touches = picked::touches(form, &all, &mut errors);
    new.impact_override = form.filled("impact_override").and_then(Impact::parse);
    new.started_at = times::local(form, "started_at", &here.site().zone, &mut errors);
    new.next_update_by = times::promise(form, here.web.app.now(), &mut errors);
    new.deliver_notifications = form.has("deliver_notifications");
    errors.into_result()?;
    let who = &here.member.actor;
    let once = form.once(here.member.staff.user.id.as_str());
    let made = here.web.app.open_incident(who, new, once.as_ref()).await?;
    if let Some(draft) = form.get("draft").and_then(DraftId::parse) {
        match here.web.app.delete_draft(who, &draft).await {
            Ok(()) | Err(app::Error::NotFound) => {}
            Err(error) => tracing::warn!(%error, "a published draft is still there"),
        }
    }
    Ok(done(&urls::incident(&made.id), Done::IncidentCreated))
}
