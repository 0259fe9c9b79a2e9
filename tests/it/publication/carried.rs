//! Documents whose inputs did not change are taken over from edition to edition, and nothing stale is served.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use candor::app::{ComponentEdit, GroupEdit, IncidentEdit};
use candor::domain::{ComponentId, ComponentStatus, Incident, IncidentId, Status};
use candor::publication::{Document, Encoding};
use candor::urls::{DocumentKey, DocumentName};

use crate::support::TestApp;

/// How many updates are posted while readers read.
const WORDS: usize = 25;

/// Every document that exists, by its path.
type Documents = BTreeMap<String, Arc<Document>>;

/// Returns the documents, of the history as few as are kept together with the others.
async fn documents(t: &TestApp) -> Documents {
    let mut all = Documents::new();
    for key in t.publication.list_documents().await.expect("listed") {
        let path = key.path();
        let is_old = !path.contains("2026-1") && !path.contains("2015-10");
        if is_old && path.contains("month=") || path.contains("page=") {
            continue;
        }
        let found = t.publication.find(key).await.expect("made");
        all.insert(path, found.expect("it exists"));
    }
    all
}

/// Where the bytes of a document lie.
fn bytes(document: &Document) -> *const u8 {
    document.variant(Encoding::Identity).body.as_ptr()
}

/// The paths whose document is another than before: those with other bytes, and those of the same bytes with another
/// date.
fn changed(before: &Documents, after: &Documents) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut rendered, mut dated) = (BTreeSet::new(), BTreeSet::new());
    for (path, document) in after {
        match before.get(path) {
            Some(before) if Arc::ptr_eq(before, document) => {}
            Some(before) if bytes(before) == bytes(document) => {
                dated.insert(path.clone());
            }
            _ => {
                rendered.insert(path.clone());
            }
        }
    }
    (rendered, dated)
}

fn page(id: &IncidentId) -> DocumentKey {
    DocumentKey::of_page(DocumentName::Incident(id.clone()))
}

async fn say(t: &TestApp, incident: &Incident, body: &str) {
    let edit = IncidentEdit {
        body: Some(body.to_owned()),
        ..IncidentEdit::default()
    };
    t.app
        .edit_incident(&t.owner(), &incident.id, edit, None, None)
        .await
        .expect("said");
}

/// The demo's page with two more incidents, on one component each, open for a minute.
async fn two_incidents() -> (TestApp, Incident, Incident) {
    let t = TestApp::demo().await;
    let first = t.incident("Calls fail").on("DUO1 / Calls").open().await;
    let second = t.incident("Mail waits").on("DUO7 / Mail").open().await;
    t.clock.advance_secs(60);
    (t, first, second)
}

#[tokio::test]
async fn an_update_renders_what_shows_it_and_nothing_else() {
    let (t, first, _) = two_incidents().await;
    let before = documents(&t).await;
    let count = t.publication.rendered_count();
    say(&t, &first, "We know a little more.").await;
    let after = documents(&t).await;
    let (rendered, dated) = changed(&before, &after);
    let is_of_it = |path: &str| path.contains(first.id.as_str());
    for path in after.keys() {
        let shows_it = is_of_it(path)
            || ["/", "/history", "/history?month=2026-11"].contains(&path.as_str())
            || path.starts_with("/history.atom")
            || path.starts_with("/history.rss")
            || path.starts_with("/feed.json")
            || ["status", "summary", "incidents", "incidents/unresolved"]
                .iter()
                .any(|name| *path == format!("/api/v2/{name}.json"))
            // `/history.json` repeats when anything last changed.
            || path.starts_with("/history.json");
        assert_eq!(rendered.contains(path), shows_it, "{path}");
        // A list has the date of whatever could have been in it.
        let is_list = path.starts_with("/history") || path == "/postmortems";
        assert_eq!(dated.contains(path), is_list && !shows_it, "{path}");
    }
    let now = t.publication.rendered_count();
    assert_eq!(now - count, rendered.len() as u64, "each once");
}

#[tokio::test]
async fn a_component_renders_the_incidents_that_name_it_and_no_others() {
    let (t, first, second) = two_incidents().await;
    let calls = t.component("DUO1 / Calls").await;
    let beside = t.component("DUO1 / Push").await;
    let pages = async || {
        let mut found = Vec::new();
        for id in [&first.id, &second.id] {
            let page = t.publication.find(page(id)).await.expect("made");
            found.push(page.expect("there"));
        }
        found
    };
    let rename = async |id: &ComponentId, name: &str| {
        t.clock.advance_secs(60);
        let edit = ComponentEdit {
            name: Some(name.to_owned()),
            ..ComponentEdit::default()
        };
        let edited = t.app.edit_component(&t.owner(), id, edit).await;
        edited.expect("edited").group_id().cloned().expect("in one")
    };
    let before = pages().await;
    // Another member of its group.
    let group = rename(&beside, "Push by another name").await;
    let after = pages().await;
    assert!(Arc::ptr_eq(&before[0], &after[0]) && Arc::ptr_eq(&before[1], &after[1]));
    // A group has the date of whatever changed the status of a member.
    t.clock.advance_secs(60);
    let edit = ComponentEdit {
        status: Some(ComponentStatus::MajorOutage),
        ..ComponentEdit::default()
    };
    t.app
        .edit_component(&t.owner(), &beside, edit)
        .await
        .expect("edited");
    let before = after;
    let after = pages().await;
    assert_ne!(bytes(&before[0]), bytes(&after[0]));
    assert!(Arc::ptr_eq(&before[1], &after[1]));
    rename(&calls, "Phone calls").await;
    let renamed = pages().await;
    assert_ne!(bytes(&after[0]), bytes(&renamed[0]));
    assert!(Arc::ptr_eq(&after[1], &renamed[1]));
    t.clock.advance_secs(60);
    let edit = GroupEdit {
        name: Some("DUO100".into()),
        ..GroupEdit::default()
    };
    t.app
        .edit_group(&t.owner(), &group, edit)
        .await
        .expect("edited");
    let regrouped = pages().await;
    assert_ne!(bytes(&renamed[0]), bytes(&regrouped[0]));
    assert!(Arc::ptr_eq(&renamed[1], &regrouped[1]));
}

