//! The form that posts an update.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::{Incident, Status};
use crate::urls::admin;
use crate::views::Site;

use super::composer::{promises, standard};
use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Choice, Field, Problems, Values};
use crate::views::staff::form::picker::Picker;

/// The form that posts an update.
#[derive(Template)]
#[template(path = "staff/incidents/post_update.html")]
pub(super) struct PostUpdate<'a> {
    site: &'a Site,
    action: String,
    csrf: String,
    idempotency_key: String,
    version: String,
    status: Field,
    body: Field,
    notify: Field,
    /// The folded fields: the promise, and what else an update may hold.
    more: Vec<Field>,
    standard: Vec<(Status, String)>,
    prefix: String,
    /// What the page of the incident has besides; the dashboard has no room for it.
    further: Option<Further<'a>>,
}

/// What an update can change besides.
pub(super) struct Further<'a> {
    pub(in crate::views::staff) template: Option<Field>,
    pub(in crate::views::staff) picker: Picker<'a>,
    /// Somebody chose something in it.
    pub(in crate::views::staff) is_open: bool,
}

impl HtmlSafe for PostUpdate<'_> {}

impl<'a> PostUpdate<'a> {
    pub(in crate::views::staff) fn new(
        frame: &StaffFrame,
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
        let notified = last.is_none_or(|last| last.details.deliver_notifications);
        let mut form = Self {
            action: admin::incident_part(&incident.id, "updates"),
            csrf: frame.csrf.clone(),
            idempotency_key: format!("{}-{}", frame.idempotency_key, incident.id),
            version: version.to_owned(),
            status: Field::radios("status", words.say("field-status"), statuses).checked(problems),
            body: Field::area("body", words.say("field-message"), values.text("body"), 4)
                .checked(problems),
            notify: Field::checkbox(
                "deliver_notifications",
                words.say("field-notify"),
                if values.fields().is_empty() {
                    notified
                } else {
                    values.get("deliver_notifications").is_some()
                },
            )
            .hint(words.say("notify-hint")),
            more: more(site, incident, values, problems),
            standard: standard(site),
            prefix: incident.id.to_string(),
            further: None,
            site,
        };
        if !is_alone {
            // Several on one page need ids of their own.
            let fields = [&mut form.status, &mut form.body, &mut form.notify];
            for field in fields.into_iter().chain(&mut form.more) {
                field.id = format!("{}-{}", field.id, incident.id);
            }
        }
        form
    }

    pub(in crate::views::staff) fn with(mut self, further: Further<'a>) -> Self {
        self.further = Some(further);
        self
    }
}

/// Makes the fields that are folded away.
fn more(site: &Site, incident: &Incident, values: &Values, problems: &Problems) -> Vec<Field> {
    let words = site.words;
    let promise = Field::menu(
        "next_update",
        words.say("field-next-update"),
        promises(site, values.text("next_update")),
    );
    let keep = (!incident.component_ids.is_empty()).then(|| {
        Field::checkbox(
            "keep_components",
            words.say_count("field-keep-components", incident.component_ids.len()),
            values.get("keep_components").is_some(),
        )
        .hint(words.say("keep-components-hint"))
    });
    std::iter::once(promise.checked(problems))
        .chain(keep)
        .collect()
}
