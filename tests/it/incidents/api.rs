//! Incidents: opening, updating, correcting, recording the past, deleting.

use candor::domain::Role;
use serde_json::{Value, json};

use crate::manage_api::{Api, api, each, ok, refused};
use crate::support::TestApp;

async fn edit(program: &Api<'_>, path: &str, fields: Value) -> Value {
    ok(&program.patch(path, json!({ "incident": fields })).await)
}

fn updates(incident: &Value) -> usize {
    incident["incident_updates"].as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn resolving_changes_only_the_components_named() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let (first, second) = (
        program.component("One").await,
        program.component("Two").await,
    );
    let path = program
        .incident_path(json!({
            "name": "Trouble",
            "components": [
                { "id": &first, "status": "major_outage" },
                { "id": &second, "status": "partial_outage" },
            ],
        }))
        .await;
    let resolved = edit(
        &program,
        &path,
        json!({ "status": "resolved", "components": { &first: "operational" } }),
    )
    .await;
    assert_eq!(
        each(&resolved["components"], "status"),
        ["operational", "partial_outage"]
    );
    let changes = &resolved["incident_updates"][0]["affected_components"];
    assert_eq!(
        each(changes, "old_status"),
        ["major_outage", "partial_outage"]
    );
    assert_eq!(
        each(changes, "new_status"),
        ["operational", "partial_outage"]
    );
    assert_eq!(resolved["impact"], "critical", "the impact never falls");
    assert_eq!(resolved["resolved_at"], "2026-11-24T15:00:00.000Z");
    let json = t.anyone().get("/api/v2/summary.json").await.json();
    assert_eq!(json["incidents"], json!([]));
    assert_eq!(
        each(&json["components"], "status"),
        ["operational", "partial_outage"]
    );
}

#[tokio::test]
async fn a_name_times_impact_or_metadata_alone_post_no_update() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let id = program.component("Website").await;
    let path = program
        .incident_path(json!({ "name": "Trouble", "body": "Looking." }))
        .await;
    for fields in [
        json!({ "name": "Calls fail" }),
        json!({ "started_at": "2026-11-24T14:00:00Z" }),
        json!({ "detected_at": "2026-11-24T14:01:00Z", "restored_at": "2026-11-24T14:30:00Z" }),
        json!({ "impact_override": "major" }),
        json!({ "metadata": { "jira": { "key": "OPS-1" } } }),
        json!({ "reminder_intervals": "[1,5]" }),
        json!({ "component_ids": [id] }),
        json!({ "deliver_notifications": false }),
        json!({}),
    ] {
        let changed = edit(&program, &path, fields.clone()).await;
        assert_eq!(updates(&changed), 1, "{fields}");
        for (field, value) in fields.as_object().expect("fields") {
            match field.as_str() {
                "component_ids" => assert_eq!(changed["components"][0]["id"], id.as_str()),
                "deliver_notifications" => {}
                _ => assert!(
                    changed[field] == *value
                        || changed[field]
                            .as_str()
                            .is_some_and(|at| at.ends_with(":00.000Z")),
                    "{field}: {}",
                    changed[field]
                ),
            }
        }
    }
    for (fields, count) in [
        (json!({ "status": "investigating" }), 2),
        (json!({ "body": "More." }), 3),
        (json!({ "message": "Even more." }), 4),
        (json!({ "components": { &id: "major_outage" } }), 5),
    ] {
        assert_eq!(
            updates(&edit(&program, &path, fields.clone()).await),
            count,
            "{fields}"
        );
    }
}

