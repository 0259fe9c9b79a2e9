//! An incident from its first update to its postmortem: after each step every public document says the same.

use candor::domain::Role;
use serde_json::{Value, json};

use super::{Api, api, id_of, ok};
use crate::support::TestApp;

const AFFECTED: &str = "Phone Call Delivery in DUO1-DUO8, DUO47, DUO10-DUO30";

/// Checks that every document has the incident in this state with this text as its newest update.
async fn agree(t: &TestApp, id: &str, status: &str, word: &str) {
    let get = |path: String| async move { t.anyone().get(&path).await };
    for path in [
        format!("/incidents/{id}"),
        "/history.atom".into(),
        "/history.atom?items=updates".into(),
        "/history.rss".into(),
        "/history.rss?items=updates".into(),
        "/feed.json".into(),
        "/feed.json?items=updates".into(),
    ] {
        let reply = get(path.clone()).await;
        assert!(reply.text().contains(word), "{word} is on {path}");
    }
    let home = get("/".into()).await;
    assert!(home.text().contains("Calls do not arrive"));
    let open = !matches!(status, "resolved" | "postmortem");
    assert_eq!(home.text().contains(word), open, "{word} on the front page");
    let incident = get(format!("/api/v2/incidents/{id}.json")).await.json()["incident"].clone();
    assert_eq!(incident["status"], status);
    assert_eq!(incident["incident_updates"][0]["body"], word);
    for (path, there) in [
        ("/api/v2/summary.json", open),
        ("/api/v2/incidents/unresolved.json", open),
        ("/api/v2/incidents.json", true),
    ] {
        let list = get(path.into()).await.json()["incidents"].clone();
        let found = list
            .as_array()
            .expect("a list")
            .iter()
            .find(|one| one["id"] == id);
        assert_eq!(found, there.then_some(&incident), "{path}");
    }
}

async fn step(t: &TestApp, program: &Api<'_>, id: &str, fields: Value) {
    t.clock.advance_secs(600);
    let changed = ok(&program
        .patch(&format!("incidents/{id}"), json!({ "incident": fields }))
        .await);
    let word = changed["incident_updates"][0]["body"]
        .as_str()
        .expect("a word");
    agree(t, id, changed["status"].as_str().expect("a status"), word).await;
}

#[tokio::test]
async fn from_the_first_word_to_the_postmortem() {
    let t = TestApp::demo().await;
    let program = api(&t, Role::Responder).await;
    let made = program
        .incident(json!({
            "name": "Calls do not arrive", "body": "We are looking into it.",
            "affected": { AFFECTED: "major_outage" },
        }))
        .await;
    let id = id_of(&made);
    agree(&t, &id, "investigating", "We are looking into it.").await;
    let status = t.anyone().get("/api/v2/status.json").await.json();
    assert_eq!(status["status"]["indicator"], "major");

    step(
        &t,
        &program,
        &id,
        json!({ "status": "identified", "body": "A carrier fails." }),
    )
    .await;
    step(
        &t,
        &program,
        &id,
        json!({ "body": "We move to another carrier." }),
    )
    .await;
    let half = json!({ "status": "monitoring", "body": "Calls arrive again.", "affected": { AFFECTED: "degraded_performance" } });
    step(&t, &program, &id, half).await;
    let all = json!({ "status": "resolved", "body": "All calls arrive.", "affected": { AFFECTED: "operational" } });
    step(&t, &program, &id, all).await;

    let path = format!("incidents/{id}/postmortem");
    ok(&program
        .put(
            &path,
            json!({ "postmortem": { "body_draft": "What went wrong." } }),
        )
        .await);
    agree(&t, &id, "resolved", "All calls arrive.").await;
    for _ in 0..2 {
        t.clock.advance_secs(600);
        ok(&program.put(&format!("{path}/publish"), json!({})).await);
        agree(&t, &id, "postmortem", "What went wrong.").await;
        t.clock.advance_secs(600);
        ok(&program.put(&format!("{path}/revert"), json!({})).await);
        agree(&t, &id, "resolved", "All calls arrive.").await;
    }
}
