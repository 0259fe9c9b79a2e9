//! Postmortems: draft, publish, take back, delete.

use candor::domain::Role;
use serde_json::{Value, json};

use crate::manage_api::{api, ok, refused};
use crate::support::TestApp;

const SECRET: &str = "THE ROOT CAUSE";

async fn public_documents(t: &TestApp, incident: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for path in [
        "/",
        "/history",
        "/postmortems",
        "/history.atom",
        "/history.atom?items=updates",
        "/history.rss",
        "/history.rss?items=updates",
        "/feed.json",
        "/feed.json?items=updates",
        "/api/v2/summary.json",
        "/api/v2/incidents.json",
        &format!("/{incident}"),
        &format!("/{incident}/postmortem"),
        &format!("/api/v2/{incident}.json"),
    ] {
        all.push((
            path.to_owned(),
            t.anyone().get(path).await.text().to_owned(),
        ));
    }
    all
}

#[tokio::test]
async fn a_draft_stands_in_no_public_byte_until_it_is_published() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let incident = program
        .incident_path(json!({ "name": "Trouble", "status": "resolved" }))
        .await;
    let path = format!("{incident}/postmortem");
    let hidden = async || {
        for (path, text) in public_documents(&t, &incident).await {
            assert!(!text.contains(SECRET), "{path}");
        }
        assert_eq!(
            ok(&program.get(&incident).await)["postmortem_body"],
            Value::Null
        );
    };
    let before = public_documents(&t, &incident).await;

    assert_eq!(program.get(&path).await.status(), 404);
    assert_eq!(
        program
            .put(&format!("{path}/publish"), json!({}))
            .await
            .status(),
        404
    );
    assert_eq!(
        program
            .put(&format!("{path}/revert"), json!({}))
            .await
            .status(),
        404
    );
    assert_eq!(program.delete(&path).await.status(), 404);

    let body = json!({ "postmortem": { "body_draft": SECRET } });
    let draft = ok(&program.put(&path, body.clone()).await);
    assert_eq!(
        (&draft["body_draft"], &draft["body"]),
        (&json!(SECRET), &Value::Null)
    );
    assert_eq!(draft["published_at"], Value::Null);
    ok(&program.put(&path, body).await);
    assert_eq!(
        public_documents(&t, &incident).await,
        before,
        "not one byte"
    );
    hidden().await;

    t.clock.advance_secs(60);
    for _ in 0..2 {
        let published = ok(&program
            .put(&format!("{path}/publish"), json!({ "postmortem": {} }))
            .await);
        assert_eq!(published["body"], SECRET);
        assert_eq!(published["published_at"], "2026-11-24T15:01:00.000Z");
    }
    for (path, text) in public_documents(&t, &incident).await {
        let shows = path != "/"
            && path != "/history"
            && path != "/postmortems"
            && path != "/api/v2/summary.json";
        assert_eq!(text.contains(SECRET), shows, "{path}");
    }
    let shown = ok(&program.get(&incident).await);
    assert_eq!(
        (&shown["status"], &shown["postmortem_body"]),
        (&json!("postmortem"), &json!(SECRET))
    );

    t.clock.advance_secs(60);
    for _ in 0..2 {
        let taken = ok(&program.put(&format!("{path}/revert"), json!({})).await);
        assert_eq!(
            (&taken["body_draft"], &taken["published_at"]),
            (&json!(SECRET), &Value::Null)
        );
    }
    hidden().await;
    assert_eq!(ok(&program.get(&incident).await)["status"], "resolved");

    let early = json!({ "postmortem": { "published_at": "2026-11-24T10:00:00Z", "notify_subscribers": false } });
    let published = ok(&program.put(&format!("{path}/publish"), early).await);
    assert_eq!(published["published_at"], "2026-11-24T10:00:00.000Z");
    assert_eq!(published["notify_subscribers"], false);

    assert_eq!(program.delete(&path).await.status(), 204);
    assert_eq!(program.delete(&path).await.status(), 404);
    hidden().await;
    assert_eq!(ok(&program.get(&incident).await)["status"], "resolved");
}

#[tokio::test]
async fn an_open_incident_publishes_no_postmortem_and_a_draft_has_a_text() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let incident = program.incident_path(json!({ "name": "Trouble" })).await;
    let path = format!("{incident}/postmortem");
    for fields in [
        json!({}),
        json!({ "body_draft": "" }),
        json!({ "body_draft": [1] }),
        json!({ "body_draft": "x".repeat(250_001) }),
    ] {
        refused(&program.put(&path, json!({ "postmortem": fields })).await);
    }
    ok(&program
        .put(&path, json!({ "postmortem": { "body_draft": SECRET } }))
        .await);
    refused(&program.put(&format!("{path}/publish"), json!({})).await);
    let reply = program
        .put(
            &format!("{path}/publish"),
            json!({ "postmortem": { "published_at": "soon" } }),
        )
        .await;
    refused(&reply);
}

#[tokio::test]
async fn a_new_draft_of_a_published_postmortem_waits_for_its_publication() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let incident = program
        .incident_path(json!({ "name": "Trouble", "status": "resolved" }))
        .await;
    let path = format!("{incident}/postmortem");
    ok(&program
        .put(&path, json!({ "postmortem": { "body_draft": "First" } }))
        .await);
    ok(&program.put(&format!("{path}/publish"), json!({})).await);
    let before = public_documents(&t, &incident).await;
    ok(&program
        .put(&path, json!({ "postmortem": { "body_draft": SECRET } }))
        .await);
    assert_eq!(public_documents(&t, &incident).await, before);
    let published = ok(&program.put(&format!("{path}/publish"), json!({})).await);
    assert_eq!(published["body"], SECRET);
    assert_eq!(
        published["published_at"], "2026-11-24T15:00:00.000Z",
        "the first moment stays"
    );
}
