//! Incidents: the list, one with its composer and notes.

use axum::body::Body;
use axum::http::{Response, StatusCode, Uri};

use super::prefill;
use crate::app;
use crate::app::{FieldErrors, IncidentEdit, version};
use crate::domain::{Deed, Incident, IncidentId, Kind, Status};
use crate::store::IncidentFilter;
use crate::urls::admin as urls;
use crate::views::staff;
use crate::views::staff::{Done, IncidentDesk, Problems, Section, Values};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::form::redisplay::Again;
use crate::web::admin::form::{component_choice, times};
use crate::web::admin::reply::{Here, done, html, see_other};
use crate::web::extract::Path;

/// Incidents on a page of the list.
const PAGE: i64 = 50;

/// Lists incidents and maintenances, newest first.
pub(in crate::web::admin) async fn list(
    here: Here,
    uri: Uri,
) -> Result<Response<Body>, AdminError> {
    let query = Form::of_query(&uri);
    let number = query
        .get("page")
        .and_then(|text| text.parse::<i64>().ok())
        .unwrap_or(1)
        .clamp(1, 1_000_000);
    let text = query.search()?;
    let mut read = here.web.app.reads().read().await?;
    let mut all = read
        .list_incidents(IncidentFilter::All, text, PAGE + 1, (number - 1) * PAGE)
        .await?;
    let has_more = i64::try_from(all.len()).is_ok_and(|count| count > PAGE);
    all.truncate(usize::try_from(PAGE).unwrap_or_default());
    let path = |number: i64| {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("q", text)
            .append_pair("page", &number.to_string())
            .finish();
        format!("{}?{query}", urls::INCIDENTS)
    };
    let newer = (number > 1).then(|| path(number - 1));
    let older = has_more.then(|| path(number + 1));
    let desk = here.desk(&here.site().words.say("nav-incidents"), Section::Incidents);
    let page = staff::incidents(desk, here.site(), &all, text, newer, older);
    Ok(html(StatusCode::OK, page))
}

pub(in crate::web::admin) fn parse(id: &str) -> Result<IncidentId, AdminError> {
    IncidentId::parse(id).ok_or(AdminError::NOT_FOUND)
}

pub(in crate::web::admin) async fn find(
    here: &Here,
    id: &IncidentId,
) -> Result<Incident, AdminError> {
    Ok(here.web.app.reads().read().await?.get_incident(id).await?)
}

/// Finds an incident that is no maintenance, which has forms of its own.
pub(super) async fn find_incident(here: &Here, id: &IncidentId) -> Result<Incident, AdminError> {
    let found = find(here, id).await?;
    match found.kind {
        Kind::Incident => Ok(found),
        Kind::Maintenance => Err(AdminError::NOT_FOUND),
    }
}

/// Shows an incident; whoever asks for a maintenance is sent to its page.
pub(in crate::web::admin) async fn show(
    here: Here,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    if find(&here, &id).await?.kind == Kind::Maintenance {
        let query = uri.query().map(|query| format!("?{query}"));
        let path = urls::maintenance(&id) + &query.unwrap_or_default();
        return Ok(see_other(&path));
    }
    page(&here, &id, Again::fine(Values::default())).await
}

async fn page(here: &Here, id: &IncidentId, again: Again) -> Result<Response<Body>, AdminError> {
    let mut read = here.web.app.reads().read().await?;
    let incident = read.get_incident(id).await?;
    let components = read.list_components().await?;
    drop(read);
    let notes = here.web.app.list_notes(&here.member.actor, id).await?;
    let form = Form::of_values(&again.values);
    let shown = IncidentDesk {
        now: here.web.app.now(),
        outcome: component_choice::outcome(&form, &components, here.site()),
        templates: &prefill::templates(here, incident.kind).await?,
        components: &components,
        version: again.version(version(&incident)),
        incident: &incident,
        notes: &notes,
        values: &again.values,
        is_stale: again.is_stale(),
        problems: again.problems,
        may_run: here.member.actor.allow(Deed::RunIncident).is_ok(),
    };
    let desk = here.desk(&incident.name, Section::Incidents);
    Ok(html(
        again.status,
        staff::incident(desk, here.site(), shown),
    ))
}

/// Posts an update. Somebody else's word in between shows both, and nothing typed is lost.
pub(in crate::web::admin) async fn post_update(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let incident = find_incident(&here, &parse(&id)?).await?;
    let id = incident.id.clone();
    if form.is_resumed() {
        return page(&here, &id, Again::typed(&form)).await;
    }
    if form.text("do") == "template" {
        let values = prefill::in_incident(
            &here,
            &form,
            (form.text("template"), &incident.component_ids),
        )
        .await?;
        return page(&here, &id, Again::fine(values).seen(&form)).await;
    }
    let mut errors = FieldErrors::default();
    let status = form.get("status").and_then(Status::parse);
    if status.is_none() {
        errors.add("status", "must be chosen");
    }
    if form.filled("body").is_none() {
        if let Some(offered) =
            status.and_then(|status| staff::standard_sentence(here.site(), status))
        {
            return page(&here, &id, offer(&here, &form, offered)).await;
        }
        errors.add("body", "can't be blank");
    }
    prefill::refuse_leftovers(&form, here.site(), &mut errors);
    let all = here.components().await?;
    let touches = component_choice::touches(&form, &all, &mut errors);
    let promise = times::promise(&form, here.web.app.now(), &mut errors);
    let edit = IncidentEdit {
        status,
        body: Some(form.text("body").to_owned()),
        touches,
        relieves: !form.has("keep_components"),
        next_update_by: Some(promise),
        deliver_notifications: Some(form.has("deliver_notifications")),
        ..IncidentEdit::default()
    };
    let outcome = match errors.into_result() {
        Ok(()) => {
            let once = here.once(&form);
            let who = &here.member.actor;
            here.web
                .app
                .change_incident(who, &id, edit, form.get("version"), once.as_ref())
                .await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(done(&urls::incident(&id), Done::UpdatePosted)),
        Err(error) => page(&here, &id, Again::after(&here, &form, error)?).await,
    }
}

/// Puts the standard sentence where nothing was written, for whoever has no script that does.
fn offer(here: &Here, form: &Form, sentence: String) -> Again {
    let mut problems = Problems::default();
    let words = here.site().words;
    let problem = words.say("standard-offered");
    problems.add("body", &problem, here.site());
    Again::with(form.typed().with("body", sentence), problems).seen(form)
}

/// Adds a note among staff.
pub(in crate::web::admin) async fn add_note(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    if form.is_resumed() {
        return page(&here, &id, Again::typed(&form)).await;
    }
    let once = here.once(&form);
    let who = &here.member.actor;
    let added = here
        .web
        .app
        .add_note(who, &id, form.text("note"), once.as_ref())
        .await;
    match added {
        Ok(_) => Ok(done(&urls::incident(&id), Done::NoteSaved)),
        Err(app::Error::Invalid(errors)) => {
            let mut problems = Problems::default();
            for (_, problem) in errors.iter() {
                problems.add("note", problem, here.site());
            }
            page(&here, &id, Again::with(form.typed(), problems)).await
        }
        Err(error) => Err(error.into()),
    }
}
