//! The form of a maintenance, new or changed.

use askama::Template;

use crate::domain;
use crate::domain::components::naming;
use crate::domain::{Component, ComponentId, ComponentStatus, Incident};
use crate::urls::admin as urls;
use crate::views::Site;

use super::list::span;
use super::outlook::{Outlook, OutlookView, affects};
use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Choice, Field, Problems, Values};
use crate::views::staff::form::picker::Picker;
use crate::views::staff::incidents::template_menu;

/// What a maintenance does by itself, by its names in the API; all of it is on unless somebody turns it off.
pub const FLAGS: [&str; 7] = [
    "scheduled_auto_in_progress",
    "scheduled_auto_completed",
    "auto_transition_to_maintenance_state",
    "auto_transition_to_operational_state",
    "scheduled_remind_prior",
    "auto_transition_deliver_notifications_at_start",
    "auto_transition_deliver_notifications_at_end",
];

/// Whether the form makes a maintenance or changes one.
pub enum ScheduleKind<'a> {
    /// It makes one, or a series.
    New,
    /// It changes this one.
    Edit {
        /// As it is now.
        now: &'a Incident,
        /// The version that was read.
        version: &'a str,
        /// Somebody else changed it meanwhile.
        is_stale: bool,
    },
}

/// What the form is made of.
pub struct SchedulePage<'a> {
    /// New or changed.
    pub kind: ScheduleKind<'a>,
    /// The components to choose from.
    pub components: &'a [Component],
    /// The templates to choose from.
    pub templates: &'a [domain::IncidentTemplate],
    /// What was typed, or is there.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
    /// What the typed times mean, if they were sent.
    pub outlook: Option<Outlook<'a>>,
    /// The typed times that the outlook is for; the form carries them to show that its sender saw it.
    pub told: &'a str,
    /// The names of the typed ends that the clocks show twice, so that the person can mean the second.
    pub twice: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "staff/maintenances/schedule.html")]
struct ScheduleTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    title: String,
    action: String,
    back: String,
    button: String,
    version: &'a str,
    theirs: Option<Vec<(String, String)>>,
    outlook: Option<OutlookView<'a>>,
    told: &'a str,
    is_repeating: bool,
    template: Option<Field>,
    times_hint: String,
    name: Field,
    body: Field,
    ends: [Field; 2],
    seconds: Vec<Field>,
    repeats: Vec<Field>,
    picker: Picker<'a>,
    flags: Vec<Field>,
    notify: Field,
}

/// Returns the choices of a picker that stand for these components: a name or group if all its components are among
/// them, the others one by one.
pub fn choice_values(all: &[Component], ids: &[ComponentId]) -> Values {
    let leaves: Vec<&Component> = naming::current(all).filter(|one| !one.is_group()).collect();
    let is_chosen = |one: &&Component| ids.contains(&one.id);
    let field_of = |component: &Component| {
        let namesakes = || {
            leaves
                .iter()
                .copied()
                .filter(|one| one.name == component.name)
        };
        let in_groups = namesakes().filter(|one| one.group_id().is_some()).count();
        if in_groups > 1 && namesakes().all(|one| is_chosen(&one)) {
            return format!("by_name[{}]", component.name);
        }
        let mut members = leaves
            .iter()
            .filter(|one| one.group_id() == component.group_id());
        match component.group_id() {
            Some(group) if members.all(is_chosen) => format!("by_group[{group}]"),
            _ => format!("components[{}]", component.id),
        }
    };
    let chosen = leaves.iter().copied().filter(is_chosen);
    chosen.fold(Values::default(), |values, component| {
        let field = field_of(component);
        if values.get(&field).is_some() {
            values
        } else {
            values.with(&field, ComponentStatus::UnderMaintenance.as_str())
        }
    })
}

fn flags(site: &Site, values: &Values) -> Vec<Field> {
    let words = site.words;
    let labels = [
        words.say("flag-auto-start"),
        words.say("flag-auto-finish"),
        words.say("flag-to-maintenance"),
        words.say("flag-to-operational"),
        words.say("flag-remind"),
        words.say("flag-notify-start"),
        words.say("flag-notify-end"),
    ];
    FLAGS
        .into_iter()
        .zip(labels)
        .map(|(name, label)| Field::checkbox(name, label, is_checked(values, name)))
        .collect()
}

