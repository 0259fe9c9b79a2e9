//! One maintenance: its facts, what happens by itself, what can be done, what was said.

use askama::Template;

use crate::domain::{Body, Component, Incident, Note, Status, Step, Ts, Update};
use crate::markdown::{self, SafeHtml};
use crate::urls::{self, admin};
use crate::views::Site;
use crate::views::parts::Time;

use super::Desk;
use super::fields::{Choice, Field, Problems, Values};
use super::maintenances::{late, span, state};
use super::outlook::{Clash, Clashes, affects, change_note, in_utc};

/// Rendered Markdown starts below the headings of updates.
const UPDATE_TOP_HEADING: u8 = 4;

/// A form of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Posts an update.
    Update,
    /// Moves the planned end.
    Extend,
    /// Starts it now.
    Start,
    /// Finishes it now.
    Finish,
    /// Cancels it.
    Cancel,
    /// Saves a note.
    Note,
}

impl Part {
    /// Returns what its path and the ids of its fields end with.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Update => "updates",
            Self::Extend => "extend",
            Self::Start => "start",
            Self::Finish => "finish",
            Self::Cancel => "cancel",
            Self::Note => "notes",
        }
    }

    /// Says whether the page of a maintenance has this form in the state that it is in.
    const fn fits(self, it: &Incident) -> bool {
        match self {
            Self::Update | Self::Note => true,
            Self::Extend => it.is_open(),
            Self::Start | Self::Cancel => matches!(it.status, Status::Scheduled),
            Self::Finish => it.is_under_way(),
        }
    }
}

/// What the page is made of.
pub struct MaintenanceDesk<'a> {
    /// The maintenance.
    pub it: &'a Incident,
    /// Its version.
    pub version: String,
    /// Every component.
    pub components: &'a [Component],
    /// The notes among staff.
    pub notes: &'a [Note],
    /// Other maintenances in its way.
    pub clashes: Vec<Clash>,
    /// The form that was sent.
    pub part: Part,
    /// What was typed into it.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
    /// Somebody else changed it meanwhile, or the clock did: that stands below, one's own text in the form.
    pub is_stale: bool,
    /// Now.
    pub now: Ts,
    /// Whoever looks may run maintenances.
    pub may_run: bool,
}

/// A form that needs one decision, folded.
struct Action {
    part: Part,
    path: String,
    title: String,
    hint: String,
    fields: Vec<Field>,
    minutes: Vec<(&'static str, String)>,
    button: String,
    is_danger: bool,
    is_open: bool,
}

/// An update, with the way to correct it.
struct Word {
    label: String,
    body: SafeHtml,
    posted: Time,
    edit: String,
}

impl Word {
    fn new(it: &Incident, update: &Update, site: &Site) -> Self {
        let is_last = it.updates.last().is_some_and(|last| last.id == update.id);
        Self {
            label: if is_last {
                state(it, site)
            } else {
                site.words.status(update.status)
            },
            body: markdown::render(&update.body, UPDATE_TOP_HEADING),
            posted: Time::new(update.display_at, site),
            edit: admin::update_part(&it.id, &update.id, "edit"),
        }
    }
}

/// A note among staff.
struct NoteLine {
    author: String,
    body: SafeHtml,
    at: Time,
}

impl NoteLine {
    fn new(note: &Note, site: &Site) -> Self {
        Self {
            author: note.author.clone(),
            body: markdown::render(&Body::markdown(note.body.clone()), UPDATE_TOP_HEADING),
            at: Time::new(note.created_at, site),
        }
    }
}

#[derive(Template)]
#[template(path = "staff/maintenance.html")]
struct MaintenanceTemplate<'a> {
    desk: Desk,
    site: &'a Site,
    problems: Problems,
    it: &'a Incident,
    version: String,
    state: String,
    facts: Vec<(String, String)>,
    change: Option<String>,
    clashes: Clashes<'a>,
    late: Option<String>,
    next: Vec<String>,
    public_path: String,
    edit_path: Option<String>,
    delete_path: String,
    series_path: Option<String>,
    update_path: String,
    update_fields: Vec<Field>,
    standard: Vec<(Status, String)>,
    actions: Vec<Action>,
    updates: Vec<Word>,
    note_path: String,
    note: Field,
    notes: Vec<NoteLine>,
    is_stale: bool,
    may_run: bool,
}

