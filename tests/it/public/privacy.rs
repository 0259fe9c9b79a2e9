//! What is private stands in no public document.

use candor::app::{Actor, Error, IdempotencyKey, IncidentEdit, Publishing};
use candor::domain::{Component, IncidentId, Role, Status};

use super::demo::DOCUMENTS;
use crate::support::TestApp;

#[tokio::test]
async fn a_postmortem_draft_changes_no_byte_and_no_tag() {
    let t = TestApp::demo().await;
    t.settle();
    let id = candor::domain::IncidentId::parse("r3p0rts5l0wd").expect("an id");
    let mut before = Vec::new();
    for (_, path) in DOCUMENTS {
        let reply = t.anyone().get(path).await;
        before.push((
            reply.header("etag").to_owned(),
            reply.header("last-modified").to_owned(),
        ));
    }
    t.clock.advance_secs(300);
    t.app
        .save_postmortem_draft(&t.owner(), &id, "A SECRET DRAFT", None)
        .await
        .expect("saved");
    for ((_, path), (etag, modified)) in DOCUMENTS.iter().zip(before) {
        let reply = t.anyone().get(path).await;
        assert!(!reply.text().contains("A SECRET DRAFT"), "{path}");
        assert_eq!(reply.header("etag"), etag, "{path}");
        assert_eq!(reply.header("last-modified"), modified, "{path}");
    }
    let path = format!("/incidents/{id}/postmortem");
    assert_eq!(t.anyone().get(&path).await.status(), 404);

    t.app
        .publish_postmortem(&t.owner(), &id, Publishing::default(), None)
        .await
        .expect("published");
    assert!(
        t.anyone()
            .get(&path)
            .await
            .text()
            .contains("A SECRET DRAFT")
    );
    let json = t.anyone().get("/api/v2/incidents.json").await;
    assert!(json.text().contains("A SECRET DRAFT"));
    t.app
        .revert_postmortem(&t.owner(), &id, None)
        .await
        .expect("taken back");
    for (_, path) in DOCUMENTS {
        assert!(
            !t.anyone().get(path).await.text().contains("A SECRET DRAFT"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_hidden_component_is_nowhere_and_not_counted() {
    let t = TestApp::new().await;
    let incident = t
        .incident("Trouble")
        .on("Public")
        .on("SECRET COMPONENT")
        .open()
        .await;
    let edit = IncidentEdit {
        body: Some("More.".into()),
        status: Some(Status::Identified),
        ..IncidentEdit::default()
    };
    t.app
        .edit_incident(&t.owner(), &incident.id, edit, None, None)
        .await
        .expect("edited");
    // Hidden by the store itself, without a deed.
    let all = t.components().await;
    let secret = all
        .iter()
        .find(|one| one.name == "SECRET COMPONENT")
        .expect("there");
    let mut write = t.store.begin().await.expect("a write");
    write
        .save_component(&Component {
            hidden: true,
            ..secret.clone()
        })
        .await
        .expect("stored");
    let entry = candor::domain::AuditEntry {
        at: t.now(),
        actor: "test".into(),
        door: "cli".to_owned(),
        address: None,
        action: "hide".to_owned(),
        subject: secret.id.to_string(),
        detail: "{}".into(),
    };
    let revision = write.commit(&entry).await.expect("committed");
    t.publication.wait_until_live(revision).await;
    let own = format!("/incidents/{}", incident.id);
    let json = format!("/api/v2/incidents/{}.json", incident.id);
    let paths = [
        "/",
        "/history",
        "/history.atom",
        "/history.rss",
        "/feed.json",
        "/api/v2/summary.json",
        "/api/v2/components.json",
        "/api/v2/incidents.json",
        "/postmortems",
        "/subscribe",
        &own,
        &json,
    ];
    for path in paths {
        let reply = t.anyone().get(path).await;
        assert_eq!(reply.status(), 200, "{path}");
        assert!(!reply.text().contains("SECRET COMPONENT"), "{path}");
        assert!(!reply.text().contains(secret.id.as_str()), "{path}");
    }
    let status = t.anyone().get("/api/v2/status.json").await.json();
    assert_eq!(
        status["status"]["description"], "Major System Outage",
        "one of one"
    );
}

#[tokio::test]
async fn a_note_among_staff_changes_no_byte_and_no_tag() {
    let t = TestApp::demo().await;
    let ids = ["p5shl4t3nw2x", "6cr5qrtfcmrn", "m4nt3n4nc3dz"];
    let ids = ids.map(|id| IncidentId::parse(id).expect("an id"));
    let mut paths: Vec<String> = DOCUMENTS
        .iter()
        .map(|(_, path)| (*path).to_owned())
        .collect();
    paths.extend(ids.iter().map(|id| format!("/api/v2/incidents/{id}.json")));
    let mut before = Vec::new();
    for path in &paths {
        before.push(t.anyone().get(path).await.header("etag").to_owned());
    }
    t.clock.advance_secs(300);
    let once = IdempotencyKey::new("form", "key", b"note");
    for id in &ids {
        let once = (*id == ids[0]).then_some(&once);
        let note = t
            .app
            .add_note(&t.owner(), id, "A SECRET NOTE", once)
            .await
            .expect("noted");
        if once.is_some() {
            let again = t.app.add_note(&t.owner(), id, "A SECRET NOTE", once).await;
            assert_eq!(again.expect("once"), note);
        }
    }
    for (path, etag) in paths.iter().zip(before) {
        let reply = t.anyone().get(path).await;
        assert!(!reply.text().contains("SECRET NOTE"), "{path}");
        assert_eq!(reply.header("etag"), etag, "{path}");
    }
    let corrections = format!("/incidents/{}/corrections", ids[0]);
    assert_eq!(t.anyone().get(&corrections).await.status(), 404);
    let viewer = Actor::token("viewer", "v", Role::Viewer);
    let path = |id: &IncidentId| format!("/v1/pages/{}/incidents/{id}", "dm0p4g3dm0p4");
    let api = t.token(Role::Owner).await;
    assert!(!api.get(&path(&ids[0])).await.text().contains("SECRET NOTE"));

    // Viewers read, responders write; a note is not blank and not longer than an update.
    let notes = t.app.list_notes(&viewer, &ids[0]).await.expect("read");
    assert_eq!(notes.len(), 1);
    assert_eq!(
        (&*notes[0].body, &*notes[0].author),
        ("A SECRET NOTE", "command line")
    );
    let denied = t.app.add_note(&viewer, &ids[0], "x", None).await;
    assert!(matches!(denied, Err(Error::Denied { .. })));
    for body in [" \n", &"x".repeat(25_001)] {
        let refused = t.app.add_note(&t.owner(), &ids[0], body, None).await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
    }
    let newer = t
        .app
        .add_note(&t.owner(), &ids[0], "Newer", None)
        .await
        .expect("noted");
    let notes = t.app.list_notes(&viewer, &ids[0]).await.expect("read");
    assert_eq!(notes[0], newer);
    let denied = t.app.delete_note(&viewer, &ids[0], &newer.id).await;
    assert!(matches!(denied, Err(Error::Denied { .. })));
    let elsewhere = t.app.delete_note(&t.owner(), &ids[1], &newer.id).await;
    assert!(matches!(elsewhere, Err(Error::NotFound)));
    t.app
        .delete_note(&t.owner(), &ids[0], &newer.id)
        .await
        .expect("deleted");
    assert_eq!(
        t.app
            .list_notes(&viewer, &ids[0])
            .await
            .expect("read")
            .len(),
        1
    );
}
