//! One maintenance: its facts, its due transitions, its forms, its updates.

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
    /// Other maintenances that clash with it.
    pub clashes: Vec<Clash>,
    /// The form that was sent.
    pub part: Part,
    /// What was typed into it.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
    /// Somebody else or the clock changed it meanwhile: the new version stands below, the typed text in the form.
    pub is_stale: bool,
    /// Now.
    pub now: Ts,
    /// The person may run maintenances.
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

/// Says which transitions the clock will take, each with its moment.
fn next(maintenance: &Incident, now: Ts, site: &Site) -> Vec<String> {
    let words = site.words;
    let Some(window) = maintenance.window.filter(|_| maintenance.is_open()) else {
        return Vec::new();
    };
    let count = maintenance.component_ids.len();
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
    if let Some((at, DueTransition::Remind)) = maintenance.next_due_transition(now) {
        lines.push(line(words.say("next-remind"), at));
    }
    if maintenance.status == Status::Scheduled {
        let moves = maintenance.plan.to_maintenance == Some(true) && count > 0;
        lines.push(match (maintenance.plan.auto_start, moves) {
            (true, true) => line(words.say_count("next-start-moves", count), window.starts_at),
            (true, false) => line(words.say("next-start"), window.starts_at),
            (false, _) => words.say("next-start-by-hand"),
        });
    }
    let moves = maintenance.plan.to_operational == Some(true) && count > 0;
    lines.push(match (maintenance.plan.auto_finish, moves) {
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
    let maintenance = page.it;
    // If the page no longer has the form that was sent, the typed text moves to the form for updates.
    let part = if page.part.fits(maintenance) {
        page.part
    } else {
        Part::Update
    };
    let problems = page.problems.clone().within(part.as_str());
    let none = Values::default();
    let typed = |one: Part| if one == part { page.values } else { &none };
    let mut facts = vec![(words.say("maintenance-when"), span(maintenance, site))];
    if let Some(window) = maintenance.window {
        let secs = window.ends_at.secs_since(window.starts_at);
        let utc = in_utc(window, site);
        facts.extend(utc.map(|text| (words.say("maintenance-in-utc"), text)));
        facts.push((words.say("maintenance-takes"), words.duration(secs)));
    }
    facts.push((
        words.say("maintenance-affects"),
        affects(page.components, &maintenance.component_ids, site),
    ));
    let folded = [Part::Extend, Part::Start, Part::Finish, Part::Cancel];
    MaintenanceTemplate {
        state: state(maintenance, site),
        change: maintenance
            .window
            .filter(|_| maintenance.is_open())
            .and_then(|window| change_note(window, site)),
        facts,
        clashes: Clashes::new(&page.clashes, page.components, site),
        late: late(maintenance, page.now, site),
        next: next(maintenance, page.now, site),
        public_path: urls::incident(&maintenance.id),
        edit_path: maintenance
            .is_open()
            .then(|| admin::maintenance_part(&maintenance.id, "edit")),
        delete_path: admin::incident_part(&maintenance.id, "delete"),
        series_path: maintenance
            .plan
            .occurrence
            .as_ref()
            .map(|one| admin::series(&one.series_id)),
        update_path: admin::maintenance_part(&maintenance.id, Part::Update.as_str()),
        update_fields: update_fields(site, maintenance, typed(Part::Update), &problems),
        standard: vec![
            (Status::InProgress, words.say("posted-in-progress")),
            (Status::Verifying, words.say("posted-verifying")),
            (Status::Completed, words.say("posted-completed")),
        ],
        actions: folded
            .into_iter()
            .filter(|one| one.fits(maintenance))
            .map(|one| action(site, maintenance, one, typed(one), &problems))
            .collect(),
        // The newest update is labelled with the maintenance's state: a cancelled one is not completed.
        updates: PostedUpdate::all(maintenance, site, |update| {
            if maintenance
                .updates
                .last()
                .is_some_and(|last| last.id == update.id)
            {
                state(maintenance, site)
            } else {
                words.status(update.status)
            }
        }),
        note_path: admin::maintenance_part(&maintenance.id, Part::Note.as_str()),
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
        it: maintenance,
        frame: frame.with_problem(!problems.is_empty(), site),
        site,
        problems,
    }
    .render()
}
