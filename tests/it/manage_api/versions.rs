//! `ETag` and `If-Match`: two editors lose nothing.

use candor::domain::Role;
use serde_json::json;

use super::{api, ok};
use crate::support::TestApp;

#[tokio::test]
async fn the_version_is_the_same_from_post_get_and_patch() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let (first, second) = (
        program.component("One").await,
        program.component("Two").await,
    );
    let body = json!({ "incident": {
        "name": "Trouble", "components": { &second: "major_outage", &first: "partial_outage" },
        "metadata": { "b": { "z": 1.50 }, "a": { "y": "ü" } }, "reminder_intervals": "[1, 5]",
        "started_at": "2026-11-24T14:00:00.123456789Z", "impact_override": "minor",
    }});
    let posted = program.post("incidents", body).await;
    assert_eq!(posted.status(), 201);
    let path = format!("incidents/{}", super::id_of(&posted.json()));
    let read = program.get(&path).await;
    assert!(posted.header("etag").len() > 10);
    assert_eq!(read.header("etag"), posted.header("etag"));
    assert_eq!(read.json(), posted.json());

    let body =
        json!({ "incident": { "status": "resolved", "components": { &first: "operational" } } });
    let patched = program.patch(&path, body).await;
    assert_ne!(patched.header("etag"), posted.header("etag"));
    let read = program.get(&path).await;
    assert_eq!(read.header("etag"), patched.header("etag"));
    assert_eq!(read.json(), patched.json());
}

#[tokio::test]
async fn a_postmortem_has_a_version_of_its_own() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let fields = json!({ "name": "Trouble", "status": "resolved" });
    let incident = program.path(&program.incident_path(fields).await);
    let path = format!("{incident}/postmortem");
    let tag = async |path: &str| program.client.get(path).await.header("etag").to_owned();
    let revision = async || t.app.reads().revision().await.expect("a revision");
    let (before, unseen) = (tag(&incident).await, revision().await);
    let draft = |text: &str| json!({ "postmortem": { "body_draft": text } });

    // A draft moves the postmortem alone: neither the incident nor the page.
    let saved = program.client.put(&path, draft("First.")).await;
    ok(&saved);
    let first = saved.header("etag").to_owned();
    assert_eq!(tag(&path).await, first);
    let saved = program.client.put(&path, draft("Second.")).await;
    let second = saved.header("etag").to_owned();
    assert_ne!(second, first);
    assert_eq!(tag(&incident).await, before);
    assert_eq!(revision().await, unseen);

    // A stale version is refused on every route.
    let publish = format!("{path}/publish");
    let revert = format!("{path}/revert");
    for stale in [&first, &before] {
        let slower = program.client.clone().with("if-match", stale);
        assert_eq!(slower.put(&path, draft("Third.")).await.status(), 412);
        assert_eq!(slower.put(&publish, json!({})).await.status(), 412);
        assert_eq!(slower.put(&revert, json!({})).await.status(), 412);
        assert_eq!(slower.delete(&path).await.status(), 412);
    }
    assert_eq!(
        ok(&program.client.get(&path).await)["body_draft"],
        "Second."
    );

    // A publication moves both: an incident comes with what is published.
    let quick = program.client.clone().with("if-match", &second);
    let published = quick.put(&publish, json!({})).await;
    ok(&published);
    let third = published.header("etag").to_owned();
    assert_ne!(third, second);
    let shown = tag(&incident).await;
    assert_ne!(shown, before);
    ok(&program.client.put(&path, draft("Fourth.")).await);
    assert_eq!(tag(&incident).await, shown);
    ok(&program.client.put(&publish, json!({})).await);
    assert_ne!(
        tag(&incident).await,
        shown,
        "another text at the same instant"
    );

    let last = tag(&path).await;
    let quick = program.client.clone().with("if-match", &last);
    let taken = quick.put(&revert, json!({})).await;
    ok(&taken);
    assert_ne!(taken.header("etag"), last);
    let quick = program
        .client
        .clone()
        .with("if-match", taken.header("etag"));
    assert_eq!(quick.delete(&path).await.status(), 204);
    assert_eq!(quick.put(&path, draft("Fifth.")).await.status(), 412);
}

#[tokio::test]
async fn a_word_on_the_incident_is_no_word_on_its_postmortem() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let fields = json!({ "name": "Trouble", "status": "resolved" });
    let incident = program.path(&program.incident_path(fields).await);
    let path = format!("{incident}/postmortem");
    let draft = json!({ "postmortem": { "body_draft": "Draft." } });
    let saved = program.client.put(&path, draft.clone()).await;
    let tag = saved.header("etag").to_owned();
    let named = json!({ "incident": { "name": "Trouble with calls" } });
    ok(&program.client.patch(&incident, named).await);
    assert_eq!(program.client.get(&path).await.header("etag"), tag);
    let same = program.client.clone().with("if-match", &tag);
    ok(&same.put(&path, draft).await);
}

#[tokio::test]
async fn of_two_editors_the_second_is_told() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let path = program.path(&program.incident_path(json!({ "name": "Trouble" })).await);
    let tag = program.client.get(&path).await.header("etag").to_owned();
    let editor = |tag: &str| program.client.clone().with("if-match", tag);
    let name = |name: &str| json!({ "incident": { "name": name } });
    ok(&editor(&tag).patch(&path, name("First")).await);
    assert_eq!(
        editor(&tag).patch(&path, name("Second")).await.status(),
        412
    );
    assert_eq!(editor(&tag).put(&path, name("Second")).await.status(), 412);
    assert_eq!(editor(&tag).delete(&path).await.status(), 412);
    assert_eq!(ok(&program.client.get(&path).await)["name"], "First");

    for tag in ["\u{fc}", "\"\"", "nonsense"] {
        assert_eq!(
            editor(tag).patch(&path, name("Third")).await.status(),
            412,
            "{tag}"
        );
    }
    ok(&editor("*").patch(&path, name("Fourth")).await);
    let tag = program.client.get(&path).await.header("etag").to_owned();
    ok(&editor(&tag).delete(&path).await);
    assert_eq!(editor(&tag).delete(&path).await.status(), 404);
}
