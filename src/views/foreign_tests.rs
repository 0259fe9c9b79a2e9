//! What the program posted is shown in the language of the page, wherever pages show it.

use super::tests::pages;
use super::{Site, public, samples};
use crate::domain::PostedSentence;
use crate::domain::incidents::correction::Version;
use crate::domain::public::{PublicAmendment, PublicCorrection, PublicState};
use crate::i18n::english;
use crate::i18n::foreign::foreign;

/// The text that staff added below every sentence.
const OWN: &str = "The vendor is ill.";

fn site() -> Site {
    Site {
        words: foreign(),
        ..samples::site()
    }
}

/// Incidents and maintenances of which every update was posted by the program, in English.
fn state() -> PublicState {
    let mut snapshot = samples::duo_on_fire();
    let updates = snapshot.incidents.iter_mut().flat_map(|it| &mut it.updates);
    for (update, sentence) in updates.zip(PostedSentence::samples().into_iter().cycle()) {
        update.body = english().post(sentence, Some(OWN.to_owned()));
    }
    samples::state(&snapshot)
}

fn is_foreign(html: &str) -> bool {
    let posted = |sentence| english().post(sentence, None).text;
    let mut english = PostedSentence::samples().into_iter().map(posted);
    !english.any(|text| html.contains(text.split('.').next().expect("a sentence")))
        && html.contains('⟪')
}

#[test]
fn no_page_shows_a_posted_sentence_in_another_language() {
    let all = pages(&state(), &site());
    let mut shown = 0;
    for (name, html) in all {
        let kind = name.split('-').next().unwrap_or_default();
        if ["home", "history", "incident", "postmortem"].contains(&kind) {
            assert!(is_foreign(&html), "{name}: {html}");
            shown += 1;
        }
    }
    assert!(shown > 4, "{shown}");
}

#[test]
fn a_correction_tells_both_versions_in_the_language_of_the_page() {
    let state = state();
    let incident = &state.incidents()[0];
    let update = &incident.updates[0];
    let version = |sentence: &PostedSentence| Version {
        body: english().post(sentence.clone(), None),
        display_at: update.display_at,
    };
    let sentences = PostedSentence::samples();
    for pair in sentences.windows(2) {
        let correction = PublicCorrection {
            update_id: update.id.clone(),
            amendment: PublicAmendment::Changed {
                before: version(&pair[0]),
                after: version(&pair[1]),
            },
            reason: None,
            corrected_at: update.display_at,
        };
        let html = public::corrections(&state, incident, &[correction], &site(), update.display_at);
        let html = html.expect("renders");
        assert!(is_foreign(&html), "{html}");
    }
}
