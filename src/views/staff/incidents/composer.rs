//! The form of a new incident.

use askama::Template;

use crate::domain;
use crate::domain::text::BODY_MAX_CHARS;
use crate::domain::{Component, Impact, Status, Ts};
use crate::markdown::SafeHtml;
use crate::views::Site;

use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Choice, Control, Field, Problems, Values};
use crate::views::staff::form::picker::Picker;
use crate::views::staff::form::preview::preview;

/// The states that an update can give an incident, with their standard sentences.
pub(in crate::views::staff) fn standard(site: &Site) -> Vec<(Status, String)> {
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

/// Returns the standard sentence of a state, if it has one.
pub fn standard_sentence(site: &Site, status: Status) -> Option<String> {
    standard(site)
        .into_iter()
        .find(|(one, _)| *one == status)
        .map(|(_, sentence)| sentence)
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
    for impact in [Impact::None, Impact::Minor, Impact::Major, Impact::Critical] {
        impacts.push(Choice::new(impact.as_str(), words.impact(impact), chosen));
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
    /// The sentence that sums up the component choice.
    pub outcome: Option<String>,
    /// The templates to choose from.
    pub templates: &'a [domain::IncidentTemplate],
    /// The path of a form filled in with the first update of the last incident.
    pub duplicate: Option<String>,
    /// The path of the draft that is being written, if it is one.
    pub delete_draft: Option<String>,
}

#[derive(Template)]
#[template(path = "staff/incidents/composer.html")]
struct CreateTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    hidden: Vec<(&'static str, &'a str)>,
    template: Option<Field>,
    name: Field,
    /// An incident of the past is over: it has no state to choose.
    status: Option<Field>,
    body: Field,
    picker: Picker<'a>,
    times: Vec<Field>,
    further: Vec<Field>,
    notify: Option<Field>,
    preview: Option<SafeHtml>,
    standard: Vec<(Status, String)>,
    is_past: bool,
    /// The draft has a minute at which it opens by itself; saving it as a draft removes that.
    is_planned: bool,
    duplicate: Option<String>,
    delete_draft: Option<String>,
}

impl CreateTemplate<'_> {
    fn previewed_name(&self) -> &str {
        match &self.name.control {
            Control::Line { value, .. } => value,
            _ => "",
        }
    }
}

/// The hidden fields that a form carries on.
const CARRIED: [&str; 3] = ["draft", "draft_seen", "backfilled"];

/// Renders the form of a new incident.
pub fn create_incident(
    frame: StaffFrame,
    site: &Site,
    page: CreateIncident<'_>,
) -> Result<String, askama::Error> {
    let words = site.words;
    let (values, problems) = (page.values, page.problems);
    let is_past = values.get("backfilled").is_some();
    let hidden = CARRIED
        .into_iter()
        .filter_map(|name| Some((name, values.get(name)?)))
        .collect();
    let picker = Picker::new(site, page.components, values, &problems).saying(page.outcome);
    let impact = impact(site, values)
        .hint(words.say("impact-hint"))
        .checked(&problems);
    let (times, further) = if is_past {
        (past_times(site, values, &problems), vec![impact])
    } else {
        let mut further = vec![impact];
        further.extend(present_times(site, values, &problems, page.now));
        (Vec::new(), further)
    };
    CreateTemplate {
        hidden,
        template: template_menu(site, page.templates),
        name: Field::line("name", words.say("field-name"), values.text("name"))
            .hint(words.say("incident-name-hint"))
            .required()
            .checked(&problems),
        status: (!is_past).then(|| statuses(site, values).checked(&problems)),
        body: Field::area("body", words.say("field-message"), values.text("body"), 5)
            .hint(words.say("message-hint"))
            .checked(&problems),
        picker,
        times,
        further,
        notify: (!is_past).then(|| {
            Field::checkbox(
                "deliver_notifications",
                words.say("field-notify"),
                values.get("deliver_notifications").is_some(),
            )
            .hint(words.say("notify-hint"))
        }),
        preview: page
            .is_preview
            .then(|| preview(values.text("body"), BODY_MAX_CHARS))
            .flatten(),
        standard: if is_past { Vec::new() } else { standard(site) },
        is_past,
        is_planned: page.delete_draft.is_some() && !values.text("publish_at").is_empty(),
        duplicate: page.duplicate.filter(|_| !is_past),
        delete_draft: page.delete_draft,
        frame: frame.with_problem(!problems.is_empty(), site),
        site,
        problems,
    }
    .render()
}

/// Returns the menu of templates, unless there are none.
pub(in crate::views::staff) fn template_menu(
    site: &Site,
    templates: &[domain::IncidentTemplate],
) -> Option<Field> {
    if templates.is_empty() {
        return None;
    }
    let words = site.words;
    let mut choices = vec![Choice::new("", words.say("pick-choose"), "")];
    choices.extend(
        templates
            .iter()
            .map(|one| Choice::new(one.id.as_str(), &one.name, "")),
    );
    Some(Field::menu(
        "template",
        words.say("field-template"),
        choices,
    ))
}

fn statuses(site: &Site, values: &Values) -> Field {
    let words = site.words;
    let chosen = values
        .get("status")
        .unwrap_or(Status::Investigating.as_str());
    let statuses = standard(site)
        .into_iter()
        .map(|(one, _)| Choice::new(one.as_str(), words.status(one), chosen))
        .collect();
    Field::radios("status", words.say("field-status"), statuses)
}

fn moment(name: &str, label: String, values: &Values) -> Field {
    Field::typed(name, label, values.text(name), "datetime-local", "off")
}

/// The times of an incident that begins now, or at its minute.
fn present_times(site: &Site, values: &Values, problems: &Problems, now: Ts) -> Vec<Field> {
    let words = site.words;
    let started = [
        ("zone", site.zone.name().into()),
        ("now", site.dates().date_time(now).into()),
    ];
    vec![
        moment("started_at", words.say("field-started-at"), values)
            .hint(words.say_with("started-hint", &started))
            .checked(problems),
        Field::menu(
            "next_update",
            words.say("field-next-update"),
            promises(site, values.text("next_update")),
        )
        .checked(problems),
        moment("publish_at", words.say("field-publish-at"), values)
            .hint(words.say_name("publish-at-hint", site.zone.name()))
            .checked(problems),
    ]
}

/// The times of an incident of the past.
fn past_times(site: &Site, values: &Values, problems: &Problems) -> Vec<Field> {
    let words = site.words;
    let zone = words.say_name("times-hint", site.zone.name());
    vec![
        moment("backfill_date", words.say("field-backfill-date"), values)
            .hint(zone)
            .required()
            .checked(problems),
        moment("started_at", words.say("field-started-at"), values).checked(problems),
        moment("restored_at", words.say("field-restored-at"), values).checked(problems),
    ]
}
