//! Scheduled maintenances in a list: under way, to come, over.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::{Incident, Status, Ts};
use crate::urls::admin as urls;
use crate::views::Site;

use crate::views::staff::StaffFrame;

/// What the list is made of.
pub struct Maintenances<'a> {
    /// The maintenances that are not over.
    pub open: &'a [Incident],
    /// A page of those that are over.
    pub past: &'a [Incident],
    /// The number of that page; what is not over stands on the first alone.
    pub number: i64,
    /// There are older ones.
    pub has_more: bool,
    /// Now.
    pub now: Ts,
    /// The person may schedule maintenances.
    pub may_run: bool,
}

/// One maintenance in a list.
#[derive(Template)]
#[template(path = "staff/maintenances/row.html")]
pub(super) struct MaintenanceRow<'a> {
    site: &'a Site,
    path: String,
    title: &'a str,
    state: String,
    window: String,
    late: Option<String>,
    repeats: bool,
}

impl HtmlSafe for MaintenanceRow<'_> {}

struct Part<'a> {
    id: &'static str,
    title: String,
    none: String,
    rows: Vec<MaintenanceRow<'a>>,
}

#[derive(Template)]
#[template(path = "staff/maintenances/list.html")]
struct MaintenancesTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    parts: Vec<Part<'a>>,
    newer: Option<String>,
    older: Option<String>,
    may_run: bool,
}

/// Names the state of a maintenance.
pub(in crate::views::staff) fn state(maintenance: &Incident, site: &Site) -> String {
    if maintenance.is_cancelled() {
        site.words.say("state-cancelled")
    } else {
        site.words.status(maintenance.status)
    }
}

/// Writes when it is planned, with the year.
pub(in crate::views::staff) fn span(maintenance: &Incident, site: &Site) -> String {
    maintenance
        .window
        .map(|window| site.dates().range(window.starts_at, window.ends_at))
        .unwrap_or_default()
}

/// Says that it should have begun, or should be over.
pub(super) fn late(maintenance: &Incident, now: Ts, site: &Site) -> Option<String> {
    let window = maintenance.window?;
    match maintenance.status {
        Status::Scheduled if window.starts_at <= now => {
            Some(site.words.say("maintenance-start-passed"))
        }
        Status::InProgress | Status::Verifying if window.ends_at <= now => {
            Some(site.words.say("maintenance-end-passed"))
        }
        _ => None,
    }
}

pub(in crate::views::staff) fn row<'a>(
    maintenance: &'a Incident,
    now: Ts,
    site: &'a Site,
) -> MaintenanceRow<'a> {
    MaintenanceRow {
        site,
        path: urls::maintenance(&maintenance.id),
        title: &maintenance.name,
        state: state(maintenance, site),
        window: span(maintenance, site),
        late: late(maintenance, now, site),
        repeats: maintenance.plan.occurrence.is_some(),
    }
}

/// Renders a page of the list.
pub fn maintenances(
    frame: StaffFrame,
    site: &Site,
    page: &Maintenances<'_>,
) -> Result<String, askama::Error> {
    let words = site.words;
    let row = |it| row(it, page.now, site);
    let mut parts = Vec::new();
    if page.number == 1 {
        parts.push(Part {
            id: "under-way",
            title: words.say("maintenances-under-way"),
            none: words.say("maintenances-none-under-way"),
            rows: page
                .open
                .iter()
                .filter(|it| it.is_under_way())
                .map(row)
                .collect(),
        });
        parts.push(Part {
            id: "upcoming",
            title: words.say("maintenances-upcoming"),
            none: words.say("maintenances-none-upcoming"),
            rows: page
                .open
                .iter()
                .filter(|it| !it.is_under_way())
                .map(row)
                .collect(),
        });
    }
    parts.push(Part {
        id: "past",
        title: words.say("maintenances-past"),
        none: words.say("maintenances-none-past"),
        rows: page.past.iter().map(row).collect(),
    });
    let path = |number: i64| format!("{}?page={number}", urls::MAINTENANCES);
    MaintenancesTemplate {
        newer: (page.number > 1).then(|| path(page.number - 1)),
        older: page.has_more.then(|| path(page.number + 1)),
        may_run: page.may_run,
        frame,
        site,
        parts,
    }
    .render()
}
