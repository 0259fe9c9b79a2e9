//! Drafts of incidents: saved, planned, opened in the form that they were typed into, deleted.

use axum::body::Body;
use axum::http::{Response, StatusCode};

use super::composer;
use crate::app;
use crate::app::{DraftForm, NewIncident};
use crate::domain::{DraftId, DraftVersion, Ts};
use crate::urls::admin as urls;
use crate::views::staff::{Done, Problems, Values};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::form::redisplay::Again;
use crate::web::admin::reply::{Here, done, see_other};
use crate::web::extract::Path;

/// The hidden fields that tie a form to its draft.
const TIES: [&str; 2] = ["draft", "draft_seen"];

/// Returns the draft that a form was made from.
pub(in crate::web::admin) fn of(form: &Form) -> Option<DraftVersion> {
    Some(DraftVersion {
        id: DraftId::parse(form.get("draft")?)?,
        seen: form.get("draft_seen")?.to_owned(),
    })
}

/// Shows a draft in the form that it was typed into.
pub(super) async fn show_draft(
    here: Here,
    Path(id): Path<String>,
) -> Result<Response<Body>, AdminError> {
    let id = DraftId::parse(&id).ok_or(AdminError::NOT_FOUND)?;
    let who = &here.member.actor;
    let (draft, fields) = here.web.app.show_draft(who, &id).await?;
    let mut problems = Problems::default();
    if let Some(why) = draft.state.failure() {
        let words = here.site().words;
        problems.tell("publish_at", words.say_name("draft-failed", why));
    }
    let values = Values::new(fields)
        .with("draft", id.as_str())
        .with("draft_seen", draft.version().seen);
    let again = Again::with(values, problems).answering(StatusCode::OK);
    composer::page(&here, again, false).await
}

/// Deletes a draft, unless somebody saved it meanwhile.
pub(super) async fn delete_draft(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = DraftId::parse(&id).ok_or(AdminError::NOT_FOUND)?;
    let Some(of) = of(&form).filter(|of| of.id == id && !form.is_resumed()) else {
        return Ok(see_other(&urls::draft(&id)));
    };
    match here.web.app.delete_draft(&here.member.actor, &of).await {
        Ok(()) => Ok(done(urls::DASHBOARD, Done::DraftDeleted)),
        // Gone is gone, whoever deleted it; what was saved anew is shown.
        Err(app::Error::Stale) => match here.web.app.show_draft(&here.member.actor, &id).await {
            Ok(_) => Ok(see_other(&urls::draft(&id))),
            Err(app::Error::NotFound) => Ok(done(urls::DASHBOARD, Done::DraftDeleted)),
            Err(error) => Err(error.into()),
        },
        Err(error) => Err(error.into()),
    }
}

/// Saves a form as a draft.
pub(in crate::web::admin) async fn save(
    here: &Here,
    form: &Form,
) -> Result<Response<Body>, app::Error> {
    let once = here.once(form);
    let who = &here.member.actor;
    here.web
        .app
        .save_draft(who, kept(form), once.as_ref())
        .await?;
    Ok(done(urls::DASHBOARD, Done::DraftSaved))
}

/// Plans an incident for its minute.
pub(in crate::web::admin) async fn plan(
    here: &Here,
    form: &Form,
    new: &NewIncident,
    at: Ts,
) -> Result<Response<Body>, app::Error> {
    let once = here.once(form);
    let who = &here.member.actor;
    here.web
        .app
        .plan_draft(who, kept(form), new, at, once.as_ref())
        .await?;
    Ok(done(urls::DASHBOARD, Done::IncidentPlanned))
}

fn kept(form: &Form) -> DraftForm {
    DraftForm {
        of: of(form),
        fields: loose(form),
    }
}

/// Returns what was typed, without what ties it to a draft.
fn loose(form: &Form) -> Vec<(String, String)> {
    let mut fields = form.typed().fields().to_vec();
    fields.retain(|(name, _)| !TIES.contains(&name.as_str()));
    fields
}

/// Shows a form whose draft somebody else changed, published or deleted meanwhile: it stands on its own now.
pub(super) fn again_alone(here: &Here, form: &Form) -> Again {
    let mut problems = Problems::default();
    problems.tell("name", here.site().words.say("draft-gone"));
    Again::with(Values::new(loose(form)), problems).answering(StatusCode::CONFLICT)
}