#[tokio::test]
async fn an_impact_can_be_chosen_and_given_back() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let id = program.component("Website").await;
    let path = program
        .incident_path(json!({
            "name": "Trouble", "impact_override": "none", "components": { &id: "major_outage" },
        }))
        .await;
    let shown = async || {
        let v1 = ok(&program.get(&path).await);
        let v2 = t.anyone().get(&format!("/api/v2/{path}.json")).await.json();
        assert_eq!(v1["impact"], v2["incident"]["impact"]);
        (v1["impact"].clone(), v1["impact_override"].clone())
    };
    assert_eq!(shown().await, (json!("none"), json!("none")));
    edit(&program, &path, json!({ "impact_override": "minor" })).await;
    edit(
        &program,
        &path,
        json!({ "impact_override": "", "name": "Other" }),
    )
    .await;
    assert_eq!(shown().await, (json!("minor"), json!("minor")));
    edit(&program, &path, json!({ "impact_override": null })).await;
    assert_eq!(shown().await, (json!("critical"), Value::Null));
}

#[tokio::test]
async fn metadata_comes_back_as_it_was_sent() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let metadata = json!({ "jira": {
        "text": "back\\u0000slash, \"quotes\", ü, \u{2028}", "ends": "a\\", "list": [1, 2.5, null, true],
    }});
    let made = program
        .incident(json!({ "name": "Trouble", "metadata": metadata }))
        .await;
    assert_eq!(made["metadata"], metadata);
    let path = format!("incidents/{}", crate::manage_api::id_of(&made));
    assert_eq!(ok(&program.get(&path).await)["metadata"], metadata);
    let public = t.anyone().get(&format!("/api/v2/{path}.json")).await;
    assert!(!public.text().contains("jira"), "never public");

    let fields = json!({ "metadata": { "nul\u{0}": { "k": "a\u{0}b" } } });
    assert_eq!(
        edit(&program, &path, fields).await["metadata"],
        json!({ "nul": { "k": "ab" } })
    );
    refused(
        &program
            .patch(&path, json!({ "incident": { "metadata": [1] } }))
            .await,
    );
}

#[tokio::test]
async fn reminder_intervals_are_kept_in_their_three_forms() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    for (sent, kept) in [
        (json!("[1,5]"), json!("[1,5]")),
        (json!([1, 5]), json!("[1,5]")),
        (json!("4"), json!("4")),
        (json!(4), json!("4")),
        (json!("[]"), json!("[]")),
        (json!(null), Value::Null),
    ] {
        let made = program
            .incident(json!({ "name": "x", "reminder_intervals": sent }))
            .await;
        assert_eq!(made["reminder_intervals"], kept);
    }
}

#[tokio::test]
async fn an_incident_of_the_past_is_resolved_silent_and_touches_nothing() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    ok(&program
        .patch("", json!({ "page": { "time_zone": "America/New_York" } }))
        .await);
    let fields = json!({
        "name": "Long ago", "body": "It was fixed.", "backfilled": true, "backfill_date": "2015-10-07",
    });
    let made = program.incident(fields).await;
    assert_eq!(made["status"], "resolved");
    assert_eq!(
        made["created_at"], "2015-10-07T04:00:00.000Z",
        "midnight of the page"
    );
    assert_eq!(made["resolved_at"], "2015-10-07T04:00:00.000Z");
    let update = &made["incident_updates"][0];
    assert_eq!(update["deliver_notifications"], false);
    assert_eq!(update["display_at"], "2015-10-07T04:00:00.000Z");
    assert_eq!(update["created_at"], "2026-11-24T15:00:00.000Z");
    assert!(
        t.anyone()
            .get("/history?month=2015-10")
            .await
            .text()
            .contains("Long ago")
    );

    let id = program.component("Website").await;
    for more in [
        json!({ "component_ids": [id] }),
        json!({ "backfill_date": "yesterday" }),
        json!({ "backfill_date": "2015-02-30" }),
        json!({ "backfill_date": "2026-11-26" }),
    ] {
        let mut fields =
            json!({ "name": "x", "backfilled": "true", "backfill_date": "2015-10-07" });
        let all = fields.as_object_mut().expect("fields");
        all.extend(more.as_object().expect("fields").clone());
        refused(
            &program
                .post("incidents", json!({ "incident": fields }))
                .await,
        );
    }
}

