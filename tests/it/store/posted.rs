//! Sentences that the program posted: kept beside their text, and what the release before does to them.

use candor::domain::incidents::correction::{Amendment, Version};
use candor::domain::{
    Body, Correction, Incident, IncidentKind, PlannedTime, Posted, PostedSentence, Status, Update,
    Window,
};
use candor::store::Store;

use super::story::{at, entry, incident, page, update};
use crate::support::TestDatabase;

/// Every sentence, with what somebody added to some of them.
fn bodies() -> Vec<Body> {
    let planned = || PlannedTime {
        window: Window {
            starts_at: at(100),
            ends_at: at(200),
        },
        as_of: at(0),
        time_zone: "America/New_York".into(),
    };
    let own = "two\r\nlines \"quoted\" 'text' 🚑";
    [
        (PostedSentence::InProgress, None),
        (PostedSentence::Completed, None),
        (PostedSentence::Cancelled, Some(own)),
        (PostedSentence::Moved(planned()), None),
        (PostedSentence::Longer(planned()), Some(own)),
        (PostedSentence::Shorter(planned()), None),
    ]
    .into_iter()
    .map(|(sentence, own)| {
        let posted = Posted::new(sentence, own.map(str::to_owned));
        Body {
            text: posted.whole("As it was posted.".to_owned()),
            posted: Some(Box::new(posted)),
            ..Body::markdown("")
        }
    })
    .collect()
}

fn word(seq: i64, body: Body) -> Update {
    let status = Status::InProgress;
    let operational = candor::domain::ComponentStatus::Operational;
    Update {
        body,
        ..update(&format!("u{seq}"), seq, status, "c", operational)
    }
}

/// A maintenance of which the program posted every update.
async fn with_every_sentence() -> (TestDatabase, Store, Incident) {
    let database = TestDatabase::new().await;
    let store = database.open().await;
    let mut maintenance = incident("m1", IncidentKind::Maintenance, 0, 1);
    maintenance.updates = (1..)
        .zip(bodies())
        .map(|(seq, body)| word(seq, body))
        .collect();
    let mut write = store.begin().await.expect("a write");
    write.insert_page(&page()).await.expect("stored");
    write.insert_incident(&maintenance).await.expect("stored");
    write.commit(&entry("made")).await.expect("committed");
    (database, store, maintenance)
}

async fn stored(store: &Store, maintenance: &Incident) -> Incident {
    let mut read = store.read().await.expect("a read");
    read.get_incident(&maintenance.id).await.expect("found")
}

async fn sentences(store: &Store, maintenance: &Incident) -> Vec<Option<Box<Posted>>> {
    let updates = stored(store, maintenance).await.updates;
    updates.into_iter().map(|one| one.body.posted).collect()
}

#[tokio::test]
async fn every_sentence_is_kept_with_its_values_and_what_was_added() {
    let (_database, store, mut maintenance) = with_every_sentence().await;
    let found = stored(&store, &maintenance).await;
    assert_eq!(found.updates, maintenance.updates);

    // Another sentence, and a text of somebody's, take the place of one.
    let before = found.clone();
    maintenance = found;
    maintenance.updates[0].body = bodies().remove(3);
    maintenance.updates[1].body = Body::markdown("Over.");
    let mut write = store.begin().await.expect("a write");
    write
        .update_incident(&before, &mut maintenance)
        .await
        .expect("stored");
    write.commit(&entry("changed")).await.expect("committed");
    assert_eq!(
        stored(&store, &maintenance).await.updates,
        maintenance.updates
    );
}

#[tokio::test]
async fn a_correction_keeps_the_sentence_of_the_text_before() {
    let (database, store, maintenance) = with_every_sentence().await;
    let mut corrections: Vec<Correction> = (1..)
        .zip(bodies())
        .map(|(seq, body)| Correction {
            seq,
            update_id: maintenance.updates[0].id.clone(),
            amendment: Amendment::Changed {
                before: Version {
                    body,
                    display_at: at(seq),
                },
                display_at: at(seq),
            },
            reason: None,
            corrected_at: at(seq),
        })
        .collect();
    corrections.reverse();
    let mut write = store.begin().await.expect("a write");
    for correction in &corrections {
        write
            .insert_correction(&maintenance.id, correction)
            .await
            .expect("stored");
    }
    write.commit(&entry("corrected")).await.expect("committed");
    let listed = async || {
        let mut read = store.read().await.expect("a read");
        read.list_corrections(&maintenance.id)
            .await
            .expect("listed")
    };
    assert_eq!(listed().await, corrections);

    database
        .meddle("update corrections set posted = 'nonsense'")
        .await;
    let left = listed().await;
    assert_eq!(left.len(), corrections.len());
    for correction in left {
        let Amendment::Changed { before, .. } = correction.amendment else {
            panic!("changed");
        };
        assert_eq!(before.body.posted, None);
        assert!(before.body.text.starts_with("As it was posted."));
    }
}

#[tokio::test]
async fn a_text_that_the_release_before_writes_over_a_sentence_is_somebodys() {
    let (database, store, maintenance) = with_every_sentence().await;
    let all = sentences(&store, &maintenance).await;
    // What it writes beside the text leaves the sentence, and so does the same text.
    database
        .meddle("update incident_updates set display_at = created_at, body = body, status = 'verifying'")
        .await;
    assert_eq!(sentences(&store, &maintenance).await, all);

    database
        .meddle("update incident_updates set body = 'By hand.' where id = 'u1'")
        .await;
    // As it stores updates: a row that is there is replaced.
    database
        .meddle(
            "insert into incident_updates (id, incident_id, status, body, body_format, display_at, created_at,
                                           updated_at, seq, changes, deliver_notifications)
             select id, incident_id, status, 'By hand, too.', body_format, display_at, created_at,
                    updated_at, seq, changes, deliver_notifications
               from incident_updates where id = 'u2'
                 on conflict (id) do update
                set body = excluded.body, body_format = excluded.body_format",
        )
        .await;
    let updates = stored(&store, &maintenance).await.updates;
    assert_eq!(updates[0].body, Body::markdown("By hand."));
    assert_eq!(updates[1].body, Body::markdown("By hand, too."));
    assert_eq!(sentences(&store, &maintenance).await[2..], all[2..]);
}

#[tokio::test]
async fn a_sentence_that_makes_no_sense_leaves_its_text() {
    let (database, store, maintenance) = with_every_sentence().await;
    for nonsense in ["", "[", r#"{"own":"","sentence":"of-a-later-release"}"#] {
        database
            .meddle(&format!(
                "update incident_updates set posted = '{nonsense}'"
            ))
            .await;
        let updates = stored(&store, &maintenance).await.updates;
        assert_eq!(updates.len(), maintenance.updates.len());
        for (update, before) in updates.iter().zip(&maintenance.updates) {
            assert_eq!(update.body, Body::markdown(before.body.text.as_str()));
        }
    }
}
