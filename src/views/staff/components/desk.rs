//! One component as staff see it: its status, its history, what can be done with it.

use askama::Template;

use crate::domain::{Component, ComponentStatus, IncidentId, Ts};
use crate::urls::admin as urls;
use crate::views::Site;
use crate::views::parts::{StatusText, Time, isolated};

use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Choice, Field, Problems, Values};

/// The statuses in the order in which menus offer them.
const STATUSES: [ComponentStatus; 5] = [
    ComponentStatus::Operational,
    ComponentStatus::DegradedPerformance,
    ComponentStatus::PartialOutage,
    ComponentStatus::MajorOutage,
    ComponentStatus::UnderMaintenance,
];

/// Who gave a component its status.
pub enum Cause {
    /// Staff, by hand.
    Staff,
    /// An incident; without its name when it is gone.
    Incident(IncidentId, Option<String>),
}

/// A time in which the component was not operational.
pub struct PastDowntime {
    /// How it was.
    pub status: ComponentStatus,
    /// Since when.
    pub from_at: Ts,
    /// Until when; `None` while it lasts.
    pub to_at: Option<Ts>,
    /// Who set it.
    pub cause: Cause,
}

/// What the page is made of.
pub struct ComponentDesk<'a> {
    /// The component.
    pub component: &'a Component,
    /// The name of its group.
    pub group: Option<&'a str>,
    /// The times in which it was not operational, newest first.
    pub downtimes: Vec<PastDowntime>,
    /// The present instant.
    pub now: Ts,
    /// What was typed.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
    /// The person may set statuses.
    pub may_run: bool,
    /// The person may change components.
    pub may_manage: bool,
}

struct DowntimeRow {
    status: StatusText,
    when: String,
    since: Option<Time>,
    duration: String,
    cause: String,
    path: Option<String>,
}

#[derive(Template)]
#[template(path = "staff/components/desk.html")]
struct ComponentTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    component: &'a Component,
    status: StatusText,
    place: String,
    uptime_from: Option<String>,
    archived: Option<String>,
    in_list: String,
    set_status: Option<(String, Field)>,
    edit: Option<String>,
    archive: Option<String>,
    restore: Option<String>,
    downtimes: Vec<DowntimeRow>,
    may_run: bool,
}

/// Renders the page of one component.
pub fn component(
    frame: StaffFrame,
    site: &Site,
    page: ComponentDesk<'_>,
) -> Result<String, askama::Error> {
    let words = site.words;
    let component = page.component;
    let problems = page.problems;
    let is_current = component.archived_at.is_none();
    let may_manage = page.may_manage;
    let part = |may: bool, part: &str| may.then(|| urls::component_part(&component.id, part));
    ComponentTemplate {
        status: StatusText::of_component(component.status, site),
        place: match page.group {
            Some(group) => words.say_name("component-in-group", &isolated(group)),
            None => words.say("component-at-top"),
        },
        uptime_from: component
            .start_date
            .as_ref()
            .map(|date| words.say_name("component-uptime-from", date)),
        archived: component
            .archived_at
            .map(|at| words.say_name("component-is-archived", &site.dates().date_time(at))),
        in_list: urls::component_in_list(&component.id),
        set_status: part(is_current && page.may_run, "status").map(|action| {
            let chosen = page
                .values
                .get("status")
                .unwrap_or(component.status.as_str());
            let field = status_field(site, chosen).checked(&problems);
            (action, field)
        }),
        edit: part(is_current && may_manage, "edit"),
        archive: part(is_current && may_manage, "archive"),
        restore: part(!is_current && may_manage, "restore"),
        downtimes: page
            .downtimes
            .into_iter()
            .map(|downtime| show(downtime, page.now, site))
            .collect(),
        may_run: page.may_run,
        component,
        frame: frame.with_problem(!problems.is_empty(), site),
        site,
        problems,
    }
    .render()
}

fn status_field(site: &Site, chosen: &str) -> Field {
    let choices = STATUSES
        .iter()
        .map(|one| Choice::new(one.as_str(), site.words.component_status(*one), chosen))
        .collect();
    Field::radios("status", site.words.say("field-status"), choices)
        .hint(site.words.say("status-section-hint"))
}

fn show(downtime: PastDowntime, now: Ts, site: &Site) -> DowntimeRow {
    let words = site.words;
    let end = downtime.to_at.unwrap_or(now);
    let (cause, path) = match downtime.cause {
        Cause::Staff => (words.say("downtime-by-hand"), None),
        Cause::Incident(id, Some(name)) => (name, Some(urls::incident(&id))),
        Cause::Incident(_, None) => (words.say("downtime-by-incident"), None),
    };
    DowntimeRow {
        status: StatusText::of_component(downtime.status, site),
        when: downtime
            .to_at
            .map(|to| site.dates().range(downtime.from_at, to))
            .unwrap_or_default(),
        since: downtime
            .to_at
            .is_none()
            .then(|| Time::new(downtime.from_at, site)),
        duration: words.duration(end.secs_since(downtime.from_at)),
        cause,
        path,
    }
}
