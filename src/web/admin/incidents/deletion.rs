//! An incident's deletion, once its name was typed.

use super::find::find;
use super::sheet::Sheet;
use crate::app::{OnDeletion, SeenVersions, postmortem_version, version};
use crate::domain::problem::IncidentProblem;
use crate::domain::{Incident, IncidentId, Postmortem};
use crate::urls::admin as urls;
use crate::views::Site;
use crate::views::staff::{self, Done, Editing, Values};
use crate::web::admin::form::{Fields, Outcome, Parsed, Redisplay, submit};
use crate::web::admin::postmortems::find_postmortem;
use crate::web::admin::{Answer, Id, Sent, StaffRequest};

/// Shows the form that asks for the incident's name.
pub(super) async fn delete_form(request: StaffRequest, Id(id): Id<IncidentId>) -> Answer {
    let incident = find(&request, &id).await?;
    page(&request, &incident, Redisplay::of(Values::default())).await
}

/// Deletes an incident whose name was typed.
pub(super) async fn delete(Sent(request, fields): Sent, Id(id): Id<IncidentId>) -> Answer {
    let incident = &find(&request, &id).await?;
    let deed = async |left| {
        let (app, who) = (request.app(), request.actor());
        let seen = seen(fields.version());
        app.delete_incident(who, &incident.id, left, seen).await?;
        Ok(Outcome::done(urls::INCIDENTS, Done::IncidentDeleted))
    };
    let page = async |redisplay| page(&request, incident, redisplay).await;
    submit(&request, &fields, read(&fields, incident), deed, page).await
}

/// Reads what becomes of the components, if the name is the incident's.
fn read(fields: &Fields, incident: &Incident) -> Parsed<OnDeletion> {
    if fields.text("confirm").trim() != incident.name.trim() {
        return Parsed::wrong("confirm", IncidentProblem::NotItsName);
    }
    Parsed::Value(match fields.text("left") {
        "as_they_are" => OnDeletion::KeepStatuses,
        _ => OnDeletion::GiveBack,
    })
}

/// Joins the versions of what the form deletes: a draft of the postmortem goes too, and moves no incident.
fn versions(incident: &Incident, postmortem: Option<&Postmortem>) -> String {
    format!("{} {}", version(incident), postmortem_version(postmortem))
}

/// Parts the versions that the form was made for.
fn seen(versions: Option<&str>) -> SeenVersions<'_> {
    match versions.and_then(|versions| versions.split_once(' ')) {
        Some((incident, postmortem)) => SeenVersions {
            incident: Some(incident),
            postmortem: Some(postmortem),
        },
        None => SeenVersions {
            incident: versions,
            postmortem: None,
        },
    }
}

async fn page(request: &StaffRequest, incident: &Incident, redisplay: Redisplay) -> Answer {
    let postmortem = find_postmortem(request, &incident.id).await?;
    let sheet = Sheet {
        incident,
        action: urls::incident_part(&incident.id, "delete"),
        title: request.site().words.say("delete-incident"),
        version: versions(incident, postmortem.as_ref()),
        there: Values::default(),
    };
    let release = incident.release_on_deletion();
    let render = |frame, site: &Site, shown: Editing<'_>| {
        staff::confirm_deletion(frame, site, shown, release)
    };
    Ok(sheet.show(request, redisplay, render))
}