#[tokio::test]
async fn moments_outside_of_the_years_of_readers_are_refused() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let made = program.incident(json!({ "name": "x" })).await;
    let path = format!("incidents/{}", crate::manage_api::id_of(&made));
    let update = format!(
        "{path}/incident_updates/{}",
        crate::manage_api::id_of(&made["incident_updates"][0])
    );
    for at in [
        "-009999-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "2026-13-01T00:00:00Z",
    ] {
        refused(
            &program
                .patch(&path, json!({ "incident": { "started_at": at } }))
                .await,
        );
        refused(
            &program
                .patch(&update, json!({ "incident_update": { "display_at": at } }))
                .await,
        );
    }
    let fields = json!({ "name": "x", "backfilled": true, "backfill_date": "0001-01-01" });
    refused(
        &program
            .post("incidents", json!({ "incident": fields }))
            .await,
    );
    for path in [
        "/",
        "/history",
        "/history.atom",
        "/history.rss",
        "/feed.json",
    ] {
        assert_eq!(t.anyone().get(path).await.status(), 200, "{path}");
    }
}

#[tokio::test]
async fn an_update_is_corrected() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let made = program
        .incident(json!({ "name": "Trouble", "body": "Teh calls.", "status": "resolved" }))
        .await;
    let path = format!("incidents/{}", crate::manage_api::id_of(&made));
    let update = format!(
        "{path}/incident_updates/{}",
        crate::manage_api::id_of(&made["incident_updates"][0])
    );
    let fields = json!({ "body": "The calls.", "display_at": "2026-11-24T09:00:00-05:00", "wants_twitter_update": true });
    for method in ["patch", "put"] {
        let body = json!({ "incident_update": fields });
        let reply = match method {
            "patch" => program.patch(&update, body).await,
            _ => program.put(&update, body).await,
        };
        let changed = ok(&reply);
        assert_eq!(changed["body"], "The calls.");
        assert_eq!(changed["display_at"], "2026-11-24T14:00:00.000Z");
    }
    let incident = ok(&program.get(&path).await);
    assert_eq!(incident["resolved_at"], "2026-11-24T14:00:00.000Z");
    assert_eq!(updates(&incident), 1);
    let page = t.anyone().get(&format!("/{path}")).await;
    assert!(page.text().contains("The calls.") && !page.text().contains("Teh"));
    let missing = format!("{path}/incident_updates/n0ne");
    assert_eq!(
        program
            .patch(&missing, json!({ "incident_update": fields }))
            .await
            .status(),
        404
    );
}

#[tokio::test]
async fn a_deleted_incident_is_nowhere() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let path = program.incident_path(json!({ "name": "A MISTAKE" })).await;
    ok(&program.delete(&path).await);
    assert_eq!(program.delete(&path).await.status(), 404);
    assert_eq!(program.get(&path).await.status(), 404);
    assert_eq!(t.anyone().get(&format!("/{path}")).await.status(), 404);
    for path in [
        "/",
        "/history",
        "/history.atom",
        "/history.rss",
        "/feed.json",
        "/api/v2/summary.json",
        "/api/v2/incidents.json",
    ] {
        assert!(
            !t.anyone().get(path).await.text().contains("A MISTAKE"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_maintenance_that_was_imported_moves_on_by_its_own_states() {
    let t = TestApp::demo().await;
    let program = api(&t, Role::Responder).await;
    let path = "incidents/m4nt3n4nc3dz";
    refused(
        &program
            .patch(path, json!({ "incident": { "status": "resolved" } }))
            .await,
    );
    let moved = edit(
        &program,
        path,
        json!({ "status": "completed", "body": "Done." }),
    )
    .await;
    assert_eq!(moved["status"], "completed");
    assert!(moved["scheduled_for"].is_string());
    let draft = json!({ "postmortem": { "body_draft": "x" } });
    refused(&program.put(&format!("{path}/postmortem"), draft).await);
}
