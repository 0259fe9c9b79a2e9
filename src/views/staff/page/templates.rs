//! Templates: the list, the form of one with its preview.

use askama::Template as _;

use crate::domain::page::template::PLACEHOLDERS;
use crate::domain::{Component, ComponentId, IncidentKind, IncidentTemplate, Status, Ts};
use crate::i18n::Words;
use crate::urls::admin as urls;
use crate::views::Site;

use super::filled_template::FilledTemplate;
use crate::views::staff::StaffFrame;
use crate::views::staff::form::component_checkboxes::ComponentCheckboxes;
use crate::views::staff::form::fields::{Choice, Field, Problems, Values, id_of};

/// What the list is made of.
#[derive(Clone, Copy)]
pub struct TemplateList<'a> {
    /// The templates, oldest first.
    pub templates: &'a [IncidentTemplate],
    /// The person may run incidents.
    pub may_run: bool,
    /// The person may change templates.
    pub may_manage: bool,
}

struct TemplateRow<'a> {
    heading: String,
    name: &'a str,
    title: &'a str,
    facts: String,
    use_path: Option<String>,
    edit_path: String,
    delete_path: String,
}

#[derive(askama::Template)]
#[template(path = "staff/page/templates.html")]
struct TemplatesTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    sections: [(&'static str, String, Vec<TemplateRow<'a>>); 2],
    new_maintenance: String,
    may_run: bool,
    may_manage: bool,
}

/// Renders the list of templates.
pub fn templates(
    frame: StaffFrame,
    site: &Site,
    page: TemplateList<'_>,
) -> Result<String, askama::Error> {
    let words = site.words;
    let rows = |kind: IncidentKind| {
        page.templates
            .iter()
            .filter(|one| one.kind == kind)
            .map(|one| row(one, page.may_run, words))
            .collect()
    };
    TemplatesTemplate {
        sections: [
            (
                "incidents",
                words.say("templates-incidents"),
                rows(IncidentKind::Incident),
            ),
            (
                "maintenances",
                words.say("templates-maintenances"),
                rows(IncidentKind::Maintenance),
            ),
        ],
        new_maintenance: format!("{}?kind={}", urls::NEW_TEMPLATE, IncidentKind::Maintenance),
        may_run: page.may_run,
        may_manage: page.may_manage,
        frame,
        site,
    }
    .render()
}

fn row<'a>(template: &'a IncidentTemplate, may_run: bool, words: &Words) -> TemplateRow<'a> {
    let status = template
        .update_status
        .map_or_else(|| words.say("template-any-status"), |it| words.status(it));
    let components = words.say_count("template-components", template.component_ids.len());
    TemplateRow {
        heading: id_of(&format!("template-{}", template.id)),
        name: &template.name,
        title: &template.title,
        facts: format!("{status} · {components}"),
        use_path: may_run.then(|| urls::use_template(&template.id, template.kind)),
        edit_path: urls::template(&template.id),
        delete_path: urls::delete_template(&template.id),
    }
}

/// What the form of a template is made of.
pub struct TemplateForm<'a> {
    /// What it is for.
    pub kind: IncidentKind,
    /// The template as it is stored, unless it is new.
    pub template: Option<&'a IncidentTemplate>,
    /// The components to choose from.
    pub components: &'a [Component],
    /// What was typed, or is there.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
    /// Shows the filled template with these components, or with a sample if there are none.
    pub preview: Option<&'a [ComponentId]>,
    /// Somebody else changed it meanwhile.
    pub is_stale: bool,
    /// The version that the form is made for; empty for a new one.
    pub version: String,
    /// Now.
    pub now: Ts,
}

#[derive(askama::Template)]
#[template(path = "staff/page/template.html")]
struct FormTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    heading: &'a str,
    action: String,
    version: String,
    kind: IncidentKind,
    theirs: Vec<(String, String)>,
    preview: Option<FilledTemplate>,
    placeholders: Vec<(&'static str, String)>,
    fields: [Field; 5],
    component_checkboxes: ComponentCheckboxes<'a>,
    delete_path: Option<String>,
}

