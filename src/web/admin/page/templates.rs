//! Templates: the list, the form of one, its preview.

use std::collections::HashSet;

use axum::body::Body;
use axum::http::{Response, StatusCode, Uri};

use crate::app;
use crate::app::{FieldErrors, TemplateEdit, template_version};
use crate::domain::components::naming;
use crate::domain::page::template::check_placeholders;
use crate::domain::text::{BODY_MAX_CHARS, check_length};
use crate::domain::{Component, ComponentId, Deed, Kind, Status, Template, TemplateId};
use crate::urls::admin as urls;
use crate::views::staff;
use crate::views::staff::{Done, Section, TemplateForm, TemplateList, Values};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::form::redisplay::Again;
use crate::web::admin::reply::{Here, done, html};
use crate::web::extract::Path;

/// Lists the templates.
pub(in crate::web::admin) async fn list(here: Here) -> Result<Response<Body>, AdminError> {
    let (app, who) = (&here.web.app, &here.member.actor);
    let all = app.list_templates(who).await?;
    let shown = TemplateList {
        templates: &all,
        may_run: who.allow(Deed::RunIncident).is_ok(),
        may_manage: who.allow(Deed::ManagePage).is_ok(),
    };
    let desk = here.desk(&here.site().words.say("nav-templates"), Section::Templates);
    let page = staff::templates(desk, here.site(), shown);
    Ok(html(StatusCode::OK, page))
}

/// Shows the empty form.
pub(in crate::web::admin) async fn new_form(
    here: Here,
    uri: Uri,
) -> Result<Response<Body>, AdminError> {
    let kind = kind_of(&Form::of_query(&uri));
    page(&here, kind, None, Again::fine(Values::default()), None).await
}

/// Makes a template, or shows what would come of it.
pub(in crate::web::admin) async fn create(
    here: Here,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let kind = kind_of(&form);
    if form.is_resumed() {
        return page(&here, kind, None, Again::typed(&form), None).await;
    }
    if form.text("do") == "preview" {
        return preview(&here, kind, None, &form).await;
    }
    let (app, who) = (&here.web.app, &here.member.actor);
    let once = here.once(&form);
    let outcome = match read(&here, kind, &form).await {
        Ok(new) => app.create_template(who, new, once.as_ref()).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(done(urls::TEMPLATES, Done::TemplateSaved)),
        Err(error) => {
            let again = Again::after(&here, &form, error)?;
            page(&here, kind, None, again, None).await
        }
    }
}

/// Shows a template in its form.
pub(in crate::web::admin) async fn edit_form(
    here: Here,
    Path(id): Path<String>,
) -> Result<Response<Body>, AdminError> {
    let it = find(&here, &id).await?;
    let values = staff::template_values(&it);
    page(&here, it.kind, Some(&it), Again::fine(values), None).await
}

/// Changes a template, or shows what would come of it.
pub(in crate::web::admin) async fn edit(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let it = find(&here, &id).await?;
    if form.is_resumed() {
        return page(&here, it.kind, Some(&it), Again::typed(&form), None).await;
    }
    if form.text("do") == "preview" {
        return preview(&here, it.kind, Some(&it), &form).await;
    }
    let who = &here.member.actor;
    let outcome = match read(&here, it.kind, &form).await {
        Ok(edit) => here.web.app.edit_template(who, &it.id, edit).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(done(urls::TEMPLATES, Done::TemplateSaved)),
        Err(error) => {
            let again = Again::after(&here, &form, error)?;
            let now = find(&here, &id).await?;
            page(&here, it.kind, Some(&now), again, None).await
        }
    }
}

/// Asks before a template is deleted.
pub(super) async fn ask_deletion(
    here: Here,
    Path(id): Path<String>,
) -> Result<Response<Body>, AdminError> {
    let it = find(&here, &id).await?;
    let title = here
        .site()
        .words
        .say_name("template-delete-title", &it.name);
    let desk = here.desk(&title, Section::Templates);
    let page = staff::delete_template(desk, here.site(), &it);
    Ok(html(StatusCode::OK, page))
}

