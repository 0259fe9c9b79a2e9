//! Maintenances that come again and again: all of them, and one.

use askama::Template;

use crate::domain::{Component, Incident, Series, Ts};
use crate::urls::admin as urls;
use crate::views::Site;

use super::list::{MaintenanceRow, row};
use super::outlook::affects;
use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Choice, Field, Problems, Values};

struct SeriesRow<'a> {
    path: String,
    title: &'a str,
    text: String,
    is_over: bool,
}

#[derive(Template)]
#[template(path = "staff/maintenances/series_list.html")]
struct SeriesListTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    rows: Vec<SeriesRow<'a>>,
}

/// Says how often a series comes: in words if it is one of the choices of the form, else by its rule.
fn how_often(series: &Series, site: &Site) -> String {
    let words = site.words;
    match series.rule.as_str() {
        "FREQ=WEEKLY" => words.say("repeats-weekly"),
        "FREQ=WEEKLY;INTERVAL=2" => words.say("repeats-fortnightly"),
        "FREQ=MONTHLY" => words.say("repeats-monthly"),
        rule => rule.to_owned(),
    }
}

/// Renders the list of all series.
pub fn series_list(
    frame: StaffFrame,
    site: &Site,
    all: &[Series],
) -> Result<String, askama::Error> {
    SeriesListTemplate {
        rows: all
            .iter()
            .map(|series| SeriesRow {
                path: urls::series(&series.id),
                title: &series.template.name,
                text: site.words.say_with(
                    "series-facts",
                    &[
                        ("rule", how_often(series, site).into()),
                        ("duration", site.words.duration(series.duration_secs).into()),
                    ],
                ),
                is_over: series.due_at.is_none(),
            })
            .collect(),
        frame,
        site,
    }
    .render()
}

/// What the page of one series is made of.
pub struct OneSeries<'a> {
    /// The series.
    pub series: &'a Series,
    /// Its occurrences that are not over.
    pub occurrences: &'a [Incident],
    /// Every component.
    pub components: &'a [Component],
    /// What was chosen in the form that ends it.
    pub values: &'a Values,
    /// What is wrong with that.
    pub problems: Problems,
    /// Now.
    pub now: Ts,
    /// The person may end it.
    pub may_run: bool,
}

#[derive(Template)]
#[template(path = "staff/maintenances/series.html")]
struct SeriesTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    title: &'a str,
    is_over: bool,
    facts: Vec<(String, String)>,
    rows: Vec<MaintenanceRow<'a>>,
    end_path: Option<String>,
    upcoming: Field,
    notify: Field,
    may_run: bool,
}

/// Renders the page of one series.
pub fn one_series(
    frame: StaffFrame,
    site: &Site,
    page: OneSeries<'_>,
) -> Result<String, askama::Error> {
    let words = site.words;
    let (series, values) = (page.series, page.values);
    let chosen = values.get("upcoming").unwrap_or("keep");
    let first = series.first_start.replace('T', " ");
    let choices = vec![
        Choice::new("keep", words.say("series-keep"), chosen),
        Choice::new("cancel", words.say("series-cancel"), chosen),
    ];
    SeriesTemplate {
        title: &series.template.name,
        is_over: series.due_at.is_none(),
        facts: vec![
            (words.say("field-repeats"), how_often(series, site)),
            (
                words.say("series-first"),
                words.say_with(
                    "series-first-text",
                    &[
                        ("time", first.into()),
                        ("zone", series.time_zone.as_str().into()),
                    ],
                ),
            ),
            (
                words.say("maintenance-takes"),
                words.duration(series.duration_secs),
            ),
            (
                words.say("maintenance-affects"),
                affects(page.components, &series.template.component_ids, site),
            ),
        ],
        rows: page
            .occurrences
            .iter()
            .map(|one| row(one, page.now, site))
            .collect(),
        end_path: series
            .ended_at
            .is_none()
            .then(|| urls::end_series(&series.id)),
        upcoming: Field::radios("upcoming", words.say("field-upcoming"), choices)
            .hint(words.say("series-upcoming-hint"))
            .checked(&page.problems),
        notify: Field::checkbox(
            "deliver_notifications",
            words.say("field-notify"),
            values.fields().is_empty() || values.get("deliver_notifications").is_some(),
        ),
        may_run: page.may_run,
        frame: frame.with_problem(!page.problems.is_empty(), site),
        site,
        problems: page.problems,
    }
    .render()
}
