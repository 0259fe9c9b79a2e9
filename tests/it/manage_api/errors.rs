//! Errors: always JSON, always with `error` and `message`.

use axum::body::Body;
use candor::domain::Role;
use http::Method;
use serde_json::json;

use super::{api, refused};
use crate::support::{Reply, TestApp};

fn face(reply: &Reply) -> (u16, String) {
    assert_eq!(
        reply.header("content-type"),
        "application/json; charset=utf-8"
    );
    assert_eq!(reply.header("cache-control"), "no-store");
    let body = reply.json();
    assert_eq!(
        body.as_object().map(serde_json::Map::len),
        Some(2),
        "{body}"
    );
    (
        reply.status(),
        body["message"].as_str().expect("a text").to_owned(),
    )
}

#[tokio::test]
async fn every_error_has_one_shape() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let incidents = program.path("incidents");
    let incident = program.path(&program.incident_path(json!({ "name": "Trouble" })).await);
    let client = || program.client.clone();
    let is = |reply: &Reply, status: u16, text: &str| {
        assert_eq!(face(reply), (status, text.to_owned()));
    };

    is(
        &t.anyone().get(&incidents).await,
        401,
        "Could not authenticate",
    );
    is(&client().get("/v1/nothing").await, 404, "Not found");
    is(&client().get("/v1").await, 404, "Not found");
    is(&client().get("/v1/pages/n0ne").await, 404, "Not found");
    is(&program.get("incidents/n0ne").await, 404, "Not found");
    is(&program.get("incidents/no%20id").await, 404, "Not found");
    is(
        &program.delete("components/x").await,
        403,
        "This token may not do that; it takes the role admin",
    );
    let reply = client()
        .send(Method::PATCH, &incidents, Body::empty())
        .await;
    is(&reply, 405, "Method not allowed");
    assert_eq!(reply.header("allow"), "GET,HEAD,POST");
    let reply = client()
        .with("if-match", "\"old\"")
        .patch(&incident, json!({ "incident": { "name": "New" } }))
        .await;
    is(&reply, 412, "It was changed since; read it again");
    let large = vec![b'a'; 1024 * 1024 + 1];
    let reply = client().send(Method::POST, &incidents, large.into()).await;
    is(&reply, 413, "The body is larger than 1 MiB");
    let reply = client()
        .with("content-type", "text/plain")
        .send(Method::POST, &incidents, "words".into())
        .await;
    assert_eq!(face(&reply).0, 415);
    let reply = client()
        .send(Method::POST, &incidents, "{\"a\":".into())
        .await;
    assert_eq!(face(&reply).0, 400);
    let reply = client().post(&incidents, json!({ "incident": {} })).await;
    is(&reply, 422, "Name can't be blank");
    assert_eq!(refused(&reply), ["Name can't be blank"]);
}

#[tokio::test]
async fn a_422_names_every_field() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let post = |fields| program.post("incidents", json!({ "incident": fields }));
    let long = "x".repeat(256);
    for (fields, text) in [
        (json!({ "name": " " }), "Name can't be blank"),
        (
            json!({ "name": long }),
            "Name is too long (maximum is 255 characters)",
        ),
        (
            json!({ "name": "x", "status": "broken" }),
            "Status can't be broken",
        ),
        (
            json!({ "name": "x", "status": "scheduled" }),
            "Status can't be scheduled for an incident",
        ),
        (
            json!({ "name": "x", "status": "postmortem" }),
            "Status can't be postmortem for an incident",
        ),
        (
            json!({ "name": "x", "impact_override": "huge" }),
            "Impact override can't be huge",
        ),
        (
            json!({ "name": "x", "metadata": { "a": 1 } }),
            "Metadata must be an object of objects",
        ),
        (
            json!({ "name": "x", "scheduled_for": "2030-01-01T00:00:00Z" }),
            "Scheduled until can't be blank",
        ),
        (
            json!({ "name": "x", "component_ids": ["n0ne"] }),
            "Components has no component n0ne",
        ),
        (
            json!({ "name": "x", "backfilled": true }),
            "Backfill date can't be blank",
        ),
        (
            json!({ "name": "x", "started_at": "2026-11-02T00:00Z", "restored_at": "2026-11-01T00:00Z" }),
            "Restored at can't be before it started",
        ),
        (
            json!({ "name": "x", "reminder_intervals": "often" }),
            "Reminder intervals must be hours such as [1,5], a single number, or []",
        ),
    ] {
        assert_eq!(refused(&post(fields).await), [text]);
    }
    let both = json!({ "name": "x", "status": 1, "deliver_notifications": "maybe" });
    assert_eq!(
        refused(&post(both).await),
        [
            "Status can't be 1",
            "Deliver notifications must be true or false"
        ]
    );
    let list = program.get("incidents").await;
    assert_eq!(list.text(), "[]", "nothing was made");
}

#[tokio::test]
async fn text_at_the_limits_is_taken() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let name = "ü".repeat(255);
    let body = "ß".repeat(25_000);
    let made = program
        .incident(json!({ "name": &name, "body": &body }))
        .await;
    assert_eq!(made["name"], name);
    assert_eq!(made["incident_updates"][0]["body"], body);
    let long = json!({ "incident": { "name": "x", "body": format!("{body}x") } });
    refused(&program.post("incidents", long).await);
}
