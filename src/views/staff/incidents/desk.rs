//! Incidents as staff see them: the list, and the page of one with the form of an update.

use askama::Template;

use crate::domain::components::naming;
use crate::domain::{Component, ComponentId, ComponentStatus, Incident, Note, Ts};
use crate::urls::admin;
use crate::views::Site;
use crate::views::events::rollup;
use crate::views::parts::{StatusText, Time};
use crate::{domain, urls};

use super::composer::template_menu;
use super::post_update::{Further, PostUpdate};
use super::posted::{PostedUpdate, ShownNote};
use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Field, Problems, Values};
use crate::views::staff::form::picker::Picker;

#[derive(Template)]
#[template(path = "staff/incidents/list.html")]
struct IncidentsTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    query: &'a str,
    rows: Vec<Row<'a>>,
    newer: Option<String>,
    older: Option<String>,
}

struct Row<'a> {
    path: String,
    title: &'a str,
    impact: StatusText,
    state: String,
    at: Time,
}

/// Renders a page of incidents and maintenances, with links to newer and older ones.
pub fn incidents(
    frame: StaffFrame,
    site: &Site,
    list: &[Incident],
    query: &str,
    newer: Option<String>,
    older: Option<String>,
) -> Result<String, askama::Error> {
    IncidentsTemplate {
        rows: list
            .iter()
            .map(|event| Row {
                path: admin::event(event),
                title: &event.name,
                impact: StatusText::of_impact(event.impact, site),
                state: site.words.status(event.status),
                at: Time::new(event.created_at, site),
            })
            .collect(),
        frame,
        site,
        query,
        newer,
        older,
    }
    .render()
}

/// What the page of one incident is made of.
pub struct IncidentDesk<'a> {
    /// The incident.
    pub incident: &'a Incident,
    /// Its version.
    pub version: String,
    /// Now.
    pub now: Ts,
    /// The components that an update can change.
    pub components: &'a [Component],
    /// The sentence that sums up the component choice.
    pub outcome: Option<String>,
    /// The templates to choose from.
    pub templates: &'a [domain::IncidentTemplate],
    /// The notes among staff.
    pub notes: &'a [Note],
    /// What was typed.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
    /// Somebody else changed it meanwhile: their version stands below, the typed text in the form.
    pub is_stale: bool,
    /// The person may run incidents.
    pub may_run: bool,
}

#[derive(Template)]
#[template(path = "staff/incidents/desk.html")]
struct IncidentTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    incident: &'a Incident,
    impact: StatusText,
    state: String,
    promise: Option<String>,
    affected: Vec<String>,
    duplicate_path: String,
    public_path: String,
    edit_path: String,
    delete_path: String,
    postmortem_path: String,
    note_path: String,
    is_overdue: bool,
    composer: PostUpdate<'a>,
    updates: Vec<PostedUpdate>,
    note: Field,
    notes: Vec<ShownNote>,
    is_stale: bool,
    may_run: bool,
}

/// Names the components of an incident, with their statuses while it is open.
fn affected(incident: &Incident, all: &[Component], site: &Site) -> Vec<String> {
    let words = site.words;
    if !incident.is_open() {
        let all = rollup(&naming::touched(all, &incident.component_ids), site);
        return all
            .map(|all| words.say_name("incident-affects", &all))
            .into_iter()
            .collect();
    }
    let mut lines = Vec::new();
    for status in ComponentStatus::ALL {
        let ids: Vec<ComponentId> = all
            .iter()
            .filter(|one| one.status == *status && incident.component_ids.contains(&one.id))
            .map(|one| one.id.clone())
            .collect();
        if let Some(names) = rollup(&naming::touched(all, &ids), site) {
            let status = words.component_status(*status);
            let args = [("status", status.into()), ("names", names.into())];
            lines.push(words.say_with("incident-affects-now", &args));
        }
    }
    lines
}

/// Renders the page of one incident.
pub fn incident(
    frame: StaffFrame,
    site: &Site,
    page: IncidentDesk<'_>,
) -> Result<String, askama::Error> {
    let words = site.words;
    let incident = page.incident;
    let problems = page.problems;
    let composer = PostUpdate::new(
        &frame,
        site,
        incident,
        &page.version,
        page.values,
        &problems,
        true,
    )
    .with(Further {
        template: template_menu(site, page.templates),
        is_open: page.outcome.is_some() || problems.of("components").is_some(),
        picker: Picker::new(site, page.components, page.values, &problems).saying(page.outcome),
    });
    IncidentTemplate {
        composer,
        impact: StatusText::of_impact(incident.impact, site),
        state: words.status(incident.status),
        promise: incident
            .next_update_by
            .map(|by| words.say_name("promised-by", &site.dates().date_time(by))),
        affected: affected(incident, page.components, site),
        duplicate_path: admin::duplicate(&incident.id),
        is_overdue: incident.is_open() && incident.next_update_by.is_some_and(|by| by < page.now),
        public_path: urls::incident(&incident.id),
        edit_path: admin::incident_part(&incident.id, "edit"),
        delete_path: admin::incident_part(&incident.id, "delete"),
        postmortem_path: admin::incident_part(&incident.id, "postmortem"),
        note_path: admin::incident_part(&incident.id, "notes"),
        updates: PostedUpdate::all(incident, site, |update| words.status(update.status)),
        note: Field::area("note", words.say("field-note"), page.values.text("note"), 3)
            .hint(words.say("note-hint"))
            .checked(&problems),
        notes: ShownNote::all(page.notes, site),
        is_stale: page.is_stale,
        may_run: page.may_run,
        incident,
        frame: frame.with_problem(!problems.is_empty(), site),
        site,
        problems,
    }
    .render()
}
