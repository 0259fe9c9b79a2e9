//! Our extension `affected`: components by name and range.

use candor::domain::Role;
use serde_json::json;

use super::{api, each, ok, refused};
use crate::support::TestApp;

const THIRTY: &str = "Phone Call Delivery in DUO1-DUO8, DUO47, DUO10–DUO30";

#[tokio::test]
async fn thirty_components_are_named_in_one_line() {
    let t = TestApp::demo().await;
    let program = api(&t, Role::Responder).await;
    let made = program
        .incident(json!({ "name": "Calls fail", "affected": { THIRTY: "major_outage" } }))
        .await;
    let changes = &made["incident_updates"][0]["affected_components"];
    let names = each(changes, "name");
    assert_eq!(names.len(), 30);
    assert_eq!(
        (names[0], names[8], names[29]),
        (
            "DUO1 - Phone Call Delivery",
            "DUO47 - Phone Call Delivery",
            "DUO30 - Phone Call Delivery"
        )
    );
    assert!(
        each(changes, "new_status")
            .iter()
            .all(|status| *status == "major_outage")
    );
    assert_eq!(made["impact"], "critical");
    let path = format!("incidents/{}", super::id_of(&made));
    let resolved =
        json!({ "incident": { "status": "resolved", "affected": { THIRTY: "operational" } } });
    let resolved = ok(&program.patch(&path, resolved).await);
    assert!(
        each(&resolved["components"], "status")
            .iter()
            .all(|status| *status == "operational")
    );
}

#[tokio::test]
async fn a_text_alone_names_without_a_change_and_adds_up_with_the_rest() {
    let t = TestApp::demo().await;
    let program = api(&t, Role::Responder).await;
    let made = program
        .incident(json!({
            "name": "Calls fail", "affected": "Phone Call Delivery in DUO1–DUO2; Push Delivery in DUO7",
            "components": { "d01c0mp0n001": "partial_outage" },
        }))
        .await;
    let changes = &made["incident_updates"][0]["affected_components"];
    assert_eq!(each(changes, "name").len(), 4, "{changes}");
    let statuses = each(changes, "new_status");
    assert_eq!(
        statuses
            .iter()
            .filter(|status| **status == "partial_outage")
            .count(),
        1
    );
}

#[tokio::test]
async fn a_name_that_is_none_is_refused_with_its_words() {
    let t = TestApp::demo().await;
    let program = api(&t, Role::Responder).await;
    for (affected, text) in [
        (
            json!("Fax in DUO1"),
            "Affected has no component Fax in DUO1",
        ),
        (
            json!("Push Delivery in DUO1-DUO99"),
            "Affected has no group DUO1-DUO99",
        ),
        (json!("Fax"), "Affected has no component Fax"),
        (
            json!(";"),
            "Affected names nothing where a name is expected",
        ),
        (
            json!({ "Fax": "operational" }),
            "Affected has no component Fax",
        ),
        (
            json!(["Fax"]),
            "Affected must be a text or a map of statuses",
        ),
    ] {
        let body = json!({ "incident": { "name": "x", "affected": affected } });
        assert_eq!(refused(&program.post("incidents", body).await), [text]);
    }
    let body = json!({ "incident": { "name": "x", "affected": { THIRTY: "on_fire" } } });
    refused(&program.post("incidents", body).await);
}

#[tokio::test]
async fn endless_naming_is_cut_short() {
    let t = TestApp::demo().await;
    let program = api(&t, Role::Responder).await;
    let started = std::time::Instant::now();
    let range = format!(
        "Phone Call Delivery in {}DUO1",
        "DUO1-DUO46, ".repeat(50_000)
    );
    let ids: Vec<String> = (0..60_000).map(|number| format!("x{number}")).collect();
    let wrong: Vec<u8> = vec![0; 400_000];
    for fields in [
        json!({ "name": "x", "affected": range }),
        json!({ "name": "x", "component_ids": ids }),
        json!({ "name": "x", "component_ids": wrong }),
        json!({ "name": "x", "components": wrong }),
    ] {
        let reply = program
            .post("incidents", json!({ "incident": fields }))
            .await;
        assert!(refused(&reply).len() <= 5);
    }
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}
