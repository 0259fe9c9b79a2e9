//! Components and groups.

use candor::domain::Role;
use serde_json::{Value, json};

use crate::manage_api::{api, each, id_of, made, ok, refused};
use crate::support::TestApp;

async fn public(t: &TestApp) -> Value {
    t.anyone().get("/api/v2/components.json").await.json()["components"].clone()
}

#[tokio::test]
async fn a_component_is_made_shown_changed_and_removed() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let body = json!({ "component": {
        "name": "Website", "description": "Its pages", "status": "degraded_performance",
        "showcase": true, "only_show_if_degraded": "f", "start_date": "2020-02-29",
    }});
    let component = made(&program.post("components", body).await);
    assert_eq!(component["status"], "degraded_performance");
    assert_eq!(component["showcase"], true);
    assert_eq!(component["start_date"], "2020-02-29");
    assert_eq!(component["automation_email"], Value::Null);
    assert!(component.get("components").is_none());
    let path = format!("components/{}", id_of(&component));
    assert_eq!(ok(&program.get(&path).await), component);
    assert_eq!(public(&t).await[0]["name"], "Website");

    let body = json!({ "component": { "name": "Site", "status": "operational" } });
    let changed = ok(&program.patch(&path, body.clone()).await);
    assert_eq!(changed["name"], "Site");
    assert_eq!(
        ok(&program.patch(&path, body).await),
        changed,
        "twice is once"
    );
    assert_eq!(public(&t).await[0]["status"], "operational");

    assert_eq!(program.delete(&path).await.status(), 204);
    assert_eq!(program.delete(&path).await.status(), 404);
    assert_eq!(program.get(&path).await.status(), 404);
    assert_eq!(
        program
            .patch(&path, json!({ "component": { "status": "operational" } }))
            .await
            .status(),
        404
    );
    assert_eq!(public(&t).await, json!([]));
    assert_eq!(ok(&program.get("components").await), json!([]));
}

#[tokio::test]
async fn a_status_moves_the_page_at_once() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let path = format!("components/{}", program.component("Website").await);
    for (status, indicator) in [
        ("major_outage", "critical"),
        ("under_maintenance", "maintenance"),
        ("operational", "none"),
    ] {
        ok(&program
            .patch(&path, json!({ "component": { "status": status } }))
            .await);
        let json = t.anyone().get("/api/v2/status.json").await.json();
        assert_eq!(json["status"]["indicator"], indicator);
    }
    let bad = json!({ "component": { "status": "on_fire" } });
    assert_eq!(
        refused(&program.patch(&path, bad).await),
        ["Status can't be on_fire"]
    );
}

#[tokio::test]
async fn deleting_a_component_keeps_old_incidents() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let id = program.component("Website").await;
    let incident = program
        .incident_path(json!({ "name": "Trouble", "components": { &id: "major_outage" } }))
        .await;
    assert_eq!(
        program.delete(&format!("components/{id}")).await.status(),
        204
    );
    let kept = ok(&program.get(&incident).await);
    let change = &kept["incident_updates"][0]["affected_components"][0];
    assert_eq!(
        (&change["code"], &change["name"]),
        (&json!(id), &json!("Website"))
    );
    let page = t.anyone().get(&format!("/{incident}")).await;
    assert!(page.text().contains("Website"));
    ok(&program
        .patch(&incident, json!({ "incident": { "status": "resolved" } }))
        .await);
    let body = json!({ "incident": { "components": { &id: "operational" } } });
    refused(&program.patch(&incident, body).await);
}

