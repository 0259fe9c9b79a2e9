//! What stands in the form of a new incident before anybody typed: asked for by a link, taken from an
//! earlier incident, or from a template.

use super::error::AdminError;
use super::form::Form;
use super::page::Here;
use super::picked;
use crate::app::FieldErrors;
use crate::domain::affected::Touched;
use crate::domain::{
    Component, ComponentId, Impact, Incident, IncidentId, Kind, Template, TemplateId, naming,
    template,
};
use crate::views::staff::Values;

/// The fields that a link may fill in.
const OF_LINKS: [&str; 4] = ["name", "status", "body", "backfilled"];

/// Returns what the address asks for.
pub(super) async fn of_query(here: &Here, query: &Form) -> Result<Values, AdminError> {
    if let Some(id) = query.get("duplicate") {
        let id = IncidentId::parse(id).ok_or(AdminError::NOT_FOUND)?;
        let mut read = here.web.app.store().read().await?;
        return Ok(of_incident(&read.get_incident(&id).await?));
    }
    let asked: Vec<(String, String)> = query
        .kept()
        .into_iter()
        .filter(|(name, _)| OF_LINKS.contains(&name.as_str()) || name.starts_with("components["))
        .collect();
    if query.has("template") {
        let form = Form::of_values(&notified(Values::new(asked)));
        return apply(here, &form, query.text("template")).await;
    }
    if asked.is_empty() {
        return Ok(Values::default());
    }
    Ok(notified(Values::new(asked)))
}

/// Subscribers are told unless somebody says otherwise.
fn notified(values: Values) -> Values {
    values.with("deliver_notifications", "true")
}

/// Returns the first word of an earlier incident, with the statuses that it gave.
fn of_incident(it: &Incident) -> Values {
    let mut values = notified(Values::default())
        .with("name", it.name.clone())
        .with(
            "impact_override",
            it.impact_override.map_or("", Impact::as_str),
        );
    let Some(first) = it.updates.first() else {
        return values;
    };
    values = values
        .with("status", first.status.as_str())
        .with("body", first.body.text.clone());
    for change in &first.changes {
        let field = format!("components[{}]", change.component_id);
        values = values.with(&field, change.new_status.as_str());
    }
    values
}

/// Returns the form with the template chosen in it.
pub(super) async fn with_template(here: &Here, form: &Form) -> Result<Values, AdminError> {
    apply(here, form, form.text("template")).await
}

/// Puts a template into what was typed. Nothing typed goes: a title stays, a text is added below.
async fn apply(here: &Here, form: &Form, id: &str) -> Result<Values, AdminError> {
    let mut typed = form.typed().fields().to_vec();
    typed.retain(|(name, _)| name != "template_component");
    let values = Values::new(typed);
    let Some(id) = TemplateId::parse(id) else {
        return Ok(values);
    };
    let app = &here.web.app;
    let template = app.show_template(&here.member.actor, &id).await?;
    let all = app.store().read().await?.list_components().await?;
    let now = here.site().zone.clock(app.now());
    let (title, body) = template::fill(&template, &touched(form, &all, &template), &now);
    let name = match form.filled("name") {
        Some(name) => name.to_owned(),
        None => title,
    };
    let body = match form.filled("body") {
        Some(typed) if typed.trim_end().ends_with(body.trim()) => typed.to_owned(),
        Some(typed) => format!("{typed}\n\n{body}"),
        None => body,
    };
    let mut values = values.with("name", name).with("body", body);
    if let Some(status) = template.update_status {
        values = values.with("status", status.as_str());
    }
    for id in &template.component_ids {
        values = values.with("template_component", id.as_str());
    }
    if !template.should_send_notifications {
        let mut fields = values.fields().to_vec();
        fields.retain(|(name, _)| name != "deliver_notifications");
        values = Values::new(fields);
    }
    Ok(values)
}

/// Returns what a template speaks of: the components chosen, else its own.
fn touched(form: &Form, all: &[Component], template: &Template) -> Vec<Touched> {
    let chosen: Vec<ComponentId> = picked::touches(form, all, &mut FieldErrors::default())
        .into_iter()
        .map(|touch| touch.id)
        .collect();
    if chosen.is_empty() {
        naming::touched(all, &template.component_ids)
    } else {
        naming::touched(all, &chosen)
    }
}

/// Returns the templates of incidents, or of maintenances.
pub(super) async fn templates(here: &Here, kind: Kind) -> Result<Vec<Template>, AdminError> {
    let mut all = here.web.app.list_templates(&here.member.actor).await?;
    all.retain(|one| one.kind == kind);
    Ok(all)
}
