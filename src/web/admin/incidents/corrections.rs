//! Updates that were posted: corrected, removed.

use super::find::find;
use super::sheet::Sheet;
use crate::app::{UpdateEdit, version};
use crate::domain::{Incident, IncidentId, Update, UpdateId};
use crate::urls::admin as urls;
use crate::views::staff::{self, Done, Values};
use crate::web::admin::form::{Fields, Outcome, Parsed, Reader, Redisplay, submit, times};
use crate::web::admin::{AdminError, Answer, Ids, Sent, StaffRequest, done};
use axum::response::Response;
use std::borrow::Cow;

/// What the form that corrects an update asks for.
enum CorrectionForm {
    /// The update is to be removed, for this reason.
    Delete(Option<String>),
    /// The update is to be changed.
    Save(UpdateEdit),
}

impl CorrectionForm {
    fn read(request: &StaffRequest, fields: &Fields, before: &Update) -> Parsed<Self> {
        let mut read = Reader::new(fields, request.site());
        let reason = read.non_blank("reason");
        if fields.button() == "delete" {
            return Parsed::Value(Self::Delete(reason));
        }
        if !before.body.text.is_empty() {
            read.require("body");
        }
        let edit = UpdateEdit {
            display_at: read.kept_time("display_at", Some(before.display_at)),
            body: Some(read.text("body")).filter(|body| *body != shown_text(request, before)),
            reason,
            ..UpdateEdit::default()
        };
        read.finish(Self::Save(edit))
    }
}

fn find_update<'a>(incident: &'a Incident, id: &UpdateId) -> Result<&'a Update, AdminError> {
    let mut updates = incident.updates.iter();
    updates
        .find(|update| update.id == *id)
        .ok_or(AdminError::NOT_FOUND)
}

/// Shows the form.
pub(super) async fn edit_form(
    request: StaffRequest,
    Ids(id, update): Ids<IncidentId, UpdateId>,
) -> Answer {
    let incident = find(&request, &id).await?;
    let update = find_update(&incident, &update)?;
    let redisplay = Redisplay::of(values_of(&request, update));
    Ok(page(&request, &incident, update, redisplay))
}

/// Corrects an update, or removes it.
pub(super) async fn edit(
    Sent(request, fields): Sent,
    Ids(id, update): Ids<IncidentId, UpdateId>,
) -> Answer {
    let incident = find(&request, &id).await?;
    let before = find_update(&incident, &update)?;
    let (id, path) = (&incident.id, urls::incident(&incident.id));
    let form = CorrectionForm::read(&request, &fields, before);
    let is_saving = fields.button() != "delete";
    let deed = async |form| {
        let (app, who, seen) = (request.app(), request.actor(), fields.version());
        match form {
            CorrectionForm::Delete(reason) => {
                app.delete_update(who, id, &before.id, reason, seen).await?;
            }
            CorrectionForm::Save(edit) => {
                app.edit_update(who, id, &before.id, edit, seen).await?;
            }
        }
        Ok(Outcome::done(&path, Done::UpdateCorrected))
    };
    let page = async |redisplay: Redisplay| {
        let incident = find(&request, id).await?;
        let update = find_update(&incident, &update)?;
        if is_saving && redisplay.is_there_already(&values_of(&request, update)) {
            return Ok(done(&path, Done::UpdateCorrected));
        }
        Ok(page(&request, &incident, update, redisplay))
    };
    submit(&request, &fields, form, deed, page).await
}

fn values_of(request: &StaffRequest, update: &Update) -> Values {
    let at = times::shown(Some(update.display_at), &request.site().zone);
    Values::default()
        .with("body", shown_text(request, update))
        .with("display_at", at)
}

/// Returns the text as the form shows it. If it is saved unchanged, the update keeps its posted sentence.
fn shown_text<'a>(request: &StaffRequest, update: &'a Update) -> Cow<'a, str> {
    request.site().words.body(&update.body).text
}

fn page(
    request: &StaffRequest,
    incident: &Incident,
    update: &Update,
    redisplay: Redisplay,
) -> Response {
    let sheet = Sheet {
        incident,
        action: urls::update_part(&incident.id, &update.id, "edit"),
        title: request.site().words.say("correct-title"),
        version: version(incident),
        there: values_of(request, update),
    };
    sheet.show(request, redisplay, staff::edit_update)
}
