//! What planned maintenances do to components: nothing before they begin; and what a deletion leaves.

use candor::domain::Role;
use serde_json::{Value, json};

use crate::manage_api::{Api, api, each, id_of, ok};
use crate::support::TestApp;

/// A maintenance from 16:00 to 17:00, an hour after the test's clock, that the clock begins if told to.
fn planned(auto: bool, components: &Value) -> Value {
    json!({
        "name": "Database upgrade",
        "scheduled_for": "2026-11-24T16:00:00Z",
        "scheduled_until": "2026-11-24T17:00:00Z",
        "scheduled_auto_in_progress": auto,
        "scheduled_auto_completed": auto,
        "components": components,
    })
}

async fn status(program: &Api<'_>, id: &str) -> String {
    let component = ok(&program.get(&format!("components/{id}")).await);
    component["status"].as_str().expect("a status").to_owned()
}

#[tokio::test]
async fn statuses_of_a_maintenance_to_come_are_given_when_it_begins_by_whichever_door() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let (first, second) = (
        program.component("One").await,
        program.component("Two").await,
    );
    let given = json!({ &first: "under_maintenance", &second: "partial_outage" });
    for door in ["clock", "v1", "staff"] {
        let made = program.incident(planned(door == "clock", &given)).await;
        let id = id_of(&made);
        let path = format!("incidents/{id}");
        assert_eq!(
            status(&program, &first).await,
            "operational",
            "not before it begins"
        );
        let said = &made["incident_updates"][0]["affected_components"];
        assert_eq!(each(said, "new_status"), ["operational", "operational"]);
        let home = ok(&t.anyone().get("/api/v2/status.json").await);
        assert_eq!(home["status"]["indicator"], "none");
        match door {
            "clock" => {
                t.clock.advance_secs(3600);
                t.app.run_due().await.expect("done");
            }
            "v1" => {
                let body = json!({ "incident": { "status": "in_progress" } });
                ok(&program.patch(&path, body).await);
            }
            _ => {
                let staff = t.staff(Role::Responder).await;
                let reply = staff
                    .post(&format!("/admin/maintenances/{id}/start"), &[])
                    .await;
                assert_eq!(reply.status(), 303, "{}", reply.text());
            }
        }
        let begun = ok(&program.get(&path).await);
        assert_eq!(begun["status"], "in_progress", "{door}");
        let said = &begun["incident_updates"][0]["affected_components"];
        assert_eq!(
            each(said, "new_status"),
            ["under_maintenance", "partial_outage"],
            "{door}"
        );
        assert_eq!(each(said, "old_status"), ["operational", "operational"]);
        assert_eq!(status(&program, &second).await, "partial_outage");
        ok(&program.delete(&path).await);
        assert_eq!(status(&program, &first).await, "operational", "given back");
        assert_eq!(status(&program, &second).await, "operational", "given back");
        t.clock.advance_secs(-3600 * i64::from(door == "clock"));
    }
}

#[tokio::test]
async fn what_is_planned_for_components_can_change_until_it_begins() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let (first, second) = (
        program.component("One").await,
        program.component("Two").await,
    );
    let path = program
        .incident_path(planned(
            true,
            &json!({ &first: "major_outage", &second: "partial_outage" }),
        ))
        .await;
    let body = json!({ "incident": { "components": {
        &first: "degraded_performance", &second: "operational",
    }}});
    let changed = ok(&program.patch(&path, body).await);
    assert_eq!(
        changed["incident_updates"].as_array().map(Vec::len),
        Some(1),
        "nothing is said of it yet"
    );
    let body = json!({ "incident": { "body": "Still planned.", "components": [&first] } });
    ok(&program.patch(&path, body).await);
    assert_eq!(status(&program, &first).await, "operational");
    t.clock.advance_secs(3600);
    t.app.run_due().await.expect("done");
    assert_eq!(status(&program, &first).await, "degraded_performance");
    assert_eq!(status(&program, &second).await, "operational");

    // A maintenance that begins as it is made changes its components at once, and so does an edit of it.
    let now = json!({
        "name": "At once", "status": "in_progress", "components": { &second: "under_maintenance" },
        "scheduled_for": "2026-11-24T16:00:00Z", "scheduled_until": "2026-11-24T18:00:00Z",
    });
    let path = program.incident_path(now).await;
    assert_eq!(status(&program, &second).await, "under_maintenance");
    let body = json!({ "incident": { "components": { &second: "major_outage" } } });
    ok(&program.patch(&path, body).await);
    assert_eq!(status(&program, &second).await, "major_outage");
}

#[tokio::test]
async fn planned_work_hides_no_outage_and_its_deletion_takes_none_away() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let component = program.component("One").await;
    let outage = json!({ "name": "Broken", "components": { &component: "major_outage" } });
    let outage = program.incident_path(outage).await;
    let given = json!({ &component: "under_maintenance" });
    let path = program.incident_path(planned(true, &given)).await;
    t.clock.advance_secs(3600);
    t.app.run_due().await.expect("done");
    assert_eq!(status(&program, &component).await, "major_outage");
    ok(&program.delete(&path).await);
    assert_eq!(status(&program, &component).await, "major_outage");
    ok(&program.delete(&outage).await);
    assert_eq!(
        status(&program, &component).await,
        "major_outage",
        "as on Statuspage"
    );
    // A maintenance that is to come or over releases nothing when it is deleted.
    for state in ["scheduled", "completed"] {
        let mut fields = planned(false, &given);
        fields["status"] = json!(state);
        fields["scheduled_until"] = json!("2026-11-24T18:00:00Z");
        let path = program.incident_path(fields).await;
        let before = status(&program, &component).await;
        ok(&program.delete(&path).await);
        assert_eq!(status(&program, &component).await, before, "{state}");
    }
}