#[tokio::test]
async fn a_boundary_renders_the_incident_whose_promise_it_breaks_and_no_other() {
    let (t, first, second) = two_incidents().await;
    let edit = IncidentEdit {
        next_update_by: Some(Some(t.now().plus_secs(600))),
        ..IncidentEdit::default()
    };
    t.app
        .edit_incident(&t.owner(), &first.id, edit, None, None)
        .await
        .expect("promised");
    let find = async |id: &IncidentId| {
        let found = t.publication.find(page(id)).await.expect("made");
        found.expect("there")
    };
    let before = (find(&first.id).await, find(&second.id).await);
    t.clock.advance_secs(600);
    t.publication.refresh().await.expect("refreshed");
    let after = (find(&first.id).await, find(&second.id).await);
    assert_ne!(bytes(&before.0), bytes(&after.0));
    assert!(Arc::ptr_eq(&before.1, &after.1));
    // Midnight is on the front page alone.
    let home = t.publication.hot("/").expect("hot");
    t.clock.advance_secs(24 * 3_600);
    t.publication.refresh().await.expect("refreshed");
    assert_ne!(bytes(&home), bytes(&t.publication.hot("/").expect("hot")));
    assert!(Arc::ptr_eq(&after.0, &find(&first.id).await));
}

#[tokio::test]
async fn documents_asked_for_lately_are_ready_before_the_next_reader() {
    let (t, first, second) = two_incidents().await;
    let all = documents(&t).await;
    t.publication.render_ahead().await;
    t.clock.advance_secs(20 * 60);
    for id in [&first.id, &second.id] {
        t.publication.find(page(id)).await.expect("made");
    }
    let count = t.publication.rendered_count();
    say(&t, &first, "We know a little more.").await;
    t.publication.render_ahead().await;
    let ahead = t.publication.rendered_count();
    // The front page, three lists of the API, its one-line state, three feeds; of the rest only its page.
    assert_eq!(ahead - count, 8 + 1);
    let found = t.publication.find(page(&first.id)).await.expect("made");
    assert!(
        !Arc::ptr_eq(&found.expect("there"), &all[&page(&first.id).path()]),
        "it is new"
    );
    assert_eq!(t.publication.rendered_count(), ahead, "it was ready");
}

#[tokio::test]
async fn many_readers_of_one_document_wait_for_one_rendering() {
    let (t, first, _) = two_incidents().await;
    for word in ["One.", "Two.", "Three."] {
        t.clock.advance_secs(60);
        say(&t, &first, word).await;
        t.publication.render_ahead().await;
        let count = t.publication.rendered_count();
        let key = DocumentKey::of_page(DocumentName::Corrections(first.id.clone()));
        let readers: Vec<_> = (0..50)
            .map(|number| {
                let publication = t.publication.clone();
                let key = if number % 2 == 0 {
                    key.clone()
                } else {
                    page(&first.id)
                };
                tokio::spawn(async move { publication.find(key).await })
            })
            .collect();
        let mut found = Vec::new();
        for reader in readers {
            found.extend(reader.await.expect("ended").expect("made"));
        }
        assert_eq!(found.len(), 25, "there are no corrections");
        assert!(found.iter().all(|one| Arc::ptr_eq(one, &found[0])));
        let rendered = t.publication.rendered_count() - count;
        assert!(rendered <= 1, "{rendered}");
    }
}

#[tokio::test]
async fn an_older_edition_never_answers_a_reader_of_a_newer_one() {
    let (t, first, _) = two_incidents().await;
    let readers: Vec<_> = (0..8)
        .map(|_| {
            let (publication, id) = (t.publication.clone(), first.id.clone());
            tokio::spawn(async move {
                let mut shown = 0;
                while shown < WORDS {
                    let edition = publication.edition();
                    let incident = edition.state.find_incident(&id).expect("it is open");
                    // The first update is of the opening.
                    let least = incident.updates.len() - 1;
                    let found = publication.find(page(&id)).await.expect("made");
                    let found = found.expect("there");
                    let html = found.variant(Encoding::Identity).body.clone();
                    let html = String::from_utf8(html.to_vec()).expect("text");
                    shown = html.matches("<p>Word number").count();
                    assert!(shown >= least, "{shown} of {least}");
                    if shown < WORDS {
                        publication.wait_until_live(edition.revision + 1).await;
                    }
                }
            })
        })
        .collect();
    for number in 0..WORDS {
        t.clock.advance_secs(60);
        say(&t, &first, &format!("Word number {number}.")).await;
    }
    for reader in readers {
        reader.await.expect("nothing stale");
    }
}

#[tokio::test]
async fn a_resolved_incident_leaves_the_page_of_another_where_it_was() {
    let (t, first, second) = two_incidents().await;
    let before = t.publication.find(page(&second.id)).await.expect("made");
    let edit = IncidentEdit {
        status: Some(Status::Resolved),
        ..IncidentEdit::default()
    };
    t.app
        .edit_incident(&t.owner(), &first.id, edit, None, None)
        .await
        .expect("resolved");
    let after = t.publication.find(page(&second.id)).await.expect("made");
    assert!(Arc::ptr_eq(&before.expect("there"), &after.expect("there")));
}
