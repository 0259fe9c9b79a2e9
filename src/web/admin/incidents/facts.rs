//! An incident's facts: its name, impact and times.

use super::find::{find, find_incident};
use super::sheet::Sheet;
use crate::app::{IncidentEdit, version};
use crate::domain::{Impact, Incident, IncidentId};
use crate::urls::admin as urls;
use crate::views::staff::{self, Done, Values};
use crate::web::admin::form::{Fields, Outcome, Parsed, Reader, Redisplay, submit, times};
use crate::web::admin::{Answer, Id, Sent, StaffRequest, done};
use axum::response::Response;

/// Shows the form.
pub(super) async fn edit_form(request: StaffRequest, Id(id): Id<IncidentId>) -> Answer {
    let incident = find_incident(&request, &id).await?;
    let redisplay = Redisplay::of(values_of(&request, &incident));
    Ok(page(&request, &incident, redisplay))
}

/// Changes an incident's facts.
pub(super) async fn edit(Sent(request, fields): Sent, Id(id): Id<IncidentId>) -> Answer {
    let before = find_incident(&request, &id).await?;
    let (id, path) = (&before.id, urls::incident(&before.id));
    let deed = async |edit| {
        let (who, seen) = (request.actor(), fields.version());
        let app = request.app();
        app.change_incident(who, id, edit, seen, None).await?;
        Ok(Outcome::done(&path, Done::IncidentChanged))
    };
    let page = async |redisplay: Redisplay| {
        let incident = find(&request, id).await?;
        if redisplay.is_there_already(&values_of(&request, &incident)) {
            return Ok(done(&path, Done::IncidentChanged));
        }
        Ok(page(&request, &incident, redisplay))
    };
    submit(
        &request,
        &fields,
        read(&request, &fields, &before),
        deed,
        page,
    )
    .await
}

fn read(request: &StaffRequest, fields: &Fields, before: &Incident) -> Parsed<IncidentEdit> {
    let mut read = Reader::new(fields, request.site());
    let edit = IncidentEdit {
        name: Some(read.line("name")),
        impact_override: Some(Impact::parse(&read.line("impact_override"))),
        started_at: Some(read.kept_time("started_at", before.started_at)),
        detected_at: Some(read.kept_time("detected_at", before.detected_at)),
        restored_at: Some(read.kept_time("restored_at", before.restored_at)),
        ..IncidentEdit::default()
    };
    read.finish(edit)
}

fn values_of(request: &StaffRequest, incident: &Incident) -> Values {
    let time = |at| times::shown(at, &request.site().zone);
    let chosen = incident.impact_override.map_or("", Impact::as_str);
    Values::default()
        .with("name", incident.name.clone())
        .with("impact_override", chosen)
        .with("started_at", time(incident.started_at))
        .with("detected_at", time(incident.detected_at))
        .with("restored_at", time(incident.restored_at))
}

fn page(request: &StaffRequest, incident: &Incident, redisplay: Redisplay) -> Response {
    let sheet = Sheet {
        incident,
        action: urls::incident_part(&incident.id, "edit"),
        title: request.site().words.say("edit-incident"),
        version: version(incident),
        there: values_of(request, incident),
    };
    sheet.show(request, redisplay, staff::edit_incident)
}
