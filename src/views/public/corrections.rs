//! What was corrected in an incident after it was published: how it was, what changed, why.

use std::collections::HashSet;

use askama::Template;

use crate::domain::public::{PublicAmendment, PublicCorrection, PublicIncident, PublicState};
use crate::domain::{BodyText, Ts, UpdateId};
use crate::markdown::{self, SafeHtml};
use crate::urls;
use crate::views::Site;
use crate::views::diff::{self, DiffTag, Stretch};
use crate::views::frame::PageFrame;
use crate::views::parts::{Time, isolated};

/// Headings in the text of a version stand below the `h2` of its correction.
const VERSION_TOP_HEADING: u8 = 3;

/// Versions are rendered until they have this many characters together. Later ones are shown as source text, which
/// costs next to nothing.
const RENDERED_CHARS: usize = 500_000;

#[derive(Template)]
#[template(path = "public/corrections.html")]
struct CorrectionsPage<'a> {
    frame: PageFrame,
    site: &'a Site,
    title: String,
    corrections: Vec<CorrectionView>,
    incident_url: String,
}

/// One correction.
struct CorrectionView {
    anchor: Option<String>,
    label: String,
    /// The corrected update or postmortem, if it still exists.
    word: Option<Word>,
    /// The time of an update that was removed.
    removed: Option<Time>,
    corrected: Time,
    reason: Option<String>,
    moved: Option<(Time, Time)>,
    text: TextChange,
    versions: Vec<VersionView>,
}

/// An update or postmortem, as a link.
struct Word {
    url: String,
    at: Time,
}

/// How the text changed.
enum TextChange {
    /// Nothing is shown of it.
    NotTold,
    /// It did not change.
    Same,
    /// These words changed.
    Words(Vec<Stretch>),
    /// Too much changed to mark the words.
    TooDifferent,
}

/// One version in full.
struct VersionView {
    name: String,
    text: VersionText,
}

enum VersionText {
    Rendered(SafeHtml),
    Source(String),
}

/// Renders `/incidents/{id}/corrections`: at least one, newest first.
pub fn corrections(
    state: &PublicState,
    incident: &PublicIncident,
    corrections: &[PublicCorrection],
    site: &Site,
    made_at: Ts,
) -> Result<String, askama::Error> {
    let words = site.words;
    let titled = [("title", isolated(&incident.name).into())];
    let title = words.say_with("corrections-title", &titled);
    let description = words.say_with("corrections-description", &titled);
    let mut anchors = HashSet::new();
    let mut left = RENDERED_CHARS;
    let views = corrections
        .iter()
        .map(|correction| {
            let anchor = urls::correction_anchor(&correction.update_id, correction.corrected_at);
            let anchor = anchors.insert(anchor.clone()).then_some(anchor);
            view(incident, correction, anchor, site, &mut left)
        })
        .collect();
    CorrectionsPage {
        frame: PageFrame::new(state, site, &title, description).at(
            &urls::corrections(&incident.id),
            site,
            made_at,
        ),
        site,
        title,
        corrections: views,
        incident_url: urls::incident(&incident.id),
    }
    .render()
}

fn view(
    incident: &PublicIncident,
    correction: &PublicCorrection,
    anchor: Option<String>,
    site: &Site,
    left: &mut usize,
) -> CorrectionView {
    let words = site.words;
    let mut view = CorrectionView {
        anchor,
        label: words.say("correction-removed"),
        word: None,
        removed: None,
        corrected: Time::new(correction.corrected_at, site),
        reason: correction.reason.clone(),
        moved: None,
        text: TextChange::NotTold,
        versions: Vec::new(),
    };
    match &correction.amendment {
        PublicAmendment::Removed { display_at } => {
            view.removed = Some(Time::new(*display_at, site));
        }
        PublicAmendment::Changed { before, after } => {
            let (label, url) = name(incident, &correction.update_id, site);
            view.label = label;
            view.word = Some(Word {
                url,
                at: Time::new(after.display_at, site),
            });
            if before.display_at != after.display_at {
                view.moved = Some((
                    Time::new(before.display_at, site),
                    Time::new(after.display_at, site),
                ));
            }
            let (before, after) = (words.body(&before.body), words.body(&after.body));
            if before.text == after.text {
                view.text = TextChange::Same;
            } else {
                let told = diff::words(&before.text, &after.text);
                view.versions
                    .push(version(words.say("version-before"), &before, left));
                if told.is_none() {
                    view.versions
                        .push(version(words.say("version-after"), &after, left));
                }
                view.text = told.map_or(TextChange::TooDifferent, TextChange::Words);
            }
        }
    }
    view
}

/// Names an update or the postmortem, with its address.
fn name(incident: &PublicIncident, id: &UpdateId, site: &Site) -> (String, String) {
    let entries = incident.entries();
    match entries.iter().find(|entry| entry.update.id == *id) {
        Some(entry) => (
            site.words
                .update_label(entry.update.status, entry.keeps_status),
            urls::update(&incident.id, id),
        ),
        None => (site.words.say("postmortem"), urls::postmortem(&incident.id)),
    }
}

fn version(name: String, body: &BodyText<'_>, left: &mut usize) -> VersionView {
    let text = match left.checked_sub(body.text.len()) {
        Some(rest) => {
            *left = rest;
            VersionText::Rendered(markdown::render(body, VERSION_TOP_HEADING))
        }
        None => VersionText::Source(body.text.clone().into_owned()),
    };
    VersionView { name, text }
}
