//! The form of a new incident.

use askama::Template;

use crate::domain::Body;
use crate::domain::{Component, Impact, Status, Ts};
use crate::markdown::{self, SafeHtml};
use crate::views::Site;

use super::Desk;
use super::fields::{Choice, Field, Problems, Values};
use super::picker::Picker;

/// Rendered Markdown in a preview starts below the page's second headings.
const PREVIEW_TOP_HEADING: u8 = 3;

/// The states in which an incident can be said to be, with their standard sentences.
pub(super) fn standard(site: &Site) -> Vec<(Status, String)> {
    [
        (
            Status::Investigating,
            site.words.say("standard-investigating"),
        ),
        (Status::Identified, site.words.say("standard-identified")),
        (Status::Monitoring, site.words.say("standard-monitoring")),
        (Status::Resolved, site.words.say("standard-resolved")),
    ]
    .into()
}

/// Returns the choices of a promise.
pub(super) fn promises(site: &Site, chosen: &str) -> Vec<Choice> {
    let words = site.words;
    vec![
        Choice::new("", words.say("promise-none"), chosen),
        Choice::new("15", words.say("promise-15"), chosen),
        Choice::new("30", words.say("promise-30"), chosen),
        Choice::new("60", words.say("promise-60"), chosen),
    ]
}

/// Returns the field of the impact, which is computed unless it is chosen.
pub(super) fn impact(site: &Site, values: &Values) -> Field {
    let words = site.words;
    let chosen = values.text("impact_override");
    let mut impacts = vec![Choice::new("", words.say("impact-computed"), chosen)];
    for one in [Impact::None, Impact::Minor, Impact::Major, Impact::Critical] {
        impacts.push(Choice::new(one.as_str(), words.impact(one), chosen));
    }
    Field::menu("impact_override", words.say("field-impact"), impacts)
}

/// What the page is made of.
pub struct CreateIncident<'a> {
    /// The components to choose from.
    pub components: &'a [Component],
    /// What was typed, or is offered.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
    /// Shows the message as readers will see it.
    pub is_preview: bool,
    /// Now, for the hint beside "Started at".
    pub now: Ts,
    /// The path of the draft that is being written, if it is one.
    pub delete_draft: Option<String>,
}

#[derive(Template)]
#[template(path = "staff/create.html")]
struct CreateTemplate<'a> {
    desk: Desk,
    site: &'a Site,
    problems: Problems,
    draft: &'a str,
    name: Field,
    status: Field,
    body: Field,
    picker: Picker<'a>,
    impact: Field,
    started: Field,
    promise: Field,
    notify: Field,
    preview: Option<SafeHtml>,
    standard: Vec<(Status, String)>,
    delete_draft: Option<String>,
}

/// Renders the form of a new incident.
pub fn create_incident(
    desk: Desk,
    site: &Site,
    page: CreateIncident<'_>,
) -> Result<String, askama::Error> {
    let words = site.words;
    let (values, problems) = (page.values, page.problems);
    let status = values
        .get("status")
        .unwrap_or(Status::Investigating.as_str());
    let statuses = standard(site)
        .into_iter()
        .map(|(one, _)| Choice::new(one.as_str(), words.status(one), status))
        .collect();
    CreateTemplate {
        name: Field::line("name", words.say("field-name"), values.text("name"))
            .hint(words.say("incident-name-hint"))
            .required()
            .checked(&problems),
        status: Field::radios("status", words.say("field-status"), statuses).checked(&problems),
        body: Field::area("body", words.say("field-message"), values.text("body"), 5)
            .hint(words.say("message-hint"))
            .checked(&problems),
        picker: Picker::new(site, page.components, values, &problems),
        impact: impact(site, values)
            .hint(words.say("impact-hint"))
            .checked(&problems),
        started: Field::typed(
            "started_at",
            words.say("field-started-at"),
            values.text("started_at"),
            "datetime-local",
            "off",
        )
        .hint(words.say_with(
            "started-hint",
            &[
                ("zone", site.zone.name().into()),
                ("now", site.zone.full(page.now).into()),
            ],
        ))
        .checked(&problems),
        promise: Field::menu(
            "next_update",
            words.say("field-next-update"),
            promises(site, values.text("next_update")),
        )
        .checked(&problems),
        notify: Field::tick(
            "deliver_notifications",
            words.say("field-notify"),
            values.fields().is_empty() || values.get("deliver_notifications").is_some(),
        )
        .hint(words.say("notify-hint")),
        preview: page
            .is_preview
            .then(|| markdown::render(&Body::markdown(values.text("body")), PREVIEW_TOP_HEADING)),
        standard: standard(site),
        draft: values.text("draft"),
        delete_draft: page.delete_draft,
        desk: desk.with_problem(!problems.is_empty(), site),
        site,
        problems,
    }
    .render()
}