/// Says what the clock will do, each with its moment.
fn next(it: &Incident, now: Ts, site: &Site) -> Vec<String> {
    let words = site.words;
    let Some(window) = it.window.filter(|_| it.is_open()) else {
        return Vec::new();
    };
    let count = it.component_ids.len();
    let line = |text: String, at: Ts| {
        words.say_with(
            "next-at",
            &[("time", site.zone.full(at).into()), ("text", text.into())],
        )
    };
    let mut lines = Vec::new();
    if let Some((at, Step::Remind)) = it.next_step(now) {
        lines.push(line(words.say("next-remind"), at));
    }
    if it.status == Status::Scheduled {
        let moves = it.plan.to_maintenance == Some(true) && count > 0;
        lines.push(match (it.plan.auto_start, moves) {
            (true, true) => line(words.say_count("next-start-moves", count), window.starts_at),
            (true, false) => line(words.say("next-start"), window.starts_at),
            (false, _) => words.say("next-start-by-hand"),
        });
    }
    let moves = it.plan.to_operational == Some(true) && count > 0;
    lines.push(match (it.plan.auto_finish, moves) {
        (true, true) => line(words.say_count("next-finish-moves", count), window.ends_at),
        (true, false) => line(words.say("next-finish"), window.ends_at),
        (false, _) => words.say("next-finish-by-hand"),
    });
    lines
}

/// Returns the states that an update can give it.
const fn states(status: Status) -> &'static [Status] {
    match status {
        Status::Scheduled => &[Status::Scheduled, Status::InProgress],
        Status::InProgress | Status::Verifying => {
            &[Status::InProgress, Status::Verifying, Status::Completed]
        }
        _ => &[Status::Completed],
    }
}

fn is_notifying(values: &Values) -> bool {
    values.fields().is_empty() || values.get("deliver_notifications").is_some()
}

fn update_fields(site: &Site, it: &Incident, values: &Values, problems: &Problems) -> Vec<Field> {
    let words = site.words;
    let part = Part::Update.as_str();
    let offered = states(it.status);
    let typed = values.get("status").and_then(Status::parse);
    let chosen = typed
        .filter(|status| offered.contains(status))
        .unwrap_or(it.status);
    let choices = offered
        .iter()
        .map(|one| Choice::new(one.as_str(), words.status(*one), chosen.as_str()))
        .collect();
    let mut status = Field::radios("status", words.say("field-status"), choices);
    if it.is_open() && !it.component_ids.is_empty() {
        status = status.hint(words.say("maintenance-status-hint"));
    }
    let fields = vec![
        status,
        Field::area("body", words.say("field-message"), values.text("body"), 4),
        Field::tick(
            "deliver_notifications",
            words.say("field-notify"),
            is_notifying(values),
        ),
    ];
    fields
        .into_iter()
        .map(|field| field.within(part, problems))
        .collect()
}

