//! The page of the form of a new incident.

use super::templates;
use crate::domain::{DraftId, IncidentKind};
use crate::urls::admin as urls;
use crate::views::staff::{self, CreateIncident, Section};
use crate::web::admin::form::{ChosenComponents, Redisplay};
use crate::web::admin::{Answer, StaffRequest, html};

/// Shows the form.
pub(super) async fn page(request: &StaffRequest, redisplay: Redisplay) -> Answer {
    let components = request.components().await?;
    let Redisplay {
        values,
        problems,
        status,
        is_preview,
        ..
    } = redisplay;
    let last = request.edition.state.newest(IncidentKind::Incident);
    let draft = values.get("draft").and_then(DraftId::parse);
    let shown = CreateIncident {
        outcome: ChosenComponents::outcome(&values, &components, request.site()),
        templates: &templates::list(request, IncidentKind::Incident).await?,
        duplicate: last.first().map(|last| urls::duplicate(&last.id)),
        components: &components,
        values: &values,
        problems,
        is_preview,
        now: request.app().now(),
        delete_draft: draft.map(|id| urls::delete_draft(&id)),
    };
    let frame = request.frame(&request.site().words.say("nav-create"), Section::Create);
    let page = staff::create_incident(frame, request.site(), shown);
    Ok(html(status, page))
}
