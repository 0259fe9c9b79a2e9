//! The form of a new incident, as it is read.

use crate::app::{DraftForm, NewIncident};
use crate::domain::text::BODY_MAX_CHARS;
use crate::domain::{Component, DraftId, DraftVersion, Impact, Status, Ts};
use crate::views::Site;
use crate::web::admin::form::{Fields, Parsed, Reader};

/// The hidden fields that tie a form to its draft.
const TIES: [&str; 2] = ["draft", "draft_seen"];

/// What the form of a new incident asks for.
pub(super) enum IncidentForm {
    /// A template is to be put into it.
    Template(String),
    /// It is to be kept as it was typed.
    SaveDraft(DraftForm),
    /// The incident is to be opened at its minute, and the form kept until then.
    Plan(DraftForm, Box<NewIncident>, Ts),
    /// The incident is to be opened now, or put on record.
    Open(Box<NewIncident>),
}

impl IncidentForm {
    /// Reads the form for the button that was pressed.
    pub(super) fn read(
        fields: &Fields,
        site: &Site,
        components: &[Component],
        now: Ts,
    ) -> Parsed<Self> {
        match fields.button() {
            "preview" => Parsed::preview(fields, &[("body", BODY_MAX_CHARS)]),
            "template" => Parsed::Value(Self::Template(fields.text("template").to_owned())),
            "draft" => Parsed::Value(Self::SaveDraft(draft_form(fields))),
            _ => Self::publishing(fields, site, components, now),
        }
    }

    /// Reads an incident that is to be opened, now or at its minute.
    fn publishing(fields: &Fields, site: &Site, components: &[Component], now: Ts) -> Parsed<Self> {
        let mut read = Reader::new(fields, site);
        let publish_at = read.time_not_before("publish_at");
        let opens_at = publish_at.unwrap_or(now);
        let mut new = Box::new(new_incident(&mut read, components, opens_at));
        if read.has("backfilled") {
            backfill(&mut read, &mut new);
        }
        if let Some(at) = publish_at {
            return read.finish(Self::Plan(draft_form(fields), new, at));
        }
        new.draft = draft_of(fields);
        read.finish(Self::Open(new))
    }
}

/// Reads the incident that a form describes; `opens_at` is when its first update is posted.
fn new_incident(read: &mut Reader<'_>, components: &[Component], opens_at: Ts) -> NewIncident {
    read.refuse_placeholders(&["name", "body"]);
    let status = Status::parse(&read.text("status")).unwrap_or(Status::Investigating);
    NewIncident {
        touches: read.components(components).into_touches(),
        impact_override: Impact::parse(&read.line("impact_override")),
        started_at: read.time("started_at"),
        next_update_by: read.promise("next_update", opens_at),
        deliver_notifications: read.has("deliver_notifications"),
        ..NewIncident::named(&read.line("name"), status, &read.text("body"))
    }
}

/// Makes it an incident of the past: nobody is notified, and no component changes.
fn backfill(read: &mut Reader<'_>, new: &mut NewIncident) {
    new.status = Status::Resolved;
    new.backfilled_at = read.time("backfill_date");
    read.require("backfill_date");
    new.restored_at = read.time("restored_at");
    new.deliver_notifications = false;
    new.next_update_by = None;
    for touch in &mut new.touches {
        touch.status = None;
    }
}

/// Returns the draft that a form was made from.
pub(super) fn draft_of(fields: &Fields) -> Option<DraftVersion> {
    Some(DraftVersion {
        id: DraftId::parse(fields.get("draft")?)?,
        seen: fields.get("draft_seen")?.to_owned(),
    })
}

fn draft_form(fields: &Fields) -> DraftForm {
    DraftForm {
        of: draft_of(fields),
        fields: without_draft(fields),
    }
}

/// Returns what was typed, without what ties it to a draft.
pub(super) fn without_draft(fields: &Fields) -> Vec<(String, String)> {
    let mut typed = fields.typed().fields().to_vec();
    typed.retain(|(name, _)| !TIES.contains(&name.as_str()));
    typed
}
