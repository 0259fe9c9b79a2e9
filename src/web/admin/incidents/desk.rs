//! One incident: its page, with the forms of an update and of a note.

use axum::http::Uri;

use super::find::{find, find_incident};
use super::templates;
use super::update_form::UpdateForm;
use crate::app::version;
use crate::domain::problem::IncidentProblem;
use crate::domain::{IncidentId, IncidentKind, Permission};
use crate::urls::admin as urls;
use crate::views::staff::{self, Done, IncidentDesk, Problems, Section, Values};
use crate::web::admin::form::{ChosenComponents, Fields, Outcome, Parsed, Redisplay, submit};
use crate::web::admin::{Answer, Id, Sent, StaffRequest, html, see_other};

/// Shows an incident; whoever asks for a maintenance is sent to its page.
pub(super) async fn show(request: StaffRequest, Id(id): Id<IncidentId>, uri: Uri) -> Answer {
    if find(&request, &id).await?.kind == IncidentKind::Maintenance {
        let query = uri.query().map(|query| format!("?{query}"));
        let path = urls::maintenance(&id) + &query.unwrap_or_default();
        return Ok(see_other(&path));
    }
    page(&request, &id, Redisplay::of(Values::default())).await
}

async fn page(request: &StaffRequest, id: &IncidentId, redisplay: Redisplay) -> Answer {
    let mut read = request.web.read().await?;
    let incident = read.get_incident(id).await?;
    let components = read.list_components().await?;
    drop(read);
    let notes = request.app().list_notes(request.actor(), id).await?;
    let shown = IncidentDesk {
        now: request.app().now(),
        outcome: ChosenComponents::outcome(&redisplay.values, &components, request.site()),
        templates: &templates::list(request, incident.kind).await?,
        components: &components,
        version: redisplay.version(version(&incident)),
        incident: &incident,
        notes: &notes,
        values: &redisplay.values,
        is_stale: redisplay.is_stale(),
        problems: redisplay.problems,
        may_run: request.may(Permission::RunIncident),
    };
    let frame = request.frame(&incident.name, Section::Incidents);
    let page = staff::incident(frame, request.site(), shown);
    Ok(html(redisplay.status, page))
}

/// Posts an update. If somebody else posted in between, both are shown and nothing typed is lost.
pub(super) async fn post_update(Sent(request, fields): Sent, Id(id): Id<IncidentId>) -> Answer {
    let incident = find_incident(&request, &id).await?;
    let (id, now) = (&incident.id, request.app().now());
    let form = UpdateForm::read(&fields, request.site(), &request.components().await?, now);
    let deed = async |form| match form {
        UpdateForm::Template(template) => {
            let about = &incident.component_ids;
            let values = templates::in_incident(&request, fields.typed(), &template, about).await?;
            Ok(Outcome::Shown(Redisplay::of(values).seen(&fields)))
        }
        UpdateForm::Unwritten(sentence) => Ok(Outcome::Shown(offer(&request, &fields, sentence))),
        UpdateForm::Post(edit) => {
            let (who, idempotency_key) = (request.actor(), request.idempotency_key(&fields));
            let posted = request.app().change_incident(
                who,
                id,
                *edit,
                fields.version(),
                idempotency_key.as_ref(),
            );
            posted.await?;
            Ok(Outcome::done(&urls::incident(id), Done::UpdatePosted))
        }
    };
    let page = async |redisplay| page(&request, id, redisplay).await;
    submit(&request, &fields, form, deed, page).await
}

/// Fills an empty message with the standard sentence, for browsers without the script that does so.
fn offer(request: &StaffRequest, fields: &Fields, sentence: String) -> Redisplay {
    let site = request.site();
    let mut problems = Problems::default();
    problems.add("body", &IncidentProblem::NothingWritten.into(), site);
    Redisplay::with(fields.typed().with("body", sentence), problems).seen(fields)
}

/// Adds a note among staff.
pub(super) async fn add_note(Sent(request, fields): Sent, Id(id): Id<IncidentId>) -> Answer {
    let id = &id;
    let note = Parsed::Value(fields.text("note").to_owned());
    let deed = async |note: String| {
        let (who, idempotency_key) = (request.actor(), request.idempotency_key(&fields));
        let added = request
            .app()
            .add_note(who, id, &note, idempotency_key.as_ref())
            .await;
        added.map_err(|error| error.at_fields(|_| "note"))?;
        Ok(Outcome::done(&urls::incident(id), Done::NoteSaved))
    };
    let page = async |redisplay| page(&request, id, redisplay).await;
    submit(&request, &fields, note, deed, page).await
}
