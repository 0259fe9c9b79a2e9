//! Scheduled maintenances in Statuspage's fields.

use candor::domain::Role;
use http::Method;
use serde_json::{Value, json};

use crate::manage_api::{api, each, id_of, ok, refused};
use crate::support::TestApp;

/// A maintenance two hours ahead of the test's clock.
fn fields() -> Value {
    json!({
        "name": "Database upgrade",
        "body": "It will be slow.",
        "scheduled_for": "2026-11-24T17:00:00Z",
        "scheduled_until": "2026-11-24T12:30:00-06:00",
        "scheduled_remind_prior": true,
        "scheduled_auto_in_progress": true,
        "scheduled_auto_completed": true,
        "auto_transition_to_maintenance_state": true,
        "auto_transition_to_operational_state": true,
        "auto_transition_deliver_notifications_at_start": false,
        "auto_tweet_at_beginning": true,
    })
}

fn with(more: &Value) -> Value {
    let mut fields = fields();
    let all = fields.as_object_mut().expect("fields");
    all.extend(more.as_object().expect("fields").clone());
    fields
}

#[tokio::test]
async fn a_maintenance_is_planned_shown_and_moved_by_the_clock() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let web = program.component("Website").await;
    let made = program
        .incident(with(&json!({ "component_ids": [web] })))
        .await;
    for (field, value) in [
        ("status", json!("scheduled")),
        ("impact", json!("maintenance")),
        ("scheduled_for", json!("2026-11-24T17:00:00.000Z")),
        ("scheduled_until", json!("2026-11-24T18:30:00.000Z")),
        ("scheduled_reminded_at", Value::Null),
        ("scheduled_remind_prior", json!(true)),
        ("scheduled_auto_in_progress", json!(true)),
        ("scheduled_auto_completed", json!(true)),
        ("auto_transition_to_maintenance_state", json!(true)),
        ("auto_transition_to_operational_state", json!(true)),
        (
            "auto_transition_deliver_notifications_at_start",
            json!(false),
        ),
        ("auto_transition_deliver_notifications_at_end", Value::Null),
    ] {
        assert_eq!(made[field], value, "{field}");
    }
    assert_eq!(each(&made["components"], "status"), ["operational"]);
    let path = format!("incidents/{}", id_of(&made));
    let run = async |secs: i64| {
        t.clock.advance_secs(secs);
        t.app.run_due().await.expect("done");
        ok(&program.get(&path).await)
    };
    let reminded = run(3600).await;
    assert_eq!(
        reminded["scheduled_reminded_at"],
        "2026-11-24T16:00:00.000Z"
    );
    let begun = run(3600).await;
    assert_eq!(begun["status"], "in_progress");
    assert_eq!(each(&begun["components"], "status"), ["under_maintenance"]);
    let said = &begun["incident_updates"][0];
    assert_eq!(said["deliver_notifications"], false);
    let changes = &said["affected_components"];
    assert_eq!(each(changes, "new_status"), ["under_maintenance"]);
    assert_eq!(
        id_of(&ok(&program.get("incidents/active_maintenance").await)[0]),
        id_of(&made)
    );
    let over = run(5400).await;
    assert_eq!(over["status"], "completed");
    assert_eq!(over["resolved_at"], "2026-11-24T18:30:00.000Z");
    assert_eq!(each(&over["components"], "status"), ["operational"]);
    assert_eq!(over["incident_updates"][0]["deliver_notifications"], true);
}

#[tokio::test]
async fn nothing_happens_by_itself_unless_asked_for() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let made = program
        .incident(json!({
            "name": "x", "scheduled_for": "2026-11-24T17:00", "scheduled_until": "2026-11-24T18:00",
            "scheduled_auto_in_progress": "", "auto_transition_to_maintenance_state": null,
        }))
        .await;
    assert_eq!(made["scheduled_auto_in_progress"], false);
    assert_eq!(made["auto_transition_to_maintenance_state"], Value::Null);
    t.clock.advance_secs(100_000);
    assert_eq!(t.app.run_due().await.expect("done"), 0);
}

#[tokio::test]
async fn the_old_name_and_forms_are_taken() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let form = "incident[name]=x&incident[scheduled_for]=2026-11-24T17:00:00Z\
                &incident[scheduled_until]=2026-11-24T18:00:00Z&incident[scheduled_auto_transition]=t\
                &incident[scheduled_auto_completed]=1";
    let client = program
        .client
        .clone()
        .with("content-type", "application/x-www-form-urlencoded");
    let reply = client
        .send(Method::POST, &program.path("incidents"), form.into())
        .await;
    assert_eq!(reply.status(), 201, "{}", reply.text());
    assert_eq!(reply.json()["scheduled_auto_in_progress"], true);
    assert_eq!(reply.json()["scheduled_auto_completed"], true);
}