#[tokio::test]
async fn who_deletes_an_incident_by_the_form_says_what_becomes_of_its_components() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let staff = t.staff(Role::Responder).await;
    let component = program.component("One").await;
    let other = json!({ "name": "Slow", "components": { &component: "degraded_performance" } });
    program.incident(other).await;
    for (left, after) in [
        (None, "degraded_performance"),
        (Some("others"), "degraded_performance"),
        (Some("as_they_are"), "major_outage"),
    ] {
        let fields = json!({ "name": "Broken", "components": { &component: "major_outage" } });
        let id = id_of(&program.incident(fields).await);
        let path = format!("/admin/incidents/{id}/delete");
        let form = staff.get(&path).await;
        assert_eq!(form.all("input[name=left]").len(), 2);
        assert_eq!(
            crate::support::values(&form, "input[name=left][checked]"),
            ["others"]
        );
        let mut fields = vec![("confirm", "Broken")];
        fields.extend(left.map(|left| ("left", left)));
        assert_eq!(staff.post(&path, &fields).await.status(), 303);
        assert_eq!(status(&program, &component).await, after);
    }
    let over = json!({ "name": "Over", "status": "resolved", "components": [&component] });
    let id = id_of(&program.incident(over).await);
    let form = staff.get(&format!("/admin/incidents/{id}/delete")).await;
    assert!(form.all("input[name=left]").is_empty(), "it holds none");
    let now = json!({
        "name": "Work", "status": "in_progress", "components": [&component],
        "scheduled_for": "2026-11-24T14:00:00Z", "scheduled_until": "2026-11-24T18:00:00Z",
    });
    let id = id_of(&program.incident(now).await);
    let form = staff.get(&format!("/admin/incidents/{id}/delete")).await;
    assert!(form.text().contains("Its components go back"));
    assert!(
        form.all("input[name=left]").is_empty(),
        "it gives them back"
    );
}

#[tokio::test]
async fn what_a_maintenance_holds_is_kept_when_an_outage_beside_it_ends() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let staff = t.staff(Role::Responder).await;
    let component = program.component("One").await;
    for (planned_first, by_clock) in [(true, true), (false, true), (true, false)] {
        let given = if by_clock {
            json!({ &component: "under_maintenance" })
        } else {
            json!([&component])
        };
        let work = async || id_of(&program.incident(planned(by_clock, &given)).await);
        let broken = json!({ "name": "Broken", "components": { &component: "major_outage" } });
        let outage = async || id_of(&program.incident(broken.clone()).await);
        let (maintenance, incident) = if planned_first {
            let maintenance = work().await;
            (maintenance, outage().await)
        } else {
            let incident = outage().await;
            (work().await, incident)
        };
        if by_clock {
            t.clock.advance_secs(3600);
            t.app.run_due().await.expect("done");
        } else {
            let start = format!("/admin/maintenances/{maintenance}/start");
            assert_eq!(staff.post(&start, &[]).await.status(), 303);
        }
        assert_eq!(
            status(&program, &component).await,
            "major_outage",
            "planned work hides none"
        );
        let path = format!("/admin/incidents/{incident}/delete");
        assert_eq!(
            staff.post(&path, &[("confirm", "Broken")]).await.status(),
            303
        );
        assert_eq!(
            status(&program, &component).await,
            "under_maintenance",
            "it is still worked on"
        );
        ok(&program.delete(&format!("incidents/{maintenance}")).await);
        assert_eq!(status(&program, &component).await, "operational");
        t.clock.advance_secs(-3600 * i64::from(by_clock));
    }
}

#[tokio::test]
async fn a_deleted_maintenance_leaves_alone_what_it_never_touched() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let component = program.component("One").await;
    let set = async |status: &str| {
        let body = json!({ "component": { "status": status } });
        ok(&program
            .patch(&format!("components/{component}"), body)
            .await);
    };
    set("degraded_performance").await;
    let path = program
        .incident_path(planned(true, &json!([&component])))
        .await;
    t.clock.advance_secs(3600);
    t.app.run_due().await.expect("done");
    ok(&program.delete(&path).await);
    assert_eq!(status(&program, &component).await, "degraded_performance");
    t.clock.advance_secs(-3600);

    program
        .incident(json!({ "name": "Slow", "components": { &component: "partial_outage" } }))
        .await;
    set("operational").await;
    let path = program
        .incident_path(planned(true, &json!([&component])))
        .await;
    t.clock.advance_secs(3600);
    t.app.run_due().await.expect("done");
    ok(&program.delete(&path).await);
    assert_eq!(status(&program, &component).await, "operational");
}
