//! Incidents as staff see them: the dashboard, the list, one with its composer.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::{
    self, Body, Component, ComponentId, ComponentStatus, Incident, Note, Settings, Status, Ts,
    naming, reminder,
};
use crate::markdown::{self, SafeHtml};
use crate::urls::{self, admin};
use crate::views::Site;
use crate::views::events::rollup;
use crate::views::parts::{StatusText, Time};

use super::Desk;
use super::composer::{promises, standard, template_menu};
use super::fields::{Choice, Field, Problems, Values};
use super::picker::Picker;
use super::unexplained::{Odd, UnexplainedSection};

/// Rendered Markdown starts below the headings of updates.
const UPDATE_TOP_HEADING: u8 = 4;

/// The form that posts an update.
#[derive(Template)]
#[template(path = "staff/post_update.html")]
pub(super) struct PostUpdate<'a> {
    site: &'a Site,
    action: String,
    csrf: String,
    once: String,
    version: String,
    status: Field,
    body: Field,
    promise: Field,
    notify: Field,
    keep: Option<Field>,
    standard: Vec<(Status, String)>,
    prefix: String,
    /// Where there is room for it: the page of the incident.
    further: Option<Further<'a>>,
}

/// What an update can change besides.
struct Further<'a> {
    template: Option<Field>,
    picker: Picker<'a>,
    is_open: bool,
}

impl HtmlSafe for PostUpdate<'_> {}

impl<'a> PostUpdate<'a> {
    fn new(
        desk: &Desk,
        site: &'a Site,
        incident: &Incident,
        version: &str,
        values: &Values,
        problems: &Problems,
        is_alone: bool,
    ) -> Self {
        let words = site.words;
        let current = match incident.status {
            Status::Postmortem => Status::Resolved,
            other => other,
        };
        let chosen = values.get("status").unwrap_or(current.as_str());
        let states = [
            Status::Investigating,
            Status::Identified,
            Status::Monitoring,
            Status::Resolved,
        ];
        let statuses = states
            .iter()
            .map(|one| Choice::new(one.as_str(), words.status(*one), chosen))
            .collect();
        let last = incident.updates.last();
        let notified = last.is_none_or(|last| last.deliver_notifications);
        let mut it = Self {
            action: admin::incident_part(&incident.id, "updates"),
            csrf: desk.csrf.clone(),
            once: format!("{}-{}", desk.once, incident.id),
            version: version.to_owned(),
            status: Field::radios("status", words.say("field-status"), statuses).checked(problems),
            body: Field::area("body", words.say("field-message"), values.text("body"), 4)
                .checked(problems),
            promise: Field::menu(
                "next_update",
                words.say("field-next-update"),
                promises(site, values.text("next_update")),
            )
            .checked(problems),
            notify: Field::tick(
                "deliver_notifications",
                words.say("field-notify"),
                if values.fields().is_empty() {
                    notified
                } else {
                    values.get("deliver_notifications").is_some()
                },
            )
            .hint(words.say("notify-hint")),
            keep: (!incident.component_ids.is_empty()).then(|| {
                Field::tick(
                    "keep_components",
                    words.say_count("field-keep-components", incident.component_ids.len()),
                    values.get("keep_components").is_some(),
                )
                .hint(words.say("keep-components-hint"))
            }),
            standard: standard(site),
            prefix: incident.id.to_string(),
            further: None,
            site,
        };
        if !is_alone {
            // Several on one page need ids of their own.
            for field in [
                &mut it.status,
                &mut it.body,
                &mut it.promise,
                &mut it.notify,
            ]
            .into_iter()
            .chain(it.keep.as_mut())
            {
                field.id = format!("{}-{}", field.id, incident.id);
            }
        }
        it
    }

    fn with(mut self, further: Further<'a>) -> Self {
        self.further = Some(further);
        self
    }
}

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
    /// Whoever looks may run incidents.
    pub may_run: bool,
}

#[derive(Template)]
#[template(path = "staff/dashboard.html")]
struct DashboardTemplate<'a> {
    desk: Desk,
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
pub fn dashboard(desk: Desk, site: &Site, page: Dashboard<'_>) -> Result<String, askama::Error> {
    let words = site.words;
    let none = Values::default();
    let fine = Problems::default();
    let cards = page
        .open
        .into_iter()
        .map(|card| {
            let it = card.incident;
            let last = it
                .updates
                .iter()
                .map(|update| update.display_at)
                .max()
                .unwrap_or(it.created_at);
            let silent = page.now.secs_since(last).max(0);
            Card {
                title: &it.name,
                path: admin::incident(&it.id),
                impact: StatusText::of_impact(it.impact, site),
                state: words.status(it.status),
                silence: words
                    .say_with("last-word", &[("duration", words.duration(silent).into())]),
                promise: it
                    .next_update_by
                    .map(|by| words.say_name("promised-by", &site.zone.full(by))),
                is_overdue: it.next_update_by.is_some_and(|by| by < page.now),
                reminder: reminder::due(it.reminder_intervals.as_deref(), page.settings, silent)
                    .map(|hours| words.say_count("reminder", usize::from(hours))),
                composer: PostUpdate::new(&desk, site, it, &card.version, &none, &fine, false),
            }
        })
        .collect();
    let scheduled = page
        .scheduled
        .iter()
        .take(SCHEDULED_MOST)
        .map(|one| Line {
            path: admin::event(one),
            title: one.name.clone(),
            text: one
                .window
                .map(|window| site.zone.window(window.starts_at, window.ends_at))
                .unwrap_or_default(),
        })
        .collect();
    DashboardTemplate {
        unexplained: UnexplainedSection::new(&desk, site, &page.unexplained, page.may_run),
        desk,
        site,
        cards,
        drafts: page.drafts,
        scheduled,
        may_run: page.may_run,
    }
    .render()
}

