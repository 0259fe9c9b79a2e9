//! The updates of an incident or maintenance, each with the link to correct it, and the notes among staff.

use crate::domain::{BodyText, Incident, Note, Update};
use crate::markdown;
use crate::markdown::SafeHtml;
use crate::urls::admin;
use crate::views::Site;
use crate::views::parts::Time;

/// Rendered Markdown starts below the headings of updates.
const UPDATE_TOP_HEADING: u8 = 4;

/// An update, with the link to correct it.
pub(in crate::views::staff) struct PostedUpdate {
    pub(in crate::views::staff) label: String,
    pub(in crate::views::staff) body: SafeHtml,
    pub(in crate::views::staff) posted: Time,
    pub(in crate::views::staff) edit: String,
}

impl PostedUpdate {
    /// Returns the updates, newest first; `label` says what each is called.
    pub(in crate::views::staff) fn all(
        incident: &Incident,
        site: &Site,
        label: impl Fn(&Update) -> String,
    ) -> Vec<Self> {
        incident
            .updates
            .iter()
            .rev()
            .map(|update| Self {
                label: label(update),
                body: markdown::render(&site.words.body(&update.body), UPDATE_TOP_HEADING),
                posted: Time::new(update.display_at, site),
                edit: admin::update_part(&incident.id, &update.id, "edit"),
            })
            .collect()
    }
}

/// A note among staff.
pub(in crate::views::staff) struct ShownNote {
    pub(in crate::views::staff) author: String,
    pub(in crate::views::staff) body: SafeHtml,
    pub(in crate::views::staff) at: Time,
}

impl ShownNote {
    /// Returns notes in their order.
    pub(in crate::views::staff) fn all(notes: &[Note], site: &Site) -> Vec<Self> {
        notes
            .iter()
            .map(|note| Self {
                author: note.author.clone(),
                body: markdown::render(&BodyText::markdown(&note.body), UPDATE_TOP_HEADING),
                at: Time::new(note.created_at, site),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::incidents::incident::tests::{incident, update};
    use crate::domain::{ComponentStatus, IncidentKind, PostedSentence, Status};
    use crate::i18n::english;
    use crate::i18n::foreign::foreign;
    use crate::views::samples;

    #[test]
    fn staff_read_a_posted_sentence_in_their_language() {
        let site = Site {
            words: foreign(),
            ..samples::site()
        };
        let mut maintenance = incident(IncidentKind::Maintenance);
        for (seq, sentence) in (1..).zip(PostedSentence::samples()) {
            let mut said = update(seq, Status::InProgress, ComponentStatus::Operational);
            said.body = english().post(sentence, None);
            maintenance.post(said).expect("fits");
        }
        let shown = PostedUpdate::all(&maintenance, &site, |_| String::new());
        assert_eq!(shown.len(), maintenance.updates.len());
        for update in shown {
            assert!(update.body.as_str().starts_with("<p>⟪"), "{}", update.body);
        }
    }
}
