//! Corrections, promises and single updates through the manage API.

use candor::domain::Role;
use serde_json::{Value, json};

use crate::manage_api::{api, id_of, ok, refused};
use crate::support::TestApp;

#[tokio::test]
async fn a_reason_is_shown_with_the_correction() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let incident = program
        .incident(json!({ "name": "Trouble", "status": "resolved", "body": "Over." }))
        .await;
    let path = format!("incidents/{}", id_of(&incident));
    let update = format!(
        "{path}/incident_updates/{}",
        id_of(&incident["incident_updates"][0])
    );
    let postmortem = format!("{path}/postmortem");
    let draft = async |text: &str| {
        let body = json!({ "postmortem": { "body_draft": text } });
        ok(&program.put(&postmortem, body).await);
    };
    draft("First.").await;
    ok(&program
        .put(&format!("{postmortem}/publish"), json!({}))
        .await);
    t.clock.advance_secs(600);
    draft("Second.").await;

    let long = json!({ "incident_update": { "body": "x", "reason": "x".repeat(1001) } });
    assert_eq!(
        refused(&program.patch(&update, long).await),
        ["Reason is too long (maximum is 1000 characters)"]
    );
    let long = json!({ "postmortem": { "reason": "x".repeat(1001) } });
    refused(&program.put(&format!("{postmortem}/publish"), long).await);
    let body = json!({ "incident_update": { "body": "All is well.", "reason": "REASON ONE" } });
    ok(&program.patch(&update, body).await);
    let body = json!({ "postmortem": { "reason": "REASON TWO" } });
    ok(&program.put(&format!("{postmortem}/publish"), body).await);
    let page = t.anyone().get(&format!("/{path}/corrections")).await;
    let text = page.one("main");
    let (second, first) = (text.find("REASON TWO"), text.find("REASON ONE"));
    assert!(second.is_some() && second < first, "{text}");
}

#[tokio::test]
async fn a_correction_of_a_version_that_is_gone_is_refused() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let incident = program
        .incident(json!({ "name": "Trouble", "status": "resolved" }))
        .await;
    let path = program.path(&format!("incidents/{}", id_of(&incident)));
    let update = format!(
        "{path}/incident_updates/{}",
        id_of(&incident["incident_updates"][0])
    );
    let publish = format!("{path}/postmortem/publish");
    let draft = json!({ "postmortem": { "body_draft": "Because." } });
    ok(&program
        .client
        .put(&format!("{path}/postmortem"), draft)
        .await);
    let tag = program.client.get(&path).await.header("etag").to_owned();
    let editor = program.client.clone().with("if-match", &tag);
    let body = |text: &str| json!({ "incident_update": { "body": text } });
    ok(&editor.patch(&update, body("One")).await);
    assert_eq!(editor.patch(&update, body("Two")).await.status(), 412);
    assert_eq!(editor.put(&publish, json!({})).await.status(), 412);
    let tag = program.client.get(&path).await.header("etag").to_owned();
    let editor = program.client.clone().with("if-match", &tag);
    ok(&editor.put(&publish, json!({})).await);
}

#[tokio::test]
async fn a_promise_is_given_answered_and_taken_back() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let by = "2026-11-24T15:30:00.000Z";
    let incident = program
        .incident(json!({ "name": "Trouble", "next_update_by": "2026-11-24T10:30:00-05:00" }))
        .await;
    assert_eq!(incident["next_update_by"], by);
    let path = format!("incidents/{}", id_of(&incident));
    let change = async |fields: Value| program.patch(&path, json!({ "incident": fields })).await;
    assert_eq!(
        ok(&change(json!({ "name": "Renamed" })).await)["next_update_by"],
        by
    );
    let taken = ok(&change(json!({ "next_update_by": null })).await);
    assert_eq!(taken["next_update_by"], Value::Null);
    ok(&change(json!({ "next_update_by": by })).await);
    let said = ok(&change(json!({ "body": "A word." })).await);
    assert_eq!(said["next_update_by"], Value::Null);
    for (at, problem) in [
        ("2026-11-24T15:00:00Z", "must be in the future"),
        ("2026-12-02T15:00:00Z", "can't be more than 7 days ahead"),
        ("soon", "must be a time such as 2015-10-07T13:54:00Z"),
    ] {
        let errors = refused(&change(json!({ "next_update_by": at })).await);
        assert_eq!(errors, [format!("Next update by {problem}")]);
    }
    let public = t.anyone().get("/api/v2/incidents.json").await;
    assert!(!public.text().contains("next_update_by"));
}

#[tokio::test]
async fn an_update_asked_for_twice_is_posted_once() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let path = program.path(&program.incident_path(json!({ "name": "Trouble" })).await);
    let tag = program.client.get(&path).await.header("etag").to_owned();
    let client = program
        .client
        .clone()
        .with("idempotency-key", "u1")
        .with("if-match", &tag);
    let body = json!({ "incident": { "status": "identified", "body": "Found." } });
    let first = ok(&client.patch(&path, body.clone()).await);
    let again = ok(&client.patch(&path, body).await);
    assert_eq!(first, again);
    assert_eq!(again["incident_updates"].as_array().map(Vec::len), Some(2));
    let other = json!({ "incident": { "body": "Other." } });
    assert_eq!(
        refused(&client.patch(&path, other).await),
        ["Idempotency key was used for another request"]
    );
}
