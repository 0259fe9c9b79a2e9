//! The dashboard: open incidents, drafts, planned maintenances.

use askama::Template;

use crate::domain::incidents::reminder;
use crate::domain::{Incident, Settings, Ts};
use crate::urls::admin;
use crate::views::Site;
use crate::views::parts::StatusText;

use super::post_update::PostUpdate;
use super::unexplained::{Odd, UnexplainedSection};
use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Problems, Values};

/// An open incident on the dashboard.
pub struct OpenCard<'a> {
    /// The incident.
    pub incident: &'a Incident,
    /// Its version.
    pub version: String,
}

struct Card<'a> {
    title: &'a str,
    path: String,
    impact: StatusText,
    state: String,
    silence: String,
    promise: Option<String>,
    is_overdue: bool,
    reminder: Option<String>,
    composer: PostUpdate<'a>,
}

/// A line that leads somewhere.
pub struct Line {
    /// Where to.
    pub path: String,
    /// What it is called.
    pub title: String,
    /// More on it.
    pub text: String,
}

/// What the dashboard is made of.
pub struct Dashboard<'a> {
    /// The incidents that are not over.
    pub open: Vec<OpenCard<'a>>,
    /// The drafts.
    pub drafts: Vec<Line>,
    /// The components whose status no open incident explains.
    pub unexplained: Vec<Odd>,
    /// The maintenances that are not over.
    pub scheduled: &'a [Incident],
    /// The page's settings.
    pub settings: &'a Settings,
    /// Now.
    pub now: Ts,
    /// The person may run incidents.
    pub may_run: bool,
}

#[derive(Template)]
#[template(path = "staff/incidents/dashboard.html")]
struct DashboardTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    cards: Vec<Card<'a>>,
    drafts: Vec<Line>,
    scheduled: Vec<Line>,
    unexplained: UnexplainedSection<'a>,
    may_run: bool,
}

/// Most maintenances on the dashboard; the list has them all.
const SCHEDULED_MOST: usize = 5;

/// Renders the dashboard.
pub fn dashboard(
    frame: StaffFrame,
    site: &Site,
    page: Dashboard<'_>,
) -> Result<String, askama::Error> {
    let words = site.words;
    let none = Values::default();
    let fine = Problems::default();
    let cards = page
        .open
        .into_iter()
        .map(|card| {
            let incident = card.incident;
            let last = incident
                .updates
                .iter()
                .map(|update| update.display_at)
                .max()
                .unwrap_or(incident.created_at);
            let silent = page.now.secs_since(last).max(0);
            Card {
                title: &incident.name,
                path: admin::incident(&incident.id),
                impact: StatusText::of_impact(incident.impact, site),
                state: words.status(incident.status),
                silence: words
                    .say_with("last-word", &[("duration", words.duration(silent).into())]),
                promise: incident
                    .next_update_by
                    .map(|by| words.say_name("promised-by", &site.dates().date_time(by))),
                is_overdue: incident.next_update_by.is_some_and(|by| by < page.now),
                reminder: reminder::due(
                    incident.reminder_intervals.as_deref(),
                    page.settings,
                    silent,
                )
                .map(|hours| words.say_count("reminder", usize::from(hours))),
                composer: PostUpdate::new(
                    &frame,
                    site,
                    incident,
                    &card.version,
                    &none,
                    &fine,
                    false,
                ),
            }
        })
        .collect();
    let scheduled = page
        .scheduled
        .iter()
        .take(SCHEDULED_MOST)
        .map(|maintenance| Line {
            path: admin::event(maintenance),
            title: maintenance.name.clone(),
            text: maintenance
                .window
                .map(|window| {
                    site.dates()
                        .range_as_of(window.starts_at, window.ends_at, page.now)
                })
                .unwrap_or_default(),
        })
        .collect();
    DashboardTemplate {
        unexplained: UnexplainedSection::new(&frame, site, &page.unexplained, page.may_run),
        frame,
        site,
        cards,
        drafts: page.drafts,
        scheduled,
        may_run: page.may_run,
    }
    .render()
}