/// Says whether a box is ticked; in an empty form all are.
fn is_checked(values: &Values, name: &str) -> bool {
    values.fields().is_empty() || values.get(name).is_some()
}

fn repeats(site: &Site, values: &Values, problems: &Problems) -> Vec<Field> {
    let words = site.words;
    let chosen = values.text("repeats");
    let choices = vec![
        Choice::new("", words.say("repeats-never"), chosen),
        Choice::new("weekly", words.say("repeats-weekly"), chosen),
        Choice::new("fortnightly", words.say("repeats-fortnightly"), chosen),
        Choice::new("monthly", words.say("repeats-monthly"), chosen),
        Choice::new(
            "monthly_weekday",
            words.say("repeats-monthly-weekday"),
            chosen,
        ),
    ];
    vec![
        Field::menu("repeats", words.say("field-repeats"), choices).checked(problems),
        Field::line("rrule", words.say("field-rrule"), values.text("rrule"))
            .hint(words.say("rrule-hint"))
            .checked(problems),
    ]
}

/// Returns the stored values, for a form of an older version.
fn theirs(maintenance: &Incident, all: &[Component], site: &Site) -> Vec<(String, String)> {
    let words = site.words;
    let last = maintenance.updates.last();
    let last = last.map(|last| words.body(&last.body).text.into_owned());
    vec![
        (words.say("field-name"), maintenance.name.clone()),
        (words.say("maintenance-when"), span(maintenance, site)),
        (words.say("field-status"), words.status(maintenance.status)),
        (
            words.say("maintenance-affects"),
            affects(all, &maintenance.component_ids, site),
        ),
        (words.say("maintenance-last-word"), last.unwrap_or_default()),
    ]
}