/// Deletes a template.
pub(in crate::web::admin) async fn delete(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    if form.is_resumed() {
        return ask_deletion(here, Path(id)).await;
    }
    let id = TemplateId::parse(&id).ok_or(AdminError::NOT_FOUND)?;
    match here.web.app.delete_template(&here.member.actor, &id).await {
        Ok(_) | Err(app::Error::NotFound) => Ok(done(urls::TEMPLATES, Done::TemplateDeleted)),
        Err(error) => Err(error.into()),
    }
}

fn kind_of(form: &Form) -> Kind {
    Kind::parse(form.text("kind")).unwrap_or(Kind::Incident)
}

async fn find(here: &Here, id: &str) -> Result<Template, AdminError> {
    let id = TemplateId::parse(id).ok_or(AdminError::NOT_FOUND)?;
    let (app, who) = (&here.web.app, &here.member.actor);
    Ok(app.show_template(who, &id).await?)
}

/// Reads the form of a template.
async fn read(here: &Here, kind: Kind, form: &Form) -> Result<TemplateEdit, app::Error> {
    let mut errors = FieldErrors::default();
    let status = form.filled("update_status").map(|text| {
        let status = Status::parse(text);
        if status.is_none() {
            errors.add("update_status", "is not one of those in the menu");
        }
        status
    });
    let all = here.components().await?;
    let edit = TemplateEdit {
        kind: Some(kind),
        name: Some(form.text("name").trim().to_owned()),
        title: Some(form.text("title").trim().to_owned()),
        body: Some(form.text("body").to_owned()),
        update_status: Some(status.flatten()),
        should_send_notifications: Some(form.has("should_send_notifications")),
        component_ids: Some(picked(form, &all)),
        seen: form.filled("version").map(str::to_owned),
        ..TemplateEdit::default()
    };
    errors.into_result()?;
    Ok(edit)
}

/// Returns the components whose own box is ticked, or that of their name or group.
fn picked(form: &Form, all: &[Component]) -> Vec<ComponentId> {
    let set = |name| -> HashSet<&str> { form.all(name).into_iter().collect() };
    let (ids, names, groups) = (set("component_ids"), set("by_name"), set("by_group"));
    naming::current(all)
        .filter(|one| !one.is_group())
        .filter(|one| {
            let group = one.group_id().map(ComponentId::as_str);
            ids.contains(one.id.as_str())
                || group.is_some_and(|group| {
                    groups.contains(group) || names.contains(one.name.as_str())
                })
        })
        .map(|one| one.id.clone())
        .collect()
}

async fn preview(
    here: &Here,
    kind: Kind,
    it: Option<&Template>,
    form: &Form,
) -> Result<Response<Body>, AdminError> {
    let mut errors = FieldErrors::default();
    for field in ["title", "body"] {
        errors.check(field, check_placeholders(form.text(field)));
        errors.check(field, check_length(form.text(field), BODY_MAX_CHARS));
    }
    let picked = picked(form, &here.components().await?);
    let again = Again::with(form.typed(), here.problems(&errors)).seen(form);
    page(here, kind, it, again, Some(&picked)).await
}

async fn page(
    here: &Here,
    kind: Kind,
    it: Option<&Template>,
    again: Again,
    preview: Option<&[ComponentId]>,
) -> Result<Response<Body>, AdminError> {
    let components = here.components().await?;
    let words = here.site().words;
    let title = match (it, kind) {
        (Some(it), _) => it.name.clone(),
        (None, Kind::Incident) => words.say("template-new-incident"),
        (None, Kind::Maintenance) => words.say("template-new-maintenance"),
    };
    let is_stale = again.is_stale();
    let version = it.map(|it| again.version(template_version(it)));
    let version = version.unwrap_or_default();
    let shown = TemplateForm {
        kind,
        template: it,
        components: &components,
        values: &again.values,
        problems: again.problems,
        preview,
        is_stale,
        version,
        now: here.web.app.now(),
    };
    let desk = here.desk(&title, Section::Templates);
    let page = staff::template(desk, here.site(), &title, shown);
    Ok(html(again.status, page))
}
