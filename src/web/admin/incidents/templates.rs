//! Templates put into the forms of incidents and maintenances.

use crate::app;
use crate::domain::components::naming;
use crate::domain::page::template;
use crate::domain::{Component, ComponentId, IncidentKind, IncidentTemplate, TemplateId};
use crate::views::staff::{Values, choice_values};
use crate::web::admin::form::ChosenComponents;
use crate::web::admin::{AdminError, StaffRequest};

/// Returns the templates of incidents, or of maintenances.
pub(crate) async fn list(
    request: &StaffRequest,
    kind: IncidentKind,
) -> Result<Vec<IncidentTemplate>, AdminError> {
    let mut all = request.app().list_templates(request.actor()).await?;
    all.retain(|one| one.kind == kind);
    Ok(all)
}

/// A template merged with what was typed.
struct FilledTemplate {
    template: IncidentTemplate,
    all: Vec<Component>,
    has_components: bool,
    values: Values,
}

/// Puts a template into a form. Nothing typed is lost: a title stays, a text is added below. `Err` holds what was
/// typed, if the template does not exist any more.
///
/// Its texts name the chosen components, else those of `about`, else the template's own.
async fn fill(
    request: &StaffRequest,
    typed: Values,
    id: &str,
    about: &[ComponentId],
) -> Result<Result<FilledTemplate, Values>, AdminError> {
    let Some(id) = TemplateId::parse(id) else {
        return Ok(Err(typed));
    };
    let template = match request.app().show_template(request.actor(), &id).await {
        Ok(template) => template,
        Err(app::Error::NotFound) => return Ok(Err(typed)),
        Err(error) => return Err(error.into()),
    };
    let all = request.components().await?;
    let chosen = ChosenComponents::shown(&typed, &all).into_ids();
    let mut spoken_of = [&*chosen, about, &template.component_ids]
        .into_iter()
        .find(|ids| !ids.is_empty())
        .unwrap_or_default()
        .to_vec();
    // The text becomes public, so it does not name hidden components.
    let hidden = naming::hidden(&all);
    spoken_of.retain(|id| !hidden.contains(id));
    let named = naming::touched(&all, &spoken_of);
    let now = request.site().dates().time(request.app().now());
    let (title, text) = template::fill(&template, &named, &now);
    let body = match typed.text("body").trim() {
        "" => text,
        written if written.ends_with(text.trim()) => written.to_owned(),
        written => format!("{written}\n\n{text}"),
    };
    let name = match typed.text("name").trim() {
        "" => title,
        name => name.to_owned(),
    };
    Ok(Ok(FilledTemplate {
        has_components: !chosen.is_empty(),
        template,
        all,
        values: typed.with("name", name).with("body", body),
    }))
}

/// Puts a template into the form of an incident, or of an update of one that is about these components. The form gets
/// one menu for the status of the template's own components.
pub(super) async fn in_incident(
    request: &StaffRequest,
    typed: Values,
    id: &str,
    about: &[ComponentId],
) -> Result<Values, AdminError> {
    let FilledTemplate {
        template, values, ..
    } = match fill(request, typed, id, about).await? {
        Ok(filled) => filled,
        Err(typed) => return Ok(typed),
    };
    let mut fields = values.fields().to_vec();
    fields.retain(|(name, _)| {
        name != "template_component"
            && (template.should_send_notifications || name != "deliver_notifications")
    });
    let mut values = Values::new(fields);
    if let Some(status) = template.update_status {
        values = values.with("status", status.as_str());
    }
    for id in &template.component_ids {
        values = values.with("template_component", id.as_str());
    }
    Ok(values)
}

/// Puts a template into the form of a maintenance, with its components if none are chosen.
pub(crate) async fn in_maintenance(
    request: &StaffRequest,
    typed: Values,
    id: &str,
) -> Result<Values, AdminError> {
    let filled = match fill(request, typed, id, &[]).await? {
        Ok(filled) => filled,
        Err(typed) => return Ok(typed),
    };
    if filled.has_components {
        return Ok(filled.values);
    }
    let chosen = choice_values(&filled.all, &filled.template.component_ids);
    let fields = chosen.fields().iter();
    Ok(fields.fold(filled.values, |values, (name, value)| {
        values.with(name, value)
    }))
}
