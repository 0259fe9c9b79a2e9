//! Drafts of incidents: opened in the form that they were typed into, deleted.

use axum::http::StatusCode;

use super::composer_page::page;
use super::incident_form::draft_of;
use crate::app;
use crate::domain::{DraftId, DraftVersion};
use crate::urls::admin as urls;
use crate::views::staff::{Done, Problems, Values};
use crate::web::admin::form::Redisplay;
use crate::web::admin::{Answer, Id, Sent, StaffRequest, done, see_other};

/// Shows a draft in the form that it was typed into.
pub(super) async fn show_draft(request: StaffRequest, Id(id): Id<DraftId>) -> Answer {
    let (draft, fields) = request.app().show_draft(request.actor(), &id).await?;
    let mut problems = Problems::default();
    if let Some(why) = draft.state.failure() {
        let words = request.site().words;
        problems.tell("publish_at", words.say_name("draft-failed", why));
    }
    let values = Values::new(fields)
        .with("draft", id.as_str())
        .with("draft_seen", draft.version().seen);
    let redisplay = Redisplay::with(values, problems).answering(StatusCode::OK);
    page(&request, redisplay).await
}

/// Deletes a draft, unless somebody saved it meanwhile.
pub(super) async fn delete_draft(Sent(request, fields): Sent, Id(id): Id<DraftId>) -> Answer {
    let is_sent = |of: &DraftVersion| of.id == id && !fields.is_resumed();
    let Some(of) = draft_of(&fields).filter(is_sent) else {
        return Ok(see_other(&urls::draft(&id)));
    };
    let (app, who) = (request.app(), request.actor());
    match app.delete_draft(who, &of).await {
        Ok(()) => Ok(done(urls::DASHBOARD, Done::DraftDeleted)),
        // A draft that is gone counts as deleted. One that somebody saved meanwhile is shown.
        Err(app::Error::Stale) => match app.show_draft(who, &id).await {
            Ok(_) => Ok(see_other(&urls::draft(&id))),
            Err(app::Error::NotFound) => Ok(done(urls::DASHBOARD, Done::DraftDeleted)),
            Err(error) => Err(error.into()),
        },
        Err(error) => Err(error.into()),
    }
}