fn action(
    site: &Site,
    page: &MaintenanceDesk<'_>,
    part: Part,
    values: &Values,
    problems: &Problems,
) -> Action {
    let words = site.words;
    let (title, hint, button) = match part {
        Part::Start => (
            words.say("maintenance-start"),
            words.say("maintenance-start-hint"),
            words.say("maintenance-start"),
        ),
        Part::Finish => (
            words.say("maintenance-finish"),
            words.say("maintenance-finish-hint"),
            words.say("maintenance-finish"),
        ),
        Part::Cancel => (
            words.say("maintenance-cancel"),
            words.say("maintenance-cancel-hint"),
            words.say("maintenance-cancel"),
        ),
        _ => (
            words.say("maintenance-extend"),
            words.say_name("maintenance-extend-hint", site.zone.name()),
            words.say("maintenance-new-end"),
        ),
    };
    let mut fields = Vec::new();
    if part == Part::Extend {
        let shown = page
            .it
            .window
            .map(|window| site.zone.local(window.ends_at).text());
        let until = values.get("scheduled_until").map(str::to_owned).or(shown);
        fields.push(Field::typed(
            "scheduled_until",
            words.say("field-scheduled-until"),
            &until.unwrap_or_default(),
            "datetime-local",
            "off",
        ));
    }
    fields.push(Field::area(
        "body",
        words.say("field-message"),
        values.text("body"),
        3,
    ));
    fields.push(Field::tick(
        "deliver_notifications",
        words.say("field-notify"),
        is_notifying(values),
    ));
    Action {
        path: admin::maintenance_part(&page.it.id, part.as_str()),
        fields: fields
            .into_iter()
            .map(|field| field.within(part.as_str(), problems))
            .collect(),
        minutes: if part == Part::Extend {
            vec![
                ("15", words.say("extend-15")),
                ("30", words.say("extend-30")),
                ("60", words.say("extend-60")),
            ]
        } else {
            Vec::new()
        },
        is_danger: part == Part::Cancel,
        is_open: !values.fields().is_empty(),
        part,
        title,
        hint,
        button,
    }
}

/// Renders the page of one maintenance.
pub fn maintenance(
    desk: Desk,
    site: &Site,
    page: MaintenanceDesk<'_>,
) -> Result<String, askama::Error> {
    let words = site.words;
    let it = page.it;
    // What was typed into a form that is no longer there goes on in the one for updates.
    let part = if page.part.fits(it) {
        page.part
    } else {
        Part::Update
    };
    let problems = page.problems.clone().within(part.as_str());
    let none = Values::default();
    let typed = |one: Part| if one == part { page.values } else { &none };
    let mut facts = vec![(words.say("maintenance-when"), span(it, site))];
    if let Some(window) = it.window {
        let secs = window.ends_at.secs_since(window.starts_at);
        let utc = in_utc(window, site);
        facts.extend(utc.map(|text| (words.say("maintenance-in-utc"), text)));
        facts.push((words.say("maintenance-takes"), words.duration(secs)));
    }
    facts.push((
        words.say("maintenance-affects"),
        affects(page.components, &it.component_ids, site),
    ));
    let folded = [Part::Extend, Part::Start, Part::Finish, Part::Cancel];
    MaintenanceTemplate {
        state: state(it, site),
        change: it
            .window
            .filter(|_| it.is_open())
            .and_then(|window| change_note(window, site)),
        facts,
        clashes: Clashes::new(&page.clashes, page.components, site),
        late: late(it, page.now, site),
        next: next(it, page.now, site),
        public_path: urls::incident(&it.id),
        edit_path: it
            .is_open()
            .then(|| admin::maintenance_part(&it.id, "edit")),
        delete_path: admin::incident_part(&it.id, "delete"),
        series_path: it
            .plan
            .occurrence
            .as_ref()
            .map(|one| admin::series(&one.series_id)),
        update_path: admin::maintenance_part(&it.id, Part::Update.as_str()),
        update_fields: update_fields(site, it, typed(Part::Update), &problems),
        standard: vec![
            (Status::InProgress, words.say("posted-in-progress")),
            (Status::Verifying, words.say("posted-verifying")),
            (Status::Completed, words.say("posted-completed")),
        ],
        actions: folded
            .into_iter()
            .filter(|one| one.fits(it))
            .map(|one| action(site, &page, one, typed(one), &problems))
            .collect(),
        updates: it
            .updates
            .iter()
            .rev()
            .map(|update| Word::new(it, update, site))
            .collect(),
        note_path: admin::maintenance_part(&it.id, Part::Note.as_str()),
        note: Field::area(
            "note",
            words.say("field-note"),
            typed(Part::Note).text("note"),
            3,
        )
        .hint(words.say("note-hint"))
        .within(Part::Note.as_str(), &problems),
        notes: page
            .notes
            .iter()
            .map(|note| NoteLine::new(note, site))
            .collect(),
        is_stale: page.is_stale,
        may_run: page.may_run,
        version: page.version,
        it,
        desk: desk.with_problem(!problems.is_empty(), site),
        site,
        problems,
    }
    .render()
}
