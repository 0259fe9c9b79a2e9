//! Incidents: the list, one with its composer, notes, corrections, its facts, its end.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode, Uri};

use super::error::AdminError;
use super::form::Form;
use super::page::{Here, done, html};
use super::times;
use crate::app::{self, FieldErrors, IncidentEdit, UpdateEdit, version};
use crate::domain::role::Deed;
use crate::domain::{Impact, Incident, IncidentId, Status, Update, UpdateId};
use crate::store::IncidentFilter;
use crate::urls::admin as urls;
use crate::views::staff::{self, Done, Editing, IncidentDesk, Problems, Section, Values};

/// Incidents on a page of the list.
const PAGE: i64 = 50;

/// Lists incidents and maintenances, newest first.
pub(super) async fn list(here: Here, uri: Uri) -> Result<Response<Body>, AdminError> {
    let query: Vec<(String, String)> =
        url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
            .into_owned()
            .collect();
    let query = Form::of(query);
    let number = query
        .get("page")
        .and_then(|text| text.parse::<i64>().ok())
        .unwrap_or(1)
        .clamp(1, 1_000_000);
    let text = query.text("q").replace('\0', "");
    let mut read = here.web.app.store().read().await?;
    let mut all = read
        .list_incidents(IncidentFilter::All, &text, PAGE + 1, (number - 1) * PAGE)
        .await?;
    let has_more = i64::try_from(all.len()).is_ok_and(|count| count > PAGE);
    all.truncate(usize::try_from(PAGE).unwrap_or_default());
    let path = |number: i64| {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("q", &text)
            .append_pair("page", &number.to_string())
            .finish();
        format!("{}?{query}", urls::INCIDENTS)
    };
    let newer = (number > 1).then(|| path(number - 1));
    let older = has_more.then(|| path(number + 1));
    let desk = here.desk(&here.site().words.say("nav-incidents"), Section::Incidents);
    let page = staff::incidents(desk, here.site(), &all, &text, newer, older);
    Ok(html(StatusCode::OK, page))
}

fn parse(id: &str) -> Result<IncidentId, AdminError> {
    IncidentId::parse(id).ok_or(AdminError::NOT_FOUND)
}

async fn find(here: &Here, id: &IncidentId) -> Result<Incident, AdminError> {
    Ok(here.web.app.store().read().await?.get_incident(id).await?)
}

/// Shows an incident.
pub(super) async fn show(here: Here, Path(id): Path<String>) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    page(
        &here,
        &id,
        Values::default(),
        Problems::default(),
        StatusCode::OK,
    )
    .await
}

async fn page(
    here: &Here,
    id: &IncidentId,
    values: Values,
    problems: Problems,
    status: StatusCode,
) -> Result<Response<Body>, AdminError> {
    let incident = find(here, id).await?;
    let notes = here.web.app.list_notes(&here.member.actor, id).await?;
    let shown = IncidentDesk {
        version: version(&incident),
        incident: &incident,
        notes: &notes,
        values: &values,
        problems,
        is_stale: status == StatusCode::CONFLICT,
        may_run: here.member.actor.allow(Deed::RunIncident).is_ok(),
    };
    let desk = here.desk(&incident.name, Section::Incidents);
    Ok(html(status, staff::incident(desk, here.site(), shown)))
}

