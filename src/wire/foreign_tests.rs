//! What the program posted goes out in the language of the page.

use serde_json::Value;

use super::{statuspage_v1, statuspage_v2};
use crate::domain::incidents::incident::tests::{incident, update};
use crate::domain::public::tests::{MOMENT, snapshot};
use crate::domain::public::{PublicIncident, reveal};
use crate::domain::{ComponentStatus, Incident, IncidentKind, PageId, PostedSentence, Status, Ts};
use crate::i18n::english;
use crate::i18n::foreign::foreign;
use crate::urls::PublicUrl;
use crate::zone::Zone;

/// A maintenance of which every update was posted by the program, in English.
fn maintenance() -> Incident {
    let mut maintenance = incident(IncidentKind::Maintenance);
    for (seq, sentence) in (1..).zip(PostedSentence::samples()) {
        let mut said = update(seq, Status::InProgress, ComponentStatus::Operational);
        said.body = english().post(sentence, None);
        maintenance.post(said).expect("fits");
    }
    maintenance
}

fn url() -> PublicUrl {
    PublicUrl::parse("https://status.example.com").expect("a URL")
}

fn assert_foreign(updates: &Value) {
    let updates = updates.as_array().expect("updates");
    assert_eq!(updates.len(), PostedSentence::samples().len());
    for update in updates {
        let body = update["body"].as_str().expect("a text");
        assert!(body.starts_with('⟪') && body.ends_with('⟫'), "{body}");
    }
}

#[test]
fn the_status_api_words_posted_sentences() {
    let state = reveal(&snapshot(vec![], vec![maintenance()]), MOMENT);
    let (zone, url) = (Zone::utc(), url());
    let context = statuspage_v2::Context {
        state: &state,
        zone: &zone,
        url: &url,
        words: foreign(),
    };
    let at = Ts::from_secs(0);
    let all: Vec<&PublicIncident> = state.incidents().iter().map(AsRef::as_ref).collect();
    let document = serde_json::to_value(context.maintenances(&all, at)).expect("JSON");
    assert_foreign(&document["scheduled_maintenances"][0]["incident_updates"]);
    let months = [(zone.month(at), all)];
    let document = serde_json::to_value(context.history_index(&months, at)).expect("JSON");
    let message = &document["months"][0]["incidents"][0]["message"];
    assert!(message.as_str().is_some_and(|text| text.starts_with('⟪')));
}

#[test]
fn the_manage_api_words_posted_sentences() {
    let page_id = PageId::parse("p").expect("an id");
    let context = statuspage_v1::Context {
        page_id: &page_id,
        url: &url(),
        words: foreign(),
        components: &[],
    };
    let object = serde_json::to_value(context.incident(&maintenance(), None)).expect("JSON");
    assert_foreign(&object["incident_updates"]);
}