#[tokio::test]
async fn a_change_of_times_and_flags_posts_no_update_and_one_with_a_body_posts_one() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let path = program.incident_path(fields()).await;
    let edit = async |fields: Value| ok(&program.patch(&path, json!({ "incident": fields })).await);
    let moved = edit(json!({
        "scheduled_for": "2026-11-25T17:00:00Z", "scheduled_until": "2026-11-25T18:00:00Z",
        "scheduled_auto_completed": false,
    }))
    .await;
    assert_eq!(moved["scheduled_for"], "2026-11-25T17:00:00.000Z");
    assert_eq!(moved["scheduled_auto_completed"], false);
    assert_eq!(moved["scheduled_auto_in_progress"], true);
    assert_eq!(moved["incident_updates"].as_array().map(Vec::len), Some(1));
    let said = edit(json!({ "scheduled_until": "2026-11-25T19:00:00Z", "body": "Longer." })).await;
    assert_eq!(said["incident_updates"].as_array().map(Vec::len), Some(2));
    assert_eq!(said["incident_updates"][0]["body"], "Longer.");
    let v2 = t.anyone().get(&format!("/api/v2/{path}.json")).await.json();
    assert_eq!(
        v2["incident"]["scheduled_until"],
        "2026-11-25T19:00:00.000Z"
    );

    // A client that sends every field back, empty ones too, changes nothing.
    let before = ok(&program.get(&path).await);
    let mut all = before.clone();
    all["body"] = json!("");
    all["status"] = json!("");
    all["components"] = json!([]);
    all["impact_override"] = json!("");
    all["scheduled_for"] = json!("");
    assert_eq!(edit(all).await, before);
}

#[tokio::test]
async fn one_under_way_is_extended_and_completed_by_a_client() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let web = program.component("Website").await;
    let path = program
        .incident_path(with(&json!({ "component_ids": [&web] })))
        .await;
    let send = async |fields: Value| program.patch(&path, json!({ "incident": fields })).await;
    let begun = json!({ "status": "in_progress", "components": { &web: "under_maintenance" } });
    ok(&send(begun).await);
    // The same start, as clients send it along, and a later end.
    let extended = json!({
        "scheduled_for": "2026-11-24T17:00:00.000Z", "scheduled_until": "2026-11-24T20:00:00Z",
    });
    ok(&send(extended).await);
    let texts = refused(&send(json!({ "scheduled_for": "2026-11-24T17:30:00Z" })).await);
    assert_eq!(texts, ["Scheduled for can't be changed: it has begun"]);
    let texts = refused(&send(json!({ "status": "scheduled" })).await);
    assert_eq!(texts, ["Status can't be scheduled after in_progress"]);
    let done = json!({ "status": "completed", "components": { &web: "operational" } });
    assert_eq!(ok(&send(done).await)["status"], "completed");
    let texts = refused(&send(json!({ "scheduled_until": "2026-11-24T21:00:00Z" })).await);
    assert_eq!(texts, ["Scheduled until can't be changed: it is over"]);
}

#[tokio::test]
async fn what_makes_no_sense_is_a_422_that_names_the_field() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let after = "Scheduled until must be after scheduled_for";
    for (more, text) in [
        (json!({ "name": "" }), "Name can't be blank"),
        (
            json!({ "scheduled_until": "" }),
            "Scheduled until can't be blank",
        ),
        (
            json!({ "scheduled_for": null }),
            "Scheduled for can't be blank",
        ),
        (json!({ "scheduled_until": "2026-11-24T16:00:00Z" }), after),
        (json!({ "scheduled_until": "2026-11-24T17:00:00Z" }), after),
        (
            json!({ "scheduled_for": "2026-11-01T00:00:00Z", "scheduled_until": "2026-11-02T00:00:00Z" }),
            "Scheduled until can't be in the past",
        ),
        (
            json!({ "scheduled_for": "soon" }),
            "Scheduled for must be a time such as 2015-10-07T13:54:00Z",
        ),
        (
            json!({ "scheduled_until": "2300-01-01T00:00:00Z" }),
            "Scheduled until must be in the years 1970 to 2199",
        ),
        (
            json!({ "status": "investigating" }),
            "Status can't be investigating for a maintenance",
        ),
        (
            json!({ "scheduled_auto_completed": "maybe" }),
            "Scheduled auto completed must be true or false",
        ),
        (
            json!({ "backfilled": true }),
            "Scheduled for can't be given for an incident of the past",
        ),
        (
            json!({ "component_ids": ["n0ne"] }),
            "Components has no component n0ne",
        ),
    ] {
        let reply = program
            .post("incidents", json!({ "incident": with(&more) }))
            .await;
        assert_eq!(refused(&reply), [text]);
    }
    assert_eq!(
        program.get("incidents").await.text(),
        "[]",
        "nothing was made"
    );

    let incident = program.incident_path(json!({ "name": "Trouble" })).await;
    let given = json!({ "incident": { "scheduled_for": "2030-01-01T00:00:00Z" } });
    assert_eq!(
        refused(&program.patch(&incident, given).await),
        ["Scheduled for can't be given for an incident"]
    );
    let flags = json!({ "incident": { "scheduled_remind_prior": true, "name": "Other" } });
    let changed = ok(&program.patch(&incident, flags).await);
    assert_eq!(
        changed["scheduled_remind_prior"], false,
        "it means nothing there"
    );
}

#[tokio::test]
async fn a_maintenance_of_the_past_is_recorded_as_completed() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let made = program
        .incident(json!({
            "name": "x", "status": "completed",
            "scheduled_for": "2026-11-01T00:00:00Z", "scheduled_until": "2026-11-02T00:00:00Z",
        }))
        .await;
    assert_eq!(made["status"], "completed");
}

#[tokio::test]
async fn a_viewer_plans_nothing_and_a_key_makes_one() {
    let t = TestApp::new().await;
    let viewer = api(&t, Role::Viewer).await;
    let body = json!({ "incident": fields() });
    assert_eq!(viewer.post("incidents", body.clone()).await.status(), 403);
    let program = api(&t, Role::Responder).await;
    let client = program.client.clone().with("idempotency-key", "k1");
    let first = client.post(&program.path("incidents"), body.clone()).await;
    let second = client.post(&program.path("incidents"), body).await;
    assert_eq!(id_of(&first.json()), id_of(&second.json()));
    let listed = ok(&program.get("incidents/scheduled").await);
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
}
