//! The form of an incident's postmortem: a draft, a preview, its publication.

use super::find::find_postmortem;
use crate::app::{self, postmortem_version};
use crate::domain::text::POSTMORTEM_MAX_CHARS;
use crate::domain::{Incident, IncidentId, Postmortem};
use crate::urls::admin as urls;
use crate::views::Site;
use crate::views::staff::{self, Done, Editing, Values};
use crate::web::admin::form::{Fields, Outcome, Parsed, Redisplay, submit};
use crate::web::admin::incidents::{Sheet, find, find_incident};
use crate::web::admin::{Answer, Id, Sent, StaffRequest, done};
use axum::response::Response;

/// What the form of a postmortem holds.
struct PostmortemForm {
    body: String,
    /// Why it was corrected, for one that is published already.
    reason: Option<String>,
    is_to_publish: bool,
}

impl PostmortemForm {
    fn read(fields: &Fields) -> Parsed<Self> {
        if fields.button() == "preview" {
            return Parsed::preview(fields, &[("body", POSTMORTEM_MAX_CHARS)]);
        }
        Parsed::Value(Self {
            body: fields.text("body").to_owned(),
            reason: fields.non_blank("reason").map(str::to_owned),
            is_to_publish: fields.button() == "publish",
        })
    }
}

/// Shows the form.
pub(super) async fn edit_form(request: StaffRequest, Id(id): Id<IncidentId>) -> Answer {
    let incident = find_incident(&request, &id).await?;
    let postmortem = find_postmortem(&request, &id).await?;
    let redisplay = Redisplay::of(values_of(&request, postmortem.as_ref()));
    Ok(page(&request, &incident, postmortem.as_ref(), redisplay))
}

/// Saves the postmortem's draft, publishes it, or shows a preview.
pub(super) async fn edit(Sent(request, fields): Sent, Id(id): Id<IncidentId>) -> Answer {
    let id = &find_incident(&request, &id).await?.id;
    let path = urls::incident(id);
    let deed = async |form: PostmortemForm| {
        let (app, who, seen) = (request.app(), request.actor(), fields.version());
        let saved = app.save_postmortem_draft(who, id, &form.body, seen).await?;
        if !form.is_to_publish {
            return Ok(Outcome::done(&path, Done::DraftSaved));
        }
        let publishing = app::Publishing {
            notify: true,
            reason: form.reason,
            ..app::Publishing::default()
        };
        let seen = postmortem_version(Some(&saved));
        app.publish_postmortem(who, id, publishing, Some(&seen))
            .await?;
        Ok(Outcome::done(&path, Done::PostmortemPublished))
    };
    let page = async |redisplay: Redisplay| {
        let incident = find(&request, id).await?;
        let postmortem = find_postmortem(&request, id).await?;
        let postmortem = postmortem.as_ref();
        if redisplay.is_there_already(&values_of(&request, postmortem)) {
            let is_out = postmortem.is_some_and(is_published);
            if fields.button() != "publish" {
                return Ok(done(&path, Done::DraftSaved));
            }
            if is_out {
                return Ok(done(&path, Done::PostmortemPublished));
            }
        }
        Ok(page(&request, &incident, postmortem, redisplay))
    };
    submit(&request, &fields, PostmortemForm::read(&fields), deed, page).await
}

fn values_of(request: &StaffRequest, postmortem: Option<&Postmortem>) -> Values {
    let text = postmortem
        .and_then(|post| post.draft.as_ref().or(post.body.as_ref()))
        .map_or_else(
            || request.site().words.say("postmortem-template"),
            |body| body.text.clone(),
        );
    Values::default().with("body", text)
}

/// Says whether readers see the newest text of a postmortem.
fn is_published(postmortem: &Postmortem) -> bool {
    postmortem.is_published() && (postmortem.draft.is_none() || postmortem.draft == postmortem.body)
}

fn page(
    request: &StaffRequest,
    incident: &Incident,
    postmortem: Option<&Postmortem>,
    redisplay: Redisplay,
) -> Response {
    let sheet = Sheet {
        incident,
        action: urls::incident_part(&incident.id, "postmortem"),
        title: request.site().words.say("write-postmortem"),
        version: postmortem_version(postmortem),
        there: values_of(request, postmortem),
    };
    let (may_publish, is_preview) = (!incident.is_open(), redisplay.is_preview);
    let render = |frame, site: &Site, shown: Editing<'_>| {
        staff::postmortem(frame, site, shown, may_publish, is_preview)
    };
    sheet.show(request, redisplay, render)
}
