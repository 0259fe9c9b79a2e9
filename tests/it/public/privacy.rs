//! What is private stands in no public document.

use candor::app::{IncidentEdit, Publishing};
use candor::domain::{Component, Status};

use super::demo::DOCUMENTS;
use crate::support::TestApp;

#[tokio::test]
async fn a_postmortem_draft_changes_no_byte_and_no_tag() {
    let t = TestApp::demo().await;
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
        .save_postmortem_draft(&t.owner(), &id, "A SECRET DRAFT")
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
        .revert_postmortem(&t.owner(), &id)
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
    // No deed hides a component yet; the store can.
    let all = t.components().await;
    let secret = all
        .iter()
        .find(|one| one.name == "SECRET COMPONENT")
        .expect("there");
    let mut write = t.app.store().begin().await.expect("a write");
    write
        .save_component(&Component {
            hidden: true,
            ..secret.clone()
        })
        .await
        .expect("stored");
    let entry = candor::store::AuditEntry {
        at: t.now(),
        actor: "test".into(),
        door: "cli",
        action: "hide",
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
