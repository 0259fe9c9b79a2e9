//! The form of a maintenance, new or changed, as it is read.

use super::repeats;
use super::window::{ENDS, TypedWindow};
use crate::app::{MaintenanceEdit, NewMaintenance, NewSeries, ScheduleEdit, Touch};
use crate::domain::components::naming;
use crate::domain::problem::TimeProblem;
use crate::domain::text::BODY_MAX_CHARS;
use crate::domain::{Component, ComponentId, Incident, MaintenancePlan, Pattern, Window};
use crate::views::Site;
use crate::views::staff::FLAGS;
use crate::web::admin::form::{Fields, Parsed, Reader, Redisplay, too_long};

/// What the form of a new maintenance asks for.
pub(super) enum MaintenanceForm {
    /// A template is to be put into it.
    Template(String),
    /// One maintenance is to be announced.
    Single(NewMaintenance),
    /// A series is to be announced.
    Series(NewSeries),
}

impl MaintenanceForm {
    /// Reads the form.
    pub(super) fn read(fields: &Fields, site: &Site, components: &[Component]) -> Parsed<Self> {
        if fields.button() == "template" {
            return Parsed::Value(Self::Template(fields.text("template").to_owned()));
        }
        let mut read = Reader::new(fields, site);
        let component_ids = read.components(components).into_ids();
        read.refuse_placeholders(&["name", "body"]);
        let typed = TypedWindow::read(&fields.typed(), None, &site.zone);
        typed.check(&mut read);
        let rule = repeats::rule(&mut read, &typed);
        let Some(window) = typed.window() else {
            return read.refused(ENDS[0], TimeProblem::NotADateAndTime);
        };
        let (name, body) = (read.line("name"), read.text("body"));
        let mut plan = MaintenancePlan::default();
        flags(&read).flag(&mut plan);
        let deliver_notifications = read.has("deliver_notifications");
        if let Some(rule) = rule {
            let template = Pattern {
                name,
                body,
                component_ids,
                plan,
                deliver_notifications,
            };
            let new = repeats::series(rule, &typed, window, template);
            return read.finish(Self::Series(new));
        }
        let ids = component_ids.into_iter();
        read.finish(Self::Single(NewMaintenance {
            plan,
            touches: ids.map(|id| Touch { id, status: None }).collect(),
            deliver_notifications,
            ..NewMaintenance::planned(&name, window, &body)
        }))
    }
}

/// Reads what a form changes of a maintenance.
pub(super) fn read_edit(
    fields: &Fields,
    site: &Site,
    components: &[Component],
    before: &Incident,
) -> Parsed<MaintenanceEdit> {
    let mut read = Reader::new(fields, site);
    let mut ids = read.components(components).into_ids();
    // A component that was archived since stays named, though no menu shows it.
    let is_shown = |id: &&ComponentId| naming::current(components).any(|one| one.id == **id);
    let named = &before.component_ids;
    ids.extend(named.iter().filter(|id| !is_shown(id)).cloned());
    let typed = TypedWindow::read(&fields.typed(), before.window, &site.zone);
    typed.check(&mut read);
    let is_same = ids.len() == named.len() && ids.iter().all(|id| named.contains(id));
    let window = typed.window();
    let edit = MaintenanceEdit {
        name: Some(read.line("name")),
        body: read.non_blank("body"),
        schedule: ScheduleEdit {
            starts_at: window.map(|window| window.starts_at),
            ends_at: window.map(|window| window.ends_at),
            component_ids: (!is_same).then_some(ids),
            ..flags(&read)
        },
        deliver_notifications: Some(read.has("deliver_notifications")),
    };
    read.finish(edit)
}

/// Returns the form as it is shown before it is carried out: because it is only to be previewed, or because the
/// clocks skip a time or show it twice and nobody was asked about it.
pub(super) fn ask(fields: &Fields, site: &Site, before: Option<Window>) -> Option<Redisplay> {
    if fields.button() == "preview" {
        let errors = too_long(fields, &[("body", BODY_MAX_CHARS)]);
        return Some(Redisplay::refused(fields, &errors, site).previewed());
    }
    let values = fields.typed();
    let typed = TypedWindow::read(&values, before, &site.zone);
    let problems = typed.ask(fields.text("told"), site);
    (!problems.is_empty()).then(|| Redisplay::with(values, problems))
}

/// Reads what happens by itself.
fn flags(read: &Reader<'_>) -> ScheduleEdit {
    let [
        auto_start,
        auto_finish,
        to_maintenance,
        to_operational,
        remind_prior,
        notify_at_start,
        notify_at_end,
    ] = FLAGS.map(|name| Some(read.has(name)));
    ScheduleEdit {
        remind_prior,
        auto_start,
        auto_finish,
        to_maintenance,
        to_operational,
        notify_at_start,
        notify_at_end,
        ..ScheduleEdit::default()
    }
}
