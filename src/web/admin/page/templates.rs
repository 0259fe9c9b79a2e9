//! Templates: the list, the form of one, its preview.

use axum::http::{StatusCode, Uri};

use super::template_form::{chosen_ids, read};
use crate::app::template_version;
use crate::domain::{IncidentKind, IncidentTemplate, Permission, TemplateId};
use crate::urls::admin as urls;
use crate::views::staff::{self, Done, Section, TemplateForm, TemplateList, Values};
use crate::web::admin::form::{Fields, Outcome, Redisplay, or_gone, press, submit};
use crate::web::admin::{AdminError, Answer, Id, Sent, StaffRequest, html};

/// Lists the templates.
pub(super) async fn list(request: StaffRequest) -> Answer {
    let all = request.app().list_templates(request.actor()).await?;
    let shown = TemplateList {
        templates: &all,
        may_run: request.may(Permission::RunIncident),
        may_manage: request.may(Permission::ManagePage),
    };
    let title = request.site().words.say("nav-templates");
    let frame = request.frame(&title, Section::Templates);
    let page = staff::templates(frame, request.site(), shown);
    Ok(html(StatusCode::OK, page))
}

/// Shows the empty form.
pub(super) async fn new_form(request: StaffRequest, uri: Uri) -> Answer {
    let kind = kind_of(&Fields::of_query(&uri));
    page(&request, kind, None, Redisplay::of(Values::default())).await
}

/// Makes a template, or shows what would come of it.
pub(super) async fn create(Sent(request, fields): Sent) -> Answer {
    let kind = kind_of(&fields);
    let components = request.components().await?;
    let deed = async |new| {
        let (app, who, idempotency_key) = (
            request.app(),
            request.actor(),
            request.idempotency_key(&fields),
        );
        app.create_template(who, new, idempotency_key.as_ref())
            .await?;
        Ok(Outcome::done(urls::TEMPLATES, Done::TemplateSaved))
    };
    let page = async |redisplay| page(&request, kind, None, redisplay).await;
    let form = read(&fields, request.site(), kind, &components);
    submit(&request, &fields, form, deed, page).await
}

/// Shows a template in its form.
pub(super) async fn edit_form(request: StaffRequest, Id(id): Id<TemplateId>) -> Answer {
    let template = find(&request, &id).await?;
    let redisplay = Redisplay::of(staff::template_values(&template));
    page(&request, template.kind, Some(&template), redisplay).await
}

/// Changes a template, or shows what would come of it.
pub(super) async fn edit(Sent(request, fields): Sent, Id(id): Id<TemplateId>) -> Answer {
    let before = find(&request, &id).await?;
    let components = request.components().await?;
    let deed = async |edit| {
        let (app, who) = (request.app(), request.actor());
        app.edit_template(who, &before.id, edit).await?;
        Ok(Outcome::done(urls::TEMPLATES, Done::TemplateSaved))
    };
    let page = async |redisplay| {
        let now = find(&request, &id).await?;
        page(&request, now.kind, Some(&now), redisplay).await
    };
    let form = read(&fields, request.site(), before.kind, &components);
    submit(&request, &fields, form, deed, page).await
}

/// Asks before a template is deleted.
pub(super) async fn ask_deletion(request: StaffRequest, Id(id): Id<TemplateId>) -> Answer {
    let template = find(&request, &id).await?;
    let words = request.site().words;
    let title = words.say_name("template-delete-title", &template.name);
    let frame = request.frame(&title, Section::Templates);
    let page = staff::delete_template(frame, request.site(), &template);
    Ok(html(StatusCode::OK, page))
}

/// Deletes a template.
pub(super) async fn delete(Sent(request, fields): Sent, Id(id): Id<TemplateId>) -> Answer {
    if fields.is_resumed() {
        return ask_deletion(request, Id(id)).await;
    }
    let deleted = async { or_gone(request.app().delete_template(request.actor(), &id).await) };
    press(&fields, urls::TEMPLATES, Done::TemplateDeleted, deleted).await
}

fn kind_of(fields: &Fields) -> IncidentKind {
    IncidentKind::parse(fields.text("kind")).unwrap_or(IncidentKind::Incident)
}

async fn find(request: &StaffRequest, id: &TemplateId) -> Result<IncidentTemplate, AdminError> {
    Ok(request.app().show_template(request.actor(), id).await?)
}

async fn page(
    request: &StaffRequest,
    kind: IncidentKind,
    template: Option<&IncidentTemplate>,
    redisplay: Redisplay,
) -> Answer {
    let components = request.components().await?;
    let words = request.site().words;
    let title = match (template, kind) {
        (Some(template), _) => template.name.clone(),
        (None, IncidentKind::Incident) => words.say("template-new-incident"),
        (None, IncidentKind::Maintenance) => words.say("template-new-maintenance"),
    };
    let version = template.map(|now| redisplay.version(template_version(now)));
    let chosen = redisplay
        .is_preview
        .then(|| chosen_ids(&redisplay.values, &components));
    let shown = TemplateForm {
        kind,
        template,
        components: &components,
        is_stale: redisplay.is_stale(),
        values: &redisplay.values,
        problems: redisplay.problems,
        preview: chosen.as_deref(),
        version: version.unwrap_or_default(),
        now: request.app().now(),
    };
    let frame = request.frame(&title, Section::Templates);
    let page = staff::template(frame, request.site(), &title, shown);
    Ok(html(redisplay.status, page))
}
