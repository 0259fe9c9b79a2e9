//! Small forms on one incident: its facts, one update, its end, its postmortem.

use axum::body::Body;
use axum::http::Response;

use super::desk::{find, find_incident, parse};
use crate::app;
use crate::app::{FieldErrors, IncidentEdit, Left, UpdateEdit, postmortem_version, version};
use crate::domain::text::POSTMORTEM_MAX_CHARS;
use crate::domain::{Impact, Incident, Kind, Postmortem, Update, UpdateId};
use crate::urls::admin as urls;
use crate::views::staff::{Desk, Done, Editing, Released, Section, Values};
use crate::views::{Site, staff};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::form::redisplay::Again;
use crate::web::admin::form::times;
use crate::web::admin::reply::{Here, done, html};
use crate::web::extract::Path;

/// Shows a form on the incident as it is now, which it would hold as `there`.
fn sheet(
    here: &Here,
    incident: &Incident,
    of: (&str, &str),
    (again, there): (Again, Values),
    render: impl FnOnce(Desk, &Site, Editing<'_>) -> Result<String, askama::Error>,
) -> Response<Body> {
    let current = version(incident);
    sheet_in(here, incident, of, (again, there, current), render)
}

/// Shows a form on something of the incident, which is in the version `current` and would be held as `there`.
fn sheet_in(
    here: &Here,
    incident: &Incident,
    (action, title): (&str, &str),
    (again, there, current): (Again, Values, String),
    render: impl FnOnce(Desk, &Site, Editing<'_>) -> Result<String, askama::Error>,
) -> Response<Body> {
    let shown = Editing {
        action,
        back: &urls::incident(&incident.id),
        version: &again.version(current),
        theirs: again.is_stale().then_some(there),
        values: &again.values,
        problems: again.problems,
    };
    let desk = here.desk(title, Section::Incidents);
    html(again.status, render(desk, here.site(), shown))
}

/// Shows the form of an incident's facts.
pub(in crate::web::admin) async fn edit_form(
    here: Here,
    Path(id): Path<String>,
) -> Result<Response<Body>, AdminError> {
    let incident = find_incident(&here, &parse(&id)?).await?;
    let values = facts_of(&here, &incident);
    Ok(facts(&here, &incident, Again::fine(values)))
}

fn facts_of(here: &Here, incident: &Incident) -> Values {
    let zone = &here.site().zone;
    let time = |at| times::shown(at, zone);
    let chosen = incident.impact_override.map_or("", Impact::as_str);
    Values::default()
        .with("name", incident.name.clone())
        .with("impact_override", chosen)
        .with("started_at", time(incident.started_at))
        .with("detected_at", time(incident.detected_at))
        .with("restored_at", time(incident.restored_at))
}

fn facts(here: &Here, incident: &Incident, again: Again) -> Response<Body> {
    let action = urls::incident_part(&incident.id, "edit");
    let title = here.site().words.say("edit-incident");
    let there = facts_of(here, incident);
    let render = staff::edit_incident;
    sheet(here, incident, (&action, &title), (again, there), render)
}

/// Changes an incident's facts.
pub(in crate::web::admin) async fn edit(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    let before = find_incident(&here, &id).await?;
    if form.is_resumed() {
        return Ok(facts(&here, &before, Again::typed(&form)));
    }
    let zone = &here.site().zone;
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
            here.web
                .app
                .change_incident(who, &id, edit, seen, None)
                .await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(done(&urls::incident(&id), Done::IncidentChanged)),
        Err(error) => {
            let again = Again::after(&here, &form, error)?;
            let incident = find(&here, &id).await?;
            if again.is_there_already(&facts_of(&here, &incident)) {
                return Ok(done(&urls::incident(&id), Done::IncidentChanged));
            }
            Ok(facts(&here, &incident, again))
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
    Ok(correction(&here, &incident, update, Again::fine(values)))
}

fn correction_of(here: &Here, update: &Update) -> Values {
    let at = times::shown(Some(update.display_at), &here.site().zone);
    Values::default()
        .with("body", update.body.text.clone())
        .with("display_at", at)
}

fn correction(here: &Here, incident: &Incident, update: &Update, again: Again) -> Response<Body> {
    let action = urls::update_part(&incident.id, &update.id, "edit");
    let title = here.site().words.say("correct-title");
    let there = correction_of(here, update);
    let render = staff::edit_update;
    sheet(here, incident, (&action, &title), (again, there), render)
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
        return Ok(correction(&here, &incident, before, Again::typed(&form)));
    }
    let (app, who, seen) = (&here.web.app, &here.member.actor, form.get("version"));
    let reason = form.filled("reason").map(str::to_owned);
    let outcome = if form.text("do") == "delete" {
        app.delete_update(who, &id, &before.id, reason, seen).await
    } else {
        let zone = &here.site().zone;
        let mut errors = FieldErrors::default();
        if form.filled("body").is_none() && !before.body.text.is_empty() {
            errors.add("body", "can't be blank");
        }
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
            let is_saving = form.text("do") != "delete";
            if is_saving && again.is_there_already(&correction_of(&here, update)) {
                return Ok(done(&urls::incident(&id), Done::UpdateCorrected));
            }
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
    Ok(deletion(&here, &incident, Again::fine(Values::default())))
}

fn deletion(here: &Here, incident: &Incident, again: Again) -> Response<Body> {
    let action = urls::incident_part(&incident.id, "delete");
    let title = here.site().words.say("delete-incident");
    let there = Values::default();
    let released = match incident.kind {
        _ if incident.component_ids.is_empty() => Released::Nothing,
        Kind::Incident if incident.is_open() => Released::AsChosen,
        Kind::Maintenance if incident.is_under_way() => Released::Always,
        _ => Released::Nothing,
    };
    let render = |desk, site: &Site, shown: Editing<'_>| {
        staff::confirm_deletion(desk, site, shown, released)
    };
    sheet(here, incident, (&action, &title), (again, there), render)
}

/// Deletes an incident whose name was typed.
pub(in crate::web::admin) async fn delete(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    let incident = find(&here, &id).await?;
    if form.is_resumed() {
        return Ok(deletion(&here, &incident, Again::typed(&form)));
    }
    let outcome = if form.text("confirm").trim() == incident.name.trim() {
        let seen = form.get("version");
        let who = &here.member.actor;
        let left = match form.text("left") {
            "as_they_are" => Left::AsTheyAre,
            _ => Left::ToOthers,
        };
        here.web.app.delete_incident(who, &id, left, seen).await
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
    let incident = find_incident(&here, &parse(&id)?).await?;
    let postmortem = find_postmortem(&here, &incident).await?;
    let again = Again::fine(postmortem_values(&here, postmortem.as_ref()));
    Ok(workshop(
        &here,
        &incident,
        postmortem.as_ref(),
        again,
        false,
    ))
}

async fn find_postmortem(
    here: &Here,
    incident: &Incident,
) -> Result<Option<Postmortem>, AdminError> {
    let mut read = here.web.app.reads().read().await?;
    Ok(read.find_postmortem(&incident.id).await?)
}

fn postmortem_values(here: &Here, postmortem: Option<&Postmortem>) -> Values {
    let text = postmortem
        .and_then(|post| post.draft.as_ref().or(post.body.as_ref()))
        .map_or_else(
            || here.site().words.say("postmortem-template"),
            |body| body.text.clone(),
        );
    Values::default().with("body", text)
}

fn workshop(
    here: &Here,
    incident: &Incident,
    postmortem: Option<&Postmortem>,
    again: Again,
    is_preview: bool,
) -> Response<Body> {
    let action = urls::incident_part(&incident.id, "postmortem");
    let title = here.site().words.say("write-postmortem");
    let may_publish = !incident.is_open();
    let there = postmortem_values(here, postmortem);
    let current = postmortem_version(postmortem);
    let render = |desk, site: &Site, shown: Editing<'_>| {
        staff::postmortem(desk, site, shown, may_publish, is_preview)
    };
    let form = (again, there, current);
    sheet_in(here, incident, (&action, &title), form, render)
}

/// Saves the postmortem's draft, publishes it, or shows a preview.
pub(super) async fn postmortem(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    let incident = find_incident(&here, &id).await?;
    let there = find_postmortem(&here, &incident).await?;
    let there = there.as_ref();
    if form.is_resumed() {
        let again = Again::typed(&form);
        return Ok(workshop(&here, &incident, there, again, false));
    }
    if form.text("do") == "preview" {
        let again = Again::to_preview(&here, &form, &[("body", POSTMORTEM_MAX_CHARS)]);
        return Ok(workshop(&here, &incident, there, again, true));
    }
    let (app, who) = (&here.web.app, &here.member.actor);
    let seen = form.get("version");
    let outcome = async {
        let saved = app
            .save_postmortem_draft(who, &id, form.text("body"), seen)
            .await?;
        if form.text("do") != "publish" {
            return Ok(Done::DraftSaved);
        }
        let publishing = app::Publishing {
            notify: true,
            reason: form.filled("reason").map(str::to_owned),
            ..app::Publishing::default()
        };
        let seen = postmortem_version(Some(&saved));
        app.publish_postmortem(who, &id, publishing, Some(&seen))
            .await?;
        Ok(Done::PostmortemPublished)
    };
    match outcome.await {
        Ok(what) => Ok(done(&urls::incident(&id), what)),
        Err(error) => {
            let again = Again::after(&here, &form, error)?;
            let incident = find(&here, &id).await?;
            let there = find_postmortem(&here, &incident).await?;
            let there = there.as_ref();
            if again.is_there_already(&postmortem_values(&here, there)) {
                let is_out = there.is_some_and(is_published);
                if form.text("do") != "publish" {
                    return Ok(done(&urls::incident(&id), Done::DraftSaved));
                }
                if is_out {
                    return Ok(done(&urls::incident(&id), Done::PostmortemPublished));
                }
            }
            Ok(workshop(&here, &incident, there, again, false))
        }
    }
}

/// Says whether readers see the newest text of a postmortem.
fn is_published(it: &Postmortem) -> bool {
    it.is_published() && (it.draft.is_none() || it.draft == it.body)
}
