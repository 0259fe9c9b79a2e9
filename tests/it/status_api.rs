//! The Status API v2: keys, order and kinds as real documents have them.

use candor::app::IncidentEdit;
use candor::domain::{ComponentStatus, Status};
use serde_json::{Value, json};

use crate::support::TestApp;

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    keys
}

const COMPONENT: [&str; 13] = [
    "created_at",
    "description",
    "group",
    "group_id",
    "id",
    "name",
    "only_show_if_degraded",
    "page_id",
    "position",
    "showcase",
    "start_date",
    "status",
    "updated_at",
];
const INCIDENT: [&str; 14] = [
    "components",
    "created_at",
    "id",
    "impact",
    "incident_updates",
    "monitoring_at",
    "name",
    "page_id",
    "reminder_intervals",
    "resolved_at",
    "shortlink",
    "started_at",
    "status",
    "updated_at",
];
const UPDATE: [&str; 11] = [
    "affected_components",
    "body",
    "created_at",
    "custom_tweet",
    "deliver_notifications",
    "display_at",
    "id",
    "incident_id",
    "status",
    "tweet_id",
    "updated_at",
];

#[tokio::test]
async fn documents_have_exactly_the_keys_of_the_contract() {
    let t = TestApp::demo().await;
    let summary = t.anyone().get("/api/v2/summary.json").await;
    assert_eq!(
        summary.header("content-type"),
        "application/json; charset=utf-8"
    );
    assert_eq!(summary.header("access-control-allow-origin"), "*");
    let summary = summary.json();
    assert_eq!(
        keys(&summary),
        [
            "components",
            "incidents",
            "page",
            "scheduled_maintenances",
            "status"
        ]
    );
    assert_eq!(
        keys(&summary["page"]),
        ["id", "name", "time_zone", "updated_at", "url"]
    );
    let components = summary["components"].as_array().expect("a list");
    assert_eq!(components.len(), 47 * 6);
    for component in components {
        if component["group"] == true {
            assert_eq!(component["components"].as_array().map(Vec::len), Some(5));
            assert_eq!(keys(component).len(), 14);
        } else {
            assert_eq!(keys(component), COMPONENT);
        }
    }
    let incidents = t.anyone().get("/api/v2/incidents.json").await.json();
    for incident in incidents["incidents"].as_array().expect("a list") {
        assert_eq!(keys(incident), INCIDENT);
        for update in incident["incident_updates"].as_array().expect("a list") {
            assert_eq!(keys(update), UPDATE);
        }
    }
    let maintenance = &summary["scheduled_maintenances"][0];
    assert_eq!(keys(maintenance).len(), 16);
    assert!(maintenance["scheduled_for"].is_string() && maintenance["scheduled_until"].is_string());
}

#[tokio::test]
async fn positions_mix_groups_and_members() {
    let t = TestApp::demo().await;
    let json = t.anyone().get("/api/v2/components.json").await.json();
    let positions: Vec<i64> = json["components"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["position"].as_i64().expect("a number"))
        .collect();
    assert!(positions.is_sorted());
    assert_eq!(positions[..48], [vec![1; 48]].concat()[..]);
}

#[tokio::test]
async fn an_incident_tells_its_story_newest_first() {
    let t = TestApp::new().await;
    let incident = t
        .incident("Calls fail")
        .on("DUO7 / Phone Call Delivery")
        .open()
        .await;
    t.clock.advance_secs(60);
    let edit = IncidentEdit {
        status: Some(Status::Resolved),
        body: Some("Over.\r\n".into()),
        touches: vec![candor::app::Touch {
            id: incident.component_ids[0].clone(),
            status: Some(ComponentStatus::Operational),
        }],
        ..IncidentEdit::default()
    };
    t.app
        .edit_incident(&t.owner(), &incident.id, edit, None, None)
        .await
        .expect("resolved");
    let json = t.anyone().get("/api/v2/incidents.json").await.json();
    let listed = &json["incidents"][0];
    assert_eq!(listed["impact"], "critical");
    assert_eq!(listed["status"], "resolved");
    assert_eq!(listed["resolved_at"], "2026-11-24T15:01:00.000Z");
    assert_eq!(
        listed["shortlink"],
        format!("https://status.example.com/incidents/{}", incident.id)
    );
    assert_eq!(listed["incident_updates"][0]["body"], "Over.\r\n");
    assert_eq!(
        listed["incident_updates"][0]["affected_components"],
        json!([{
            "code": incident.component_ids[0].as_str(),
            "name": "DUO7 - Phone Call Delivery",
            "old_status": "major_outage",
            "new_status": "operational",
        }])
    );
    assert_eq!(listed["components"][0]["status"], "operational");
    let unresolved = t
        .anyone()
        .get("/api/v2/incidents/unresolved.json")
        .await
        .json();
    assert_eq!(unresolved["incidents"], json!([]));
    let alone = t
        .anyone()
        .get(&format!("/api/v2/incidents/{}.json", incident.id))
        .await
        .json();
    assert_eq!(&alone["incident"], listed);
}

#[tokio::test]
async fn times_are_in_the_pages_zone() {
    let t = TestApp::demo().await;
    let json = t
        .anyone()
        .get("/api/v2/incidents/6cr5qrtfcmrn.json")
        .await
        .json();
    assert_eq!(json["page"]["time_zone"], "America/New_York");
    assert_eq!(
        json["incident"]["created_at"],
        "2015-10-07T09:54:00.000-04:00"
    );
    assert_eq!(
        json["incident"]["started_at"],
        "2015-10-07T09:10:00.000-04:00"
    );
    assert_eq!(json["incident"]["status"], "postmortem");
    assert_eq!(
        json["incident"]["incident_updates"][0]["status"],
        "postmortem"
    );
}

#[tokio::test]
async fn other_sites_may_ask() {
    let t = TestApp::new().await;
    let reply = t
        .anyone()
        .send(
            http::Method::OPTIONS,
            "/api/v2/incidents/x.json",
            axum::body::Body::empty(),
        )
        .await;
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.header("access-control-allow-origin"), "*");
    let reply = t.anyone().get("/api/v2/summary.json?x=1").await;
    assert_eq!(reply.status(), 200, "a query changes nothing");
}
