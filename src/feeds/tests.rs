//! Whatever people write, the feeds are valid documents with unique ids.

use std::collections::HashSet;

use proptest::prelude::*;

use super::{Source, atom, json, rss};
use crate::domain::incidents::incident::tests::{incident, update};
use crate::domain::public::{Dates, Moment, Snapshot, reveal};
use crate::domain::{
    Body, BodyFormat, ComponentStatus, IncidentId, IncidentKind, Page, PageId, PostedSentence,
    SettingRevisions, Settings, Status, Ts, UpdateId,
};
use crate::i18n;
use crate::i18n::foreign::foreign;
use crate::urls::{FeedItems, PublicUrl};
use crate::zone::Zone;

fn snapshot(texts: &[(String, String, bool)]) -> Snapshot {
    let at = Ts::from_secs(1_444_226_040);
    let incidents = (1_i64..)
        .zip(texts)
        .map(|(number, (name, body, imported))| {
            let mut incident = incident(IncidentKind::Incident);
            incident.id = IncidentId::parse(&format!("i{number}")).expect("an id");
            incident.name.clone_from(name);
            incident.feed_number = number;
            let mut said = update(number, Status::Investigating, ComponentStatus::Operational);
            said.id = UpdateId::parse(&format!("u{number}")).expect("an id");
            let format = if *imported {
                BodyFormat::Statuspage
            } else {
                BodyFormat::Markdown
            };
            said.body = Body::written(body.as_str(), format);
            incident.post(said).expect("fits");
            incident
        })
        .collect();
    Snapshot {
        page: Page {
            id: PageId::parse("p").expect("an id"),
            name: texts
                .first()
                .map_or("Page", |text| text.0.as_str())
                .to_owned(),
            time_zone: "UTC".into(),
            url: None,
            feed_host: Some("status.example.com".into()),
            is_demo: false,
            settings: Settings::default(),
            setting_revisions: SettingRevisions::default(),
            created_at: at,
            updated_at: at,
        },
        components: vec![],
        incidents,
        postmortems: std::collections::HashMap::new(),
        images: vec![],
        open_incidents: 0,
        dates: Dates::default(),
    }
}

#[test]
fn what_the_program_posted_stands_there_in_the_language_of_the_page() {
    let sentences = PostedSentence::samples();
    let texts = vec![("Upgrade".to_owned(), String::new(), false); sentences.len()];
    let mut snapshot = snapshot(&texts);
    for (incident, sentence) in snapshot.incidents.iter_mut().zip(sentences) {
        incident.updates[0].body = i18n::english().post(sentence, None);
    }
    let moment = Moment {
        as_of: Ts::from_secs(0),
        past_since: Ts::from_secs(0),
    };
    let source = Source {
        state: &reveal(&snapshot, moment),
        zone: &Zone::utc(),
        url: &PublicUrl::parse("https://status.example.com").expect("a URL"),
        words: foreign(),
        items: FeedItems::Incidents,
        updated_at: Ts::from_secs(0),
    };
    for write in [atom, rss, json] {
        let feed = String::from_utf8(write(&source).expect("written")).expect("UTF-8");
        assert_eq!(feed.matches('⟪').count(), texts.len(), "{feed}");
        assert!(
            !feed.to_lowercase().contains("scheduled maintenance"),
            "{feed}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn feeds_always_parse(
        texts in proptest::collection::vec((".{1,40}", "(.|\n|[<>&\\]\\[!\"']){0,120}", any::<bool>()), 0..30)
    ) {
        let moment = Moment { as_of: Ts::from_secs(0), past_since: Ts::from_secs(0) };
        let state = reveal(&snapshot(&texts), moment);
        let (zone, url) = (Zone::utc(), PublicUrl::parse("https://status.example.com").expect("a URL"));
        for items in [FeedItems::Incidents, FeedItems::Updates] {
            let source = Source {
                state: &state,
                zone: &zone,
                url: &url,
                words: i18n::english(),
                items,
                updated_at: Ts::from_secs(0),
            };
            let feed = atom_syndication::Feed::read_from(&atom(&source).expect("written")[..]);
            let feed = feed.expect("valid Atom");
            prop_assert_eq!(feed.entries.len(), texts.len().min(25));
            let ids: HashSet<_> = feed.entries.iter().map(|entry| &entry.id).collect();
            prop_assert_eq!(ids.len(), feed.entries.len());
            prop_assert!(feed.entries.windows(2).all(|pair| pair[0].published >= pair[1].published));
            let channel = ::rss::Channel::read_from(&rss(&source).expect("written")[..]);
            prop_assert_eq!(channel.expect("valid RSS").items().len(), feed.entries.len());
            let json: serde_json::Value =
                serde_json::from_slice(&json(&source).expect("written")).expect("valid JSON");
            prop_assert_eq!(json["items"].as_array().map(Vec::len), Some(feed.entries.len()));
        }
    }
}
