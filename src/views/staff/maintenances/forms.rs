//! The small forms on the page of a maintenance: an update, more time, start, finish, cancel.

use crate::domain::{Incident, Status};
use crate::urls::admin;
use crate::views::Site;

use crate::views::staff::form::fields::{Choice, Field, Problems, Values};

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
    pub(super) const fn fits(self, maintenance: &Incident) -> bool {
        match self {
            Self::Update | Self::Note => true,
            Self::Extend => maintenance.is_open(),
            Self::Start | Self::Cancel => matches!(maintenance.status, Status::Scheduled),
            Self::Finish => maintenance.is_under_way(),
        }
    }
}

/// A form that needs one decision, folded.
pub(super) struct Action {
    pub(in crate::views::staff) part: Part,
    pub(in crate::views::staff) path: String,
    pub(in crate::views::staff) title: String,
    pub(in crate::views::staff) hint: String,
    pub(in crate::views::staff) fields: Vec<Field>,
    pub(in crate::views::staff) minutes: Vec<(&'static str, String)>,
    pub(in crate::views::staff) button: String,
    pub(super) is_danger: bool,
    pub(in crate::views::staff) is_open: bool,
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

/// Returns the fields of the form that posts an update.
pub(super) fn update_fields(
    site: &Site,
    maintenance: &Incident,
    values: &Values,
    problems: &Problems,
) -> Vec<Field> {
    let words = site.words;
    let part = Part::Update.as_str();
    let offered = states(maintenance.status);
    let typed = values.get("status").and_then(Status::parse);
    let chosen = typed
        .filter(|status| offered.contains(status))
        .unwrap_or(maintenance.status);
    let choices = offered
        .iter()
        .map(|one| Choice::new(one.as_str(), words.status(*one), chosen.as_str()))
        .collect();
    let mut status = Field::radios("status", words.say("field-status"), choices);
    if maintenance.is_open() && !maintenance.component_ids.is_empty() {
        status = status.hint(words.say("maintenance-status-hint"));
    }
    let fields = vec![
        status,
        Field::area("body", words.say("field-message"), values.text("body"), 4),
        Field::checkbox(
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

/// Makes one of the folded forms, filled in with what was typed into it.
pub(in crate::views::staff) fn action(
    site: &Site,
    maintenance: &Incident,
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
        let shown = maintenance
            .window
            .map(|window| site.zone.local(window.ends_at).iso());
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
    fields.push(Field::checkbox(
        "deliver_notifications",
        words.say("field-notify"),
        is_notifying(values),
    ));
    Action {
        path: admin::maintenance_part(&maintenance.id, part.as_str()),
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
