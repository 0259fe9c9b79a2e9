//! What was said of an incident or maintenance: updates with the way to correct them, notes among staff.

use crate::domain::{Body, Incident, Note, Update};
use crate::markdown::{self, SafeHtml};
use crate::urls::admin;
use crate::views::Site;
use crate::views::parts::Time;

/// Rendered Markdown starts below the headings of updates.
const UPDATE_TOP_HEADING: u8 = 4;

/// An update, with the way to correct it.
pub(super) struct Said {
    pub(super) label: String,
    pub(super) body: SafeHtml,
    pub(super) posted: Time,
    pub(super) edit: String,
}

impl Said {
    /// Returns the updates, newest first; `label` says what each is called.
    pub(super) fn all(it: &Incident, site: &Site, label: impl Fn(&Update) -> String) -> Vec<Self> {
        it.updates
            .iter()
            .rev()
            .map(|update| Self {
                label: label(update),
                body: markdown::render(&update.body, UPDATE_TOP_HEADING),
                posted: Time::new(update.display_at, site),
                edit: admin::update_part(&it.id, &update.id, "edit"),
            })
            .collect()
    }
}

/// A note among staff.
pub(super) struct ShownNote {
    pub(super) author: String,
    pub(super) body: SafeHtml,
    pub(super) at: Time,
}

impl ShownNote {
    /// Returns notes in their order.
    pub(super) fn all(notes: &[Note], site: &Site) -> Vec<Self> {
        notes
            .iter()
            .map(|note| Self {
                author: note.author.clone(),
                body: markdown::render(&Body::markdown(note.body.clone()), UPDATE_TOP_HEADING),
                at: Time::new(note.created_at, site),
            })
            .collect()
    }
}