#[derive(Template)]
#[template(path = "staff/incidents.html")]
struct IncidentsTemplate<'a> {
    desk: Desk,
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
    desk: Desk,
    site: &Site,
    list: &[Incident],
    query: &str,
    newer: Option<String>,
    older: Option<String>,
) -> Result<String, askama::Error> {
    IncidentsTemplate {
        rows: list
            .iter()
            .map(|one| Row {
                path: admin::event(one),
                title: &one.name,
                impact: StatusText::of_impact(one.impact, site),
                state: site.words.status(one.status),
                at: Time::new(one.created_at, site),
            })
            .collect(),
        desk,
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
    /// What the components chosen come to.
    pub outcome: Option<String>,
    /// The templates to choose from.
    pub templates: &'a [domain::Template],
    /// The notes among staff.
    pub notes: &'a [Note],
    /// What was typed.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
    /// Somebody else changed it meanwhile: theirs stands below, one's own text in the form.
    pub is_stale: bool,
    /// Whoever looks may run incidents.
    pub may_run: bool,
}

struct Said {
    label: String,
    body: SafeHtml,
    posted: Time,
    edit: String,
}

struct ShownNote {
    author: String,
    body: SafeHtml,
    at: Time,
}

#[derive(Template)]
#[template(path = "staff/incident.html")]
struct IncidentTemplate<'a> {
    desk: Desk,
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
    updates: Vec<Said>,
    note: Field,
    notes: Vec<ShownNote>,
    is_stale: bool,
    may_run: bool,
}

/// Names what an incident is about: while it is open, with how it is.
fn affected(it: &Incident, all: &[Component], site: &Site) -> Vec<String> {
    let words = site.words;
    if !it.is_open() {
        let all = rollup(&naming::touched(all, &it.component_ids), site);
        return all
            .map(|all| words.say_name("incident-affects", &all))
            .into_iter()
            .collect();
    }
    let mut lines = Vec::new();
    for status in ComponentStatus::ALL {
        let ids: Vec<ComponentId> = all
            .iter()
            .filter(|one| one.status == *status && it.component_ids.contains(&one.id))
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
pub fn incident(desk: Desk, site: &Site, page: IncidentDesk<'_>) -> Result<String, askama::Error> {
    let words = site.words;
    let it = page.incident;
    let problems = page.problems;
    let composer = PostUpdate::new(&desk, site, it, &page.version, page.values, &problems, true)
        .with(Further {
            template: template_menu(site, page.templates),
            is_open: page.outcome.is_some() || problems.of("components").is_some(),
            picker: Picker::new(site, page.components, page.values, &problems).saying(page.outcome),
        });
    IncidentTemplate {
        composer,
        impact: StatusText::of_impact(it.impact, site),
        state: words.status(it.status),
        promise: it
            .next_update_by
            .map(|by| words.say_name("promised-by", &site.zone.full(by))),
        affected: affected(it, page.components, site),
        duplicate_path: admin::duplicate(&it.id),
        is_overdue: it.is_open() && it.next_update_by.is_some_and(|by| by < page.now),
        public_path: urls::incident(&it.id),
        edit_path: admin::incident_part(&it.id, "edit"),
        delete_path: admin::incident_part(&it.id, "delete"),
        postmortem_path: admin::incident_part(&it.id, "postmortem"),
        note_path: admin::incident_part(&it.id, "notes"),
        updates: it
            .updates
            .iter()
            .rev()
            .map(|update| Said {
                label: words.status(update.status),
                body: markdown::render(&update.body, UPDATE_TOP_HEADING),
                posted: Time::new(update.display_at, site),
                edit: admin::update_part(&it.id, &update.id, "edit"),
            })
            .collect(),
        note: Field::area("note", words.say("field-note"), page.values.text("note"), 3)
            .hint(words.say("note-hint"))
            .checked(&problems),
        notes: page
            .notes
            .iter()
            .map(|note| ShownNote {
                author: note.author.clone(),
                body: markdown::render(&Body::markdown(note.body.clone()), UPDATE_TOP_HEADING),
                at: Time::new(note.created_at, site),
            })
            .collect(),
        is_stale: page.is_stale,
        may_run: page.may_run,
        incident: it,
        desk: desk.with_problem(!problems.is_empty(), site),
        site,
        problems,
    }
    .render()
}
