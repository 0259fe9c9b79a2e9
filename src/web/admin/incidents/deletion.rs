//! An incident's deletion, once its name was typed.

use super::find::find;
use super::sheet::Sheet;
use crate::app::{OnDeletion, version};
use crate::domain::problem::IncidentProblem;
use crate::domain::{Incident, IncidentId};
use crate::urls::admin as urls;
use crate::views::Site;
use crate::views::staff::{self, Done, Editing, Values};
use crate::web::admin::form::{Fields, Outcome, Parsed, Redisplay, submit};
use crate::web::admin::{Answer, Id, Sent, StaffRequest};
use axum::response::Response;

/// Shows the form that asks for the incident's name.
pub(super) async fn delete_form(request: StaffRequest, Id(id): Id<IncidentId>) -> Answer {
    let incident = find(&request, &id).await?;
    let redisplay = Redisplay::of(Values::default());
    Ok(page(&request, &incident, redisplay))
}

/// Deletes an incident whose name was typed.
pub(super) async fn delete(Sent(request, fields): Sent, Id(id): Id<IncidentId>) -> Answer {
    let incident = &find(&request, &id).await?;
    let deed = async |left| {
        let (app, who, seen) = (request.app(), request.actor(), fields.version());
        app.delete_incident(who, &incident.id, left, seen).await?;
        Ok(Outcome::done(urls::INCIDENTS, Done::IncidentDeleted))
    };
    let page = async |redisplay| Ok(page(&request, incident, redisplay));
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

fn page(request: &StaffRequest, incident: &Incident, redisplay: Redisplay) -> Response {
    let sheet = Sheet {
        incident,
        action: urls::incident_part(&incident.id, "delete"),
        title: request.site().words.say("delete-incident"),
        version: version(incident),
        there: Values::default(),
    };
    let release = incident.release_on_deletion();
    let render = |frame, site: &Site, shown: Editing<'_>| {
        staff::confirm_deletion(frame, site, shown, release)
    };
    sheet.show(request, redisplay, render)
}
