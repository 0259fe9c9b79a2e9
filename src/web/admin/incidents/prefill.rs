//! What stands in the form of a new incident before anybody typed: asked for by a link, taken from an
//! earlier incident, or from a template.

use crate::app;
use crate::app::FieldErrors;
use crate::domain::components::naming;
use crate::domain::page::template;
use crate::domain::{
    Change, Component, ComponentId, ComponentStatus, Impact, Incident, IncidentId, Kind, Template,
    TemplateId,
};
use crate::views::Site;
use crate::views::staff::{Values, picked_values};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::component_choice;
use crate::web::admin::form::fields::Form;
use crate::web::admin::reply::Here;

/// The fields that a link may fill in.
const OF_LINKS: [&str; 4] = ["name", "status", "body", "backfilled"];

/// Returns what the form of a new incident holds before anybody typed.
pub(in crate::web::admin) async fn of_query(
    here: &Here,
    query: &Form,
) -> Result<Values, AdminError> {
    let mut read = here.web.app.reads().read().await?;
    let tells = read.get_page().await?.settings.notify_by_default;
    let fresh = if tells {
        Values::default().with("deliver_notifications", "true")
    } else {
        Values::default()
    };
    if let Some(id) = query.get("duplicate") {
        let id = IncidentId::parse(id).ok_or(AdminError::NOT_FOUND)?;
        return Ok(of_incident(&read.get_incident(&id).await?, fresh));
    }
    drop(read);
    let asked = query.kept();
    let values = asked
        .iter()
        .filter(|(name, _)| OF_LINKS.contains(&name.as_str()) || name.starts_with("components["))
        .fold(fresh, |values, (name, value)| values.with(name, value));
    match query.get("template") {
        Some(id) => in_incident(here, &Form::of_values(&values), (id, &[])).await,
        None => Ok(values),
    }
}

/// Returns the first word of an earlier incident, with the statuses that it gave.
fn of_incident(it: &Incident, fresh: Values) -> Values {
    let mut values = fresh.with("name", &it.name).with(
        "impact_override",
        it.impact_override.map_or("", Impact::as_str),
    );
    let Some(first) = it.updates.first() else {
        return values;
    };
    values = values
        .with("status", first.status.as_str())
        .with("body", &first.body.text);
    let down = |change: &&Change| change.new_status != ComponentStatus::Operational;
    for change in first.changes.iter().filter(down) {
        let field = format!("components[{}]", change.component_id);
        values = values.with(&field, change.new_status.as_str());
    }
    values
}

/// A template put together with what was typed.
struct Filled {
    template: Template,
    all: Vec<Component>,
    has_components: bool,
    values: Values,
}

/// Puts a template into a form. Nothing typed goes: a title stays, a text is added below. `None` when there
/// is no such template any more.
///
/// It speaks of the components chosen, else of `about`, else of its own.
async fn fill(
    here: &Here,
    form: &Form,
    (id, about): (&str, &[ComponentId]),
) -> Result<Option<Filled>, AdminError> {
    let Some(id) = TemplateId::parse(id) else {
        return Ok(None);
    };
    let app = &here.web.app;
    let template = match app.show_template(&here.member.actor, &id).await {
        Ok(template) => template,
        Err(app::Error::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let all = here.components().await?;
    let chosen: Vec<ComponentId> =
        component_choice::touches(form, &all, &mut FieldErrors::default())
            .into_iter()
            .map(|touch| touch.id)
            .collect();
    let mut spoken_of = [&*chosen, about, &template.component_ids]
        .into_iter()
        .find(|ids| !ids.is_empty())
        .unwrap_or_default()
        .to_vec();
    // The text becomes public: what is hidden is not named in it.
    let hidden = naming::hidden(&all);
    spoken_of.retain(|id| !hidden.contains(id));
    let named = naming::touched(&all, &spoken_of);
    let now = here.site().dates().time(app.now());
    let (title, text) = template::fill(&template, &named, &now);
    let body = match form.filled("body") {
        Some(typed) if typed.ends_with(text.trim()) => typed.to_owned(),
        Some(typed) => format!("{typed}\n\n{text}"),
        None => text,
    };
    let values = form
        .typed()
        .with("name", form.filled("name").unwrap_or(&title))
        .with("body", body);
    Ok(Some(Filled {
        has_components: !chosen.is_empty(),
        template,
        all,
        values,
    }))
}

/// Puts a template into the form of an incident, or of an update of one that is about these components.
/// What it names itself waits for one status.
pub(super) async fn in_incident(
    here: &Here,
    form: &Form,
    from: (&str, &[ComponentId]),
) -> Result<Values, AdminError> {
    let Some(filled) = fill(here, form, from).await? else {
        return Ok(form.typed());
    };
    let Filled {
        template, values, ..
    } = filled;
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

/// Puts a template into the form of a maintenance, with its components where none are chosen.
pub(in crate::web::admin) async fn in_maintenance(
    here: &Here,
    form: &Form,
    id: &str,
) -> Result<Values, AdminError> {
    let Some(filled) = fill(here, form, (id, &[])).await? else {
        return Ok(form.typed());
    };
    if filled.has_components {
        return Ok(filled.values);
    }
    let picked = picked_values(&filled.all, &filled.template.component_ids);
    let fields = picked.fields().iter();
    Ok(fields.fold(filled.values, |values, (name, value)| {
        values.with(name, value)
    }))
}

/// Returns the templates of incidents, or of maintenances.
pub(in crate::web::admin) async fn templates(
    here: &Here,
    kind: Kind,
) -> Result<Vec<Template>, AdminError> {
    let mut all = here.web.app.list_templates(&here.member.actor).await?;
    all.retain(|one| one.kind == kind);
    Ok(all)
}

/// Refuses a title or text in which a template's placeholder is left: readers must not see it.
pub(in crate::web::admin) fn refuse_leftovers(form: &Form, site: &Site, errors: &mut FieldErrors) {
    for field in ["name", "body"] {
        let left = template::PLACEHOLDERS
            .into_iter()
            .find(|placeholder| form.text(field).contains(placeholder));
        if let Some(placeholder) = left {
            errors.add(field, site.words.say_name("placeholder-left", placeholder));
        }
    }
}
