//! A new incident: composed, previewed, published now or at its minute, or put on record.

use axum::http::{StatusCode, Uri};

use super::composer_page::page;
use super::incident_form::{IncidentForm, without_draft};
use super::{prefill, templates};
use crate::app;
use crate::urls::admin as urls;
use crate::views::staff::{Done, Values};
use crate::web::admin::form::{ChosenComponents, Fields, Outcome, Redisplay, submit};
use crate::web::admin::{AdminError, Answer, Sent, StaffRequest, text};

/// Shows the form: empty, or filled in as the address asks.
pub(super) async fn new_form(request: StaffRequest, uri: Uri) -> Answer {
    let values = prefill::of_query(&request, &Fields::of_query(&uri)).await?;
    page(&request, Redisplay::of(values)).await
}

/// Does what the pressed button says.
pub(super) async fn create(Sent(request, fields): Sent) -> Answer {
    let now = request.app().now();
    let form = IncidentForm::read(&fields, request.site(), &request.components().await?, now);
    let deed = async |form| match carry_out(&request, &fields, form).await {
        Err(AdminError::App(app::Error::Stale)) => {
            Ok(Outcome::Shown(on_its_own(&request, &fields)))
        }
        outcome => outcome,
    };
    let page = async |redisplay| page(&request, redisplay).await;
    submit(&request, &fields, form, deed, page).await
}

async fn carry_out(
    request: &StaffRequest,
    fields: &Fields,
    form: IncidentForm,
) -> Result<Outcome, AdminError> {
    let (app, who, idempotency_key) = (
        request.app(),
        request.actor(),
        request.idempotency_key(fields),
    );
    let idempotency_key = idempotency_key.as_ref();
    match form {
        IncidentForm::Template(template) => {
            let values = templates::in_incident(request, fields.typed(), &template, &[]).await?;
            Ok(Outcome::Shown(Redisplay::of(values)))
        }
        IncidentForm::SaveDraft(draft) => {
            app.save_draft(who, draft, idempotency_key).await?;
            Ok(Outcome::done(urls::DASHBOARD, Done::DraftSaved))
        }
        IncidentForm::Plan(draft, new, at) => {
            app.plan_draft(who, draft, &new, at, idempotency_key)
                .await?;
            Ok(Outcome::done(urls::DASHBOARD, Done::IncidentPlanned))
        }
        IncidentForm::Open(new) => {
            let made = app.open_incident(who, *new, idempotency_key).await?;
            Ok(Outcome::done(
                &urls::incident(&made.id),
                Done::IncidentCreated,
            ))
        }
    }
}

/// Shows a form whose draft somebody else changed, published or deleted meanwhile: it belongs to no draft now.
fn on_its_own(request: &StaffRequest, fields: &Fields) -> Redisplay {
    let sentence = request.site().words.say("draft-gone");
    let told = Redisplay::told(fields, "name", sentence).answering(StatusCode::CONFLICT);
    told.holding(Values::new(without_draft(fields)))
}

/// Answers with the sentence that sums up the component choice, for the script that asks with every change.
pub(super) async fn outcome(Sent(request, fields): Sent) -> Answer {
    let components = request.components().await?;
    let line = ChosenComponents::outcome(&fields.typed(), &components, request.site());
    Ok(text(line.unwrap_or_default()))
}
