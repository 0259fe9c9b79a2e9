//! One maintenance: its facts, what happens by itself, what can be done, what was said.

use askama::Template;

use crate::domain::{Component, DueTransition, Incident, Note, Status, Ts};
use crate::urls;
use crate::urls::admin;
use crate::views::Site;

use super::forms::{Action, Part, action, update_fields};
use super::list::{late, span, state};
use super::outlook::{Clash, Clashes, affects, change_note, in_utc};
use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Field, Problems, Values};
use crate::views::staff::incidents::{PostedUpdate, ShownNote};

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

#[derive(Template)]
#[template(path = "staff/maintenances/desk.html")]
struct MaintenanceTemplate<'a> {
    frame: StaffFrame,
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
    updates: Vec<PostedUpdate>,
    note_path: String,
    note: Field,
    notes: Vec<ShownNote>,
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
            &[
                ("time", site.dates().date_time(at).into()),
                ("text", text.into()),
            ],
        )
    };
    let mut lines = Vec::new();
    if let Some((at, DueTransition::Remind)) = it.next_due_transition(now) {
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

/// Renders the page of one maintenance.
pub fn maintenance(
    frame: StaffFrame,
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
            .map(|one| action(site, it, one, typed(one), &problems))
            .collect(),
        // The newest says what became of it: a cancelled one is not completed.
        updates: PostedUpdate::all(it, site, |update| {
            if it.updates.last().is_some_and(|last| last.id == update.id) {
                state(it, site)
            } else {
                words.status(update.status)
            }
        }),
        note_path: admin::maintenance_part(&it.id, Part::Note.as_str()),
        note: Field::area(
            "note",
            words.say("field-note"),
            typed(Part::Note).text("note"),
            3,
        )
        .hint(words.say("note-hint"))
        .within(Part::Note.as_str(), &problems),
        notes: ShownNote::all(page.notes, site),
        is_stale: page.is_stale,
        may_run: page.may_run,
        version: page.version,
        it,
        frame: frame.with_problem(!problems.is_empty(), site),
        site,
        problems,
    }
    .render()
}
