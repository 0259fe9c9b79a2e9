//! `ETag` and `If-Match`: two editors lose nothing.

use candor::domain::Role;
use serde_json::json;

use super::{api, ok};
use crate::support::TestApp;

#[tokio::test]
async fn the_version_is_the_same_from_post_get_and_patch() {
    let t = TestApp::new().await;
    let it = api(&t, Role::Admin).await;
    let (one, two) = (it.component("One").await, it.component("Two").await);
    let body = json!({ "incident": {
        "name": "Trouble", "components": { &two: "major_outage", &one: "partial_outage" },
        "metadata": { "b": { "z": 1.50 }, "a": { "y": "ü" } }, "reminder_intervals": "[1, 5]",
        "started_at": "2026-11-24T14:00:00.123456789Z", "impact_override": "minor",
    }});
    let posted = it.post("incidents", body).await;
    assert_eq!(posted.status(), 201);
    let path = format!("incidents/{}", super::id_of(&posted.json()));
    let read = it.get(&path).await;
    assert!(posted.header("etag").len() > 10);
    assert_eq!(read.header("etag"), posted.header("etag"));
    assert_eq!(read.json(), posted.json());

    let body =
        json!({ "incident": { "status": "resolved", "components": { &one: "operational" } } });
    let patched = it.patch(&path, body).await;
    assert_ne!(patched.header("etag"), posted.header("etag"));
    let read = it.get(&path).await;
    assert_eq!(read.header("etag"), patched.header("etag"));
    assert_eq!(read.json(), patched.json());

    let draft = json!({ "postmortem": { "body_draft": "Draft." } });
    ok(&it.put(&format!("{path}/postmortem"), draft).await);
    assert_ne!(it.get(&path).await.header("etag"), patched.header("etag"));
}

#[tokio::test]
async fn of_two_editors_the_second_is_told() {
    let t = TestApp::new().await;
    let it = api(&t, Role::Responder).await;
    let path = it.path(&it.incident_path(json!({ "name": "Trouble" })).await);
    let tag = it.client.get(&path).await.header("etag").to_owned();
    let editor = |tag: &str| it.client.clone().with("if-match", tag);
    let name = |name: &str| json!({ "incident": { "name": name } });
    ok(&editor(&tag).patch(&path, name("First")).await);
    assert_eq!(
        editor(&tag).patch(&path, name("Second")).await.status(),
        412
    );
    assert_eq!(editor(&tag).put(&path, name("Second")).await.status(), 412);
    assert_eq!(editor(&tag).delete(&path).await.status(), 412);
    assert_eq!(ok(&it.client.get(&path).await)["name"], "First");

    for tag in ["\u{fc}", "\"\"", "nonsense"] {
        assert_eq!(
            editor(tag).patch(&path, name("Third")).await.status(),
            412,
            "{tag}"
        );
    }
    ok(&editor("*").patch(&path, name("Fourth")).await);
    let tag = it.client.get(&path).await.header("etag").to_owned();
    ok(&editor(&tag).delete(&path).await);
    assert_eq!(editor(&tag).delete(&path).await.status(), 404);
}