/// Posts an update. Somebody else's word in between shows both, and nothing typed is lost.
pub(super) async fn post_update(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    if form.is_resumed() {
        let (values, fine) = (values(&form), Problems::default());
        return page(&here, &id, values, fine, StatusCode::OK).await;
    }
    let mut errors = FieldErrors::default();
    let status = form.get("status").and_then(Status::parse);
    if status.is_none() {
        errors.add("status", "must be chosen");
    }
    if form.filled("body").is_none() {
        errors.add("body", "can't be blank");
    }
    let promise = times::promise(&form, here.web.app.now(), &mut errors);
    let edit = IncidentEdit {
        status,
        body: Some(form.text("body").to_owned()),
        relieves: !form.has("keep_components"),
        next_update_by: Some(promise),
        deliver_notifications: Some(form.has("deliver_notifications")),
        ..IncidentEdit::default()
    };
    let outcome = match errors.into_result() {
        Ok(()) => {
            let once = form.once(here.member.staff.user.id.as_str());
            let who = &here.member.actor;
            here.web
                .app
                .edit_incident(who, &id, edit, form.get("version"), once.as_ref())
                .await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(done(&urls::incident(&id), Done::UpdatePosted)),
        Err(app::Error::Invalid(errors)) => {
            let problems = here.problems(&errors);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            page(&here, &id, values(&form), problems, status).await
        }
        Err(app::Error::Stale) => {
            let fine = Problems::default();
            page(&here, &id, values(&form), fine, StatusCode::CONFLICT).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Returns what was typed without what belongs to one sending.
fn values(form: &Form) -> Values {
    let mut kept = form.kept();
    kept.retain(|(name, _)| !matches!(name.as_str(), "once" | "do" | "version"));
    Values::new(kept)
}

/// Adds a note among staff.
pub(super) async fn add_note(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    if form.is_resumed() {
        let (values, fine) = (values(&form), Problems::default());
        return page(&here, &id, values, fine, StatusCode::OK).await;
    }
    let once = form.once(here.member.staff.user.id.as_str());
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
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            page(&here, &id, values(&form), problems, status).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What a small form shows again: what was typed, what is wrong with it, the status that says so.
struct Again {
    values: Values,
    problems: Problems,
    status: StatusCode,
}

impl Again {
    fn first(values: Values) -> Self {
        Self {
            values,
            problems: Problems::default(),
            status: StatusCode::OK,
        }
    }

    /// Shows a form again after a deed refused it, or passes another error on.
    fn after(here: &Here, form: &Form, error: app::Error) -> Result<Self, AdminError> {
        let values = values(form);
        match error {
            app::Error::Invalid(errors) => Ok(Self {
                values,
                problems: here.problems(&errors),
                status: StatusCode::UNPROCESSABLE_ENTITY,
            }),
            app::Error::Stale => Ok(Self {
                values,
                problems: Problems::default(),
                status: StatusCode::CONFLICT,
            }),
            other => Err(other.into()),
        }
    }

    fn is_stale(&self) -> bool {
        self.status == StatusCode::CONFLICT
    }
}

/// Shows the form of an incident's facts.
pub(super) async fn edit_form(
    here: Here,
    Path(id): Path<String>,
) -> Result<Response<Body>, AdminError> {
    let incident = find(&here, &parse(&id)?).await?;
    let zone = &here.site().zone;
    let time = |at| times::shown(at, zone);
    let values = Values::default()
        .with("name", incident.name.clone())
        .with(
            "impact_override",
            incident.impact_override.map_or("", Impact::as_str),
        )
        .with("started_at", time(incident.started_at))
        .with("detected_at", time(incident.detected_at))
        .with("restored_at", time(incident.restored_at));
    Ok(facts(&here, &incident, Again::first(values)))
}

fn facts(here: &Here, incident: &Incident, again: Again) -> Response<Body> {
    let version = version(incident);
    let shown = Editing {
        action: &urls::incident_part(&incident.id, "edit"),
        back: &urls::incident(&incident.id),
        version: &version,
        is_stale: again.is_stale(),
        values: &again.values,
        problems: again.problems,
    };
    let desk = here.desk(&here.site().words.say("edit-incident"), Section::Incidents);
    let page = staff::edit_incident(desk, here.site(), shown);
    html(again.status, page)
}

/// Changes an incident's facts.
pub(super) async fn edit(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    if form.is_resumed() {
        let incident = find(&here, &id).await?;
        return Ok(facts(&here, &incident, Again::first(values(&form))));
    }
    let zone = &here.site().zone;
    let before = find(&here, &id).await?;
    let mut errors = FieldErrors::default();
    let mut time = |name, at| times::kept(&form, name, at, zone, &mut errors);
    let edit = IncidentEdit {
        name: Some(form.text("name").trim().to_owned()),
        impact_override: Some(form.filled("impact_override").and_then(Impact::parse)),
        started_at: Some(time("started_at", before.started_at)),
        detected_at: Some(time("detected_at", before.detected_at)),
        restored_at: Some(time("restored_at", before.restored_at)),
        ..IncidentEdit::default()
    };
    let who = &here.member.actor;
    let outcome = match errors.into_result() {
        Ok(()) => {
            let seen = form.get("version");
            here.web.app.edit_incident(who, &id, edit, seen, None).await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(done(&urls::incident(&id), Done::IncidentChanged)),
        Err(error) => {
            let again = Again::after(&here, &form, error)?;
            Ok(facts(&here, &find(&here, &id).await?, again))
        }
    }
}

fn update_of<'a>(incident: &'a Incident, id: &str) -> Result<&'a Update, AdminError> {
    let id = UpdateId::parse(id).ok_or(AdminError::NOT_FOUND)?;
    let mut updates = incident.updates.iter();
    updates
        .find(|update| update.id == id)
        .ok_or(AdminError::NOT_FOUND)
}

/// Shows the form that corrects an update.
pub(super) async fn edit_update_form(
    here: Here,
    Path((id, update)): Path<(String, String)>,
) -> Result<Response<Body>, AdminError> {
    let incident = find(&here, &parse(&id)?).await?;
    let update = update_of(&incident, &update)?;
    let values = Values::default()
        .with("body", update.body.text.clone())
        .with(
            "display_at",
            times::shown(Some(update.display_at), &here.site().zone),
        );
    Ok(correction(&here, &incident, update, Again::first(values)))
}

fn correction(here: &Here, incident: &Incident, update: &Update, again: Again) -> Response<Body> {
    let version = version(incident);
    let shown = Editing {
        action: &urls::update_part(&incident.id, &update.id, "edit"),
        back: &urls::incident(&incident.id),
        version: &version,
        is_stale: again.is_stale(),
        values: &again.values,
        problems: again.problems,
    };
    let desk = here.desk(&here.site().words.say("correct-title"), Section::Incidents);
    html(again.status, staff::edit_update(desk, here.site(), shown))
}

/// Corrects an update, or removes it.
pub(super) async fn edit_update(
    here: Here,
    Path((id, update)): Path<(String, String)>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    let incident = find(&here, &id).await?;
    let before = update_of(&incident, &update)?;
    if form.is_resumed() {
        return Ok(correction(
            &here,
            &incident,
            before,
            Again::first(values(&form)),
        ));
    }
    let (app, who, seen) = (&here.web.app, &here.member.actor, form.get("version"));
    let reason = form.filled("reason").map(str::to_owned);
    let outcome = if form.text("do") == "delete" {
        app.delete_update(who, &id, &before.id, reason, seen).await
    } else {
        let zone = &here.site().zone;
        let mut errors = FieldErrors::default();
        let before_at = Some(before.display_at);
        let display_at = times::kept(&form, "display_at", before_at, zone, &mut errors);
        let edit = UpdateEdit {
            body: Some(form.text("body").to_owned()),
            display_at,
            reason,
            ..UpdateEdit::default()
        };
        match errors.into_result() {
            Ok(()) => app.edit_update(who, &id, &before.id, edit, seen).await,
            Err(error) => Err(error),
        }
    };
    match outcome {
        Ok(_) => Ok(done(&urls::incident(&id), Done::UpdateCorrected)),
        Err(error) => {
            let again = Again::after(&here, &form, error)?;
            let incident = find(&here, &id).await?;
            let update = update_of(&incident, &update)?;
            Ok(correction(&here, &incident, update, again))
        }
    }
}

/// Shows the page that asks for the incident's name before it is deleted.
pub(super) async fn delete_form(
    here: Here,
    Path(id): Path<String>,
) -> Result<Response<Body>, AdminError> {
    let incident = find(&here, &parse(&id)?).await?;
    Ok(deletion(&here, &incident, Again::first(Values::default())))
}

fn deletion(here: &Here, incident: &Incident, again: Again) -> Response<Body> {
    let version = version(incident);
    let shown = Editing {
        action: &urls::incident_part(&incident.id, "delete"),
        back: &urls::incident(&incident.id),
        version: &version,
        is_stale: again.is_stale(),
        values: &again.values,
        problems: again.problems,
    };
    let desk = here.desk(
        &here.site().words.say("delete-incident"),
        Section::Incidents,
    );
    let page = staff::confirm_deletion(desk, here.site(), shown);
    html(again.status, page)
}

/// Deletes an incident whose name was typed.
pub(super) async fn delete(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    let incident = find(&here, &id).await?;
    if form.is_resumed() {
        return Ok(deletion(&here, &incident, Again::first(values(&form))));
    }
    let outcome = if form.text("confirm").trim() == incident.name.trim() {
        let seen = form.get("version");
        let who = &here.member.actor;
        here.web.app.delete_incident(who, &id, seen).await
    } else {
        Err(app::Error::invalid(
            "confirm",
            "must be the incident's name as it stands",
        ))
    };
    match outcome {
        Ok(_) => Ok(done(urls::INCIDENTS, Done::IncidentDeleted)),
        Err(error) => Ok(deletion(
            &here,
            &incident,
            Again::after(&here, &form, error)?,
        )),
    }
}

/// Shows the postmortem's form.
pub(super) async fn postmortem_form(
    here: Here,
    Path(id): Path<String>,
) -> Result<Response<Body>, AdminError> {
    let incident = find(&here, &parse(&id)?).await?;
    let text = incident
        .postmortem
        .as_ref()
        .and_then(|post| post.draft.as_ref().or(post.body.as_ref()))
        .map_or_else(
            || here.site().words.say("postmortem-template"),
            |body| body.text.clone(),
        );
    let values = Values::default().with("body", text);
    Ok(workshop(&here, &incident, Again::first(values), false))
}

fn workshop(here: &Here, incident: &Incident, again: Again, is_preview: bool) -> Response<Body> {
    let version = version(incident);
    let shown = Editing {
        action: &urls::incident_part(&incident.id, "postmortem"),
        back: &urls::incident(&incident.id),
        version: &version,
        is_stale: again.is_stale(),
        values: &again.values,
        problems: again.problems,
    };
    let desk = here.desk(
        &here.site().words.say("write-postmortem"),
        Section::Incidents,
    );
    let may_publish = !incident.is_open();
    let page = staff::postmortem(desk, here.site(), shown, may_publish, is_preview);
    html(again.status, page)
}

/// Saves the postmortem's draft, publishes it, or shows a preview.
pub(super) async fn postmortem(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    let incident = find(&here, &id).await?;
    if form.is_resumed() || form.text("do") == "preview" {
        let is_preview = !form.is_resumed();
        return Ok(workshop(
            &here,
            &incident,
            Again::first(values(&form)),
            is_preview,
        ));
    }
    let (app, who) = (&here.web.app, &here.member.actor);
    let seen = form.get("version");
    let outcome = async {
        if seen.is_some_and(|seen| seen != version(&incident)) {
            return Err(app::Error::Stale);
        }
        let saved = app
            .save_postmortem_draft(who, &id, form.text("body"))
            .await?;
        if form.text("do") != "publish" {
            return Ok(Done::DraftSaved);
        }
        let publishing = app::Publishing {
            notify: true,
            reason: form.filled("reason").map(str::to_owned),
            ..app::Publishing::default()
        };
        app.publish_postmortem(who, &id, publishing, Some(&version(&saved)))
            .await?;
        Ok(Done::PostmortemPublished)
    };
    match outcome.await {
        Ok(what) => Ok(done(&urls::incident(&id), what)),
        Err(error) => {
            let again = Again::after(&here, &form, error)?;
            Ok(workshop(&here, &find(&here, &id).await?, again, false))
        }
    }
}