/// Renders the form.
pub fn schedule(
    frame: StaffFrame,
    site: &Site,
    page: SchedulePage<'_>,
) -> Result<String, askama::Error> {
    let words = site.words;
    let (values, problems, all) = (page.values, page.problems, page.components);
    let end = |name: &str, label: String| {
        Field::typed(name, label, values.text(name), "datetime-local", "off")
            .required()
            .checked(&problems)
    };
    let is_edit = matches!(page.kind, ScheduleKind::Edit { .. });
    let (title, action, back, button, version, theirs) = match page.kind {
        ScheduleKind::New => (
            words.say("schedule-maintenance"),
            urls::NEW_MAINTENANCE.to_owned(),
            urls::MAINTENANCES.to_owned(),
            words.say("schedule-maintenance"),
            "",
            None,
        ),
        ScheduleKind::Edit {
            now,
            version,
            is_stale,
        } => (
            words.say("edit-maintenance"),
            urls::maintenance_part(&now.id, "edit"),
            urls::maintenance(&now.id),
            words.say("save"),
            version,
            is_stale.then(|| theirs(now, all, site)),
        ),
    };
    let body = Field::area("body", words.say("field-message"), values.text("body"), 5);
    let body = body.hint(if is_edit {
        words.say("maintenance-edit-message-hint")
    } else {
        words.say("message-hint")
    });
    let second = |name: &'static str| {
        let field = format!("{name}_second");
        let label = words.say("clock-second");
        Field::checkbox(&field, label, values.get(&field).is_some())
    };
    ScheduleTemplate {
        name: Field::line("name", words.say("field-name"), values.text("name"))
            .hint(words.say("maintenance-name-hint"))
            .required()
            .checked(&problems),
        body: body.checked(&problems),
        times_hint: words.say_name("maintenance-times-hint", site.zone.name()),
        ends: [
            end("scheduled_for", words.say("field-scheduled-for")),
            end("scheduled_until", words.say("field-scheduled-until")),
        ],
        seconds: page.twice.into_iter().map(second).collect(),
        template: template_menu(site, page.templates).filter(|_| !is_edit),
        repeats: if is_edit {
            Vec::new()
        } else {
            repeats(site, values, &problems)
        },
        picker: Picker::of_maintenance(site, all, values, &problems),
        flags: flags(site, values),
        notify: Field::checkbox(
            "deliver_notifications",
            words.say("field-notify"),
            is_checked(values, "deliver_notifications"),
        )
        .hint(words.say("notify-hint")),
        is_repeating: ["repeats", "rrule"]
            .iter()
            .any(|name| !values.text(name).is_empty()),
        told: page.told,
        outlook: page
            .outlook
            .map(|outlook| OutlookView::new(outlook, all, site)),
        title,
        action,
        back,
        button,
        version,
        theirs,
        frame: frame.with_problem(!problems.is_empty(), site),
        site,
        problems,
    }
    .render()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::incidents::component_choice::ComponentChoice;
    use crate::domain::incidents::incident::tests::{incident, update};
    use crate::domain::{IncidentKind, Placement, PostedSentence, Status};
    use crate::i18n::english;
    use crate::i18n::foreign::foreign;
    use crate::views::samples;
    use proptest::prelude::*;

    fn id(text: &str) -> ComponentId {
        ComponentId::parse(text).expect("an id")
    }

    fn component(text: &str, name: &str, group: Option<&str>) -> Component {
        let place = group.map_or(Placement::TopLevel, |group| Placement::In(id(group)));
        Component {
            name: name.to_owned(),
            ..crate::domain::public::tests::component(text, place, 1, false)
        }
    }

    fn all() -> Vec<Component> {
        let group = |text: &str| Component {
            place: Placement::Group,
            ..component(text, text, None)
        };
        vec![
            group("g1"),
            component("a1", "SSO", Some("g1")),
            component("b1", "Push", Some("g1")),
            group("g2"),
            component("a2", "SSO", Some("g2")),
            component("b2", "Push", Some("g2")),
            component("b3", "Push", None),
            component("c", "Website", None),
        ]
    }

    /// The components that a form with these values would name.
    fn named(values: &Values) -> Vec<ComponentId> {
        let mut choice = ComponentChoice::default();
        for (name, value) in values.fields() {
            let status = ComponentStatus::parse(value).expect("a status");
            let (kind, key) = name.split_once('[').expect("a key");
            let key = key.trim_end_matches(']');
            match kind {
                "by_name" => choice.names.push((key.to_owned(), status)),
                "by_group" => choice.groups.push((id(key), status)),
                _ => choice.single.push((id(key), Some(status))),
            }
        }
        let settled = choice.settle(&all());
        settled.into_iter().map(|(id, _)| id).collect()
    }

    #[test]
    fn the_last_word_of_somebody_else_is_told_in_the_language_of_staff() {
        let site = Site {
            words: foreign(),
            ..samples::site()
        };
        let mut maintenance = incident(IncidentKind::Maintenance);
        let mut said = update(1, Status::InProgress, ComponentStatus::Operational);
        said.body = english().post(PostedSentence::InProgress, None);
        maintenance.post(said).expect("fits");
        let (_, last) = theirs(&maintenance, &[], &site)
            .pop()
            .expect("the last word");
        assert_eq!(last, "⟪in progress⟫");
    }

    #[test]
    fn what_is_whole_is_picked_in_one() {
        let fields = |ids: &[&str]| -> Vec<String> {
            let ids: Vec<ComponentId> = ids.iter().map(|text| id(text)).collect();
            let values = choice_values(&all(), &ids);
            values
                .fields()
                .iter()
                .map(|(name, _)| name.clone())
                .collect()
        };
        assert_eq!(fields(&["a1", "a2"]), ["by_name[SSO]"]);
        assert_eq!(fields(&["a2", "b2"]), ["by_group[g2]"]);
        assert_eq!(fields(&["b1", "b2"]), ["components[b1]", "components[b2]"]);
    }

    proptest! {
        #[test]
        fn a_form_names_what_the_maintenance_names(chosen in proptest::collection::vec(any::<bool>(), 8)) {
            let all = all();
            let ids: Vec<ComponentId> = all
                .iter()
                .zip(chosen)
                .filter(|(one, is_chosen)| *is_chosen && !one.is_group())
                .map(|(one, _)| one.id.clone())
                .collect();
            prop_assert_eq!(named(&choice_values(&all, &ids)), ids);
        }
    }
}