/// Returns the values of a template's form.
pub fn template_values(template: &IncidentTemplate) -> Values {
    let mut values = Values::default()
        .with("name", &*template.name)
        .with("title", &*template.title)
        .with("body", &*template.body)
        .with(
            "update_status",
            template
                .update_status
                .map(Status::as_str)
                .unwrap_or_default(),
        );
    if template.should_send_notifications {
        values = values.with("should_send_notifications", "true");
    }
    for id in &template.component_ids {
        values = values.with("component_ids", id.as_str());
    }
    values
}

/// Renders the form of a template.
pub fn template(
    frame: StaffFrame,
    site: &Site,
    heading: &str,
    page: TemplateForm<'_>,
) -> Result<String, askama::Error> {
    let words = site.words;
    let (values, problems) = (page.values, page.problems);
    FormTemplate {
        action: page.template.map_or_else(
            || urls::NEW_TEMPLATE.to_owned(),
            |it| urls::template(&it.id),
        ),
        version: page.version,
        kind: page.kind,
        theirs: match page.template {
            Some(template) if page.is_stale => theirs(template, words),
            _ => Vec::new(),
        },
        preview: page
            .preview
            .and_then(|ids| FilledTemplate::new(values, ids, page.components, page.now, site)),
        placeholders: PLACEHOLDERS
            .into_iter()
            .zip([
                words.say("placeholder-component"),
                words.say("placeholder-group"),
                words.say_name("placeholder-time", &site.dates().time(page.now)),
            ])
            .collect(),
        fields: fields(page.kind, values, &problems, words),
        component_checkboxes: ComponentCheckboxes::new(site, page.components, values, &problems),
        delete_path: page.template.map(|it| urls::delete_template(&it.id)),
        frame: frame.with_problem(!problems.is_empty(), site),
        site,
        problems,
        heading,
    }
    .render()
}

fn fields(kind: IncidentKind, values: &Values, problems: &Problems, words: &Words) -> [Field; 5] {
    let states: &[Status] = match kind {
        IncidentKind::Incident => &[
            Status::Investigating,
            Status::Identified,
            Status::Monitoring,
            Status::Resolved,
        ],
        IncidentKind::Maintenance => &[
            Status::Scheduled,
            Status::InProgress,
            Status::Verifying,
            Status::Completed,
        ],
    };
    let chosen = values.text("update_status");
    let mut statuses = vec![Choice::new("", words.say("template-any-status"), chosen)];
    statuses.extend(
        states
            .iter()
            .map(|one| Choice::new(one.as_str(), words.status(*one), chosen)),
    );
    let is_new = values.fields().is_empty();
    [
        Field::line("name", words.say("field-name"), values.text("name"))
            .hint(words.say("template-name-hint"))
            .required()
            .checked(problems),
        Field::line("title", words.say("field-title"), values.text("title"))
            .hint(words.say("template-title-hint"))
            .required()
            .checked(problems),
        Field::menu("update_status", words.say("field-status"), statuses).checked(problems),
        Field::area("body", words.say("field-message"), values.text("body"), 6)
            .hint(words.say("message-hint"))
            .required()
            .checked(problems),
        Field::checkbox(
            "should_send_notifications",
            words.say("field-notify"),
            is_new || values.get("should_send_notifications").is_some(),
        ),
    ]
}

fn theirs(template: &IncidentTemplate, words: &Words) -> Vec<(String, String)> {
    let status = template
        .update_status
        .map_or_else(|| words.say("template-any-status"), |it| words.status(it));
    vec![
        (words.say("field-name"), template.name.clone()),
        (words.say("field-title"), template.title.clone()),
        (words.say("field-status"), status),
        (words.say("field-message"), template.body.clone()),
        (
            words.say("field-components"),
            words.say_count("template-components", template.component_ids.len()),
        ),
    ]
}

#[derive(askama::Template)]
#[template(path = "staff/page/template_removal.html")]
struct RemovalTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    name: &'a str,
    action: String,
}

/// Renders the page that asks before a template is deleted.
pub fn delete_template(
    frame: StaffFrame,
    site: &Site,
    template: &IncidentTemplate,
) -> Result<String, askama::Error> {
    RemovalTemplate {
        frame,
        site,
        name: &template.name,
        action: urls::delete_template(&template.id),
    }
    .render()
}