#[tokio::test]
async fn a_group_is_made_shown_changed_and_removed() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let (first, second) = (
        program.component("One").await,
        program.component("Two").await,
    );
    let body = json!({
        "description": "Beside",
        "component_group": { "name": "Both", "components": [second, first] },
    });
    let group = made(&program.post("component-groups", body).await);
    assert_eq!(group["description"], "Beside");
    assert_eq!(group["components"], json!([second, first]));
    let path = format!("component-groups/{}", id_of(&group));
    assert_eq!(ok(&program.get(&path).await), group);
    assert_eq!(ok(&program.get("component-groups").await), json!([group]));

    let body = json!({ "component_group": { "name": "Only", "description": "Inside", "components": [first] } });
    let changed = ok(&program.put(&path, body).await);
    assert_eq!(
        (&changed["name"], &changed["description"]),
        (&json!("Only"), &json!("Inside"))
    );
    assert_eq!(changed["components"], json!([first]));
    let left = ok(&program.get(&format!("components/{second}")).await);
    assert_eq!(left["group_id"], Value::Null);

    let gone = ok(&program.delete(&path).await);
    assert_eq!(gone["components"], json!([first]));
    assert_eq!(program.delete(&path).await.status(), 404);
    assert_eq!(program.get(&path).await.status(), 404);
    let list = ok(&program.get("components").await);
    assert_eq!(
        each(&list, "group_id"),
        ["-", "-"],
        "members stand at the top level"
    );
    assert_eq!(public(&t).await.as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn the_last_member_gone_the_group_goes() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let groups = async || {
        ok(&program.get("component-groups").await)
            .as_array()
            .map(Vec::len)
    };
    // Removed.
    let component = program.component("One").await;
    let group = program.group("First", &[&component]).await;
    assert_eq!(
        program
            .delete(&format!("components/{component}"))
            .await
            .status(),
        204
    );
    assert_eq!(groups().await, Some(0));
    assert_eq!(
        program
            .get(&format!("component-groups/{group}"))
            .await
            .status(),
        404
    );
    // Taken by a new group.
    let two = program.component("Two").await;
    program.group("Second", &[&two]).await;
    let third = program.group("Third", &[&two]).await;
    assert_eq!(groups().await, Some(1));
    // Moved into another group.
    let three = program.component("Three").await;
    program.group("Fourth", &[&three]).await;
    let body = json!({ "component": { "group_id": third } });
    ok(&program.patch(&format!("components/{three}"), body).await);
    assert_eq!(groups().await, Some(1));
    // Taken by another group's edit.
    let four = program.component("Four").await;
    program.group("Fifth", &[&four]).await;
    let body = json!({ "component_group": { "components": [two, four] } });
    ok(&program
        .patch(&format!("component-groups/{third}"), body)
        .await);
    assert_eq!(groups().await, Some(1));
    assert_eq!(public(&t).await.as_array().map(Vec::len), Some(4));
}

#[tokio::test]
async fn a_group_needs_a_name_and_members_that_are_components() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let component = program.component("One").await;
    let group = program.group("Group", &[&component]).await;
    for fields in [
        json!({ "name": "x" }),
        json!({ "name": "x", "components": [] }),
        json!({ "name": "x", "components": ["n0ne"] }),
        json!({ "name": "x", "components": [group] }),
        json!({ "name": "x", "components": "x" }),
        json!({ "components": [component] }),
        json!({ "name": "x", "components": [component], "description": "x".repeat(25_001) }),
    ] {
        refused(
            &program
                .post("component-groups", json!({ "component_group": fields }))
                .await,
        );
    }
    assert_eq!(
        ok(&program.get("component-groups").await)
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    let path = format!("components/{group}");
    refused(
        &program
            .patch(&path, json!({ "component": { "status": "major_outage" } }))
            .await,
    );
    assert_eq!(
        program.delete(&path).await.status(),
        404,
        "a group is no component"
    );
    refused(
        &program
            .post(
                "components",
                json!({ "component": { "name": "x", "group_id": component } }),
            )
            .await,
    );
}

#[tokio::test]
async fn lists_of_components_hold_the_groups_and_their_worst_status() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let component = program.component("One").await;
    let group = program.group("Group", &[&component]).await;
    let body =
        json!({ "component": { "name": "Two", "group_id": group, "status": "partial_outage" } });
    made(&program.post("components", body).await);
    let list = ok(&program.get("components").await);
    let mut rows = Vec::new();
    for component in list.as_array().expect("a list") {
        rows.push((
            component["name"].as_str(),
            component["group"] == true,
            component["status"].as_str(),
        ));
    }
    rows.sort_unstable();
    assert_eq!(
        rows,
        [
            (Some("Group"), true, Some("partial_outage")),
            (Some("One"), false, Some("operational")),
            (Some("Two"), false, Some("partial_outage")),
        ]
    );
    assert_eq!(
        ok(&program.get("components?per_page=1&page=2").await)
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}
