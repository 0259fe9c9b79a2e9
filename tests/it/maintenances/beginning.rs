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

async fn status(it: &Api<'_>, id: &str) -> String {
    let component = ok(&it.get(&format!("components/{id}")).await);
    component["status"].as_str().expect("a status").to_owned()
}

#[tokio::test]
async fn statuses_of_a_maintenance_to_come_are_given_when_it_begins_by_whichever_door() {
    let t = TestApp::new().await;
    let it = api(&t, Role::Admin).await;
    let (one, two) = (it.component("One").await, it.component("Two").await);
    let given = json!({ &one: "under_maintenance", &two: "partial_outage" });
    for door in ["clock", "v1", "staff"] {
        let made = it.incident(planned(door == "clock", &given)).await;
        let id = id_of(&made);
        let path = format!("incidents/{id}");
        assert_eq!(
            status(&it, &one).await,
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
                ok(&it.patch(&path, body).await);
            }
            _ => {
                let staff = t.staff(Role::Responder).await;
                let reply = staff
                    .post(&format!("/admin/maintenances/{id}/start"), &[])
                    .await;
                assert_eq!(reply.status(), 303, "{}", reply.text());
            }
        }
        let begun = ok(&it.get(&path).await);
        assert_eq!(begun["status"], "in_progress", "{door}");
        let said = &begun["incident_updates"][0]["affected_components"];
        assert_eq!(
            each(said, "new_status"),
            ["under_maintenance", "partial_outage"],
            "{door}"
        );
        assert_eq!(each(said, "old_status"), ["operational", "operational"]);
        assert_eq!(status(&it, &two).await, "partial_outage");
        ok(&it.delete(&path).await);
        assert_eq!(status(&it, &one).await, "operational", "given back");
        assert_eq!(status(&it, &two).await, "operational", "given back");
        t.clock.advance_secs(-3600 * i64::from(door == "clock"));
    }
}

#[tokio::test]
async fn what_is_planned_for_components_can_change_until_it_begins() {
    let t = TestApp::new().await;
    let it = api(&t, Role::Admin).await;
    let (one, two) = (it.component("One").await, it.component("Two").await);
    let path = it
        .incident_path(planned(
            true,
            &json!({ &one: "major_outage", &two: "partial_outage" }),
        ))
        .await;
    let body = json!({ "incident": { "components": {
        &one: "degraded_performance", &two: "operational",
    }}});
    let changed = ok(&it.patch(&path, body).await);
    assert_eq!(
        changed["incident_updates"].as_array().map(Vec::len),
        Some(1),
        "nothing is said of it yet"
    );
    let body = json!({ "incident": { "body": "Still planned.", "components": [&one] } });
    ok(&it.patch(&path, body).await);
    assert_eq!(status(&it, &one).await, "operational");
    t.clock.advance_secs(3600);
    t.app.run_due().await.expect("done");
    assert_eq!(status(&it, &one).await, "degraded_performance");
    assert_eq!(status(&it, &two).await, "operational");

    // One that begins as it is made changes its components at once, and so does one under way.
    let now = json!({
        "name": "At once", "status": "in_progress", "components": { &two: "under_maintenance" },
        "scheduled_for": "2026-11-24T16:00:00Z", "scheduled_until": "2026-11-24T18:00:00Z",
    });
    let path = it.incident_path(now).await;
    assert_eq!(status(&it, &two).await, "under_maintenance");
    let body = json!({ "incident": { "components": { &two: "major_outage" } } });
    ok(&it.patch(&path, body).await);
    assert_eq!(status(&it, &two).await, "major_outage");
}

#[tokio::test]
async fn planned_work_hides_no_outage_and_its_deletion_takes_none_away() {
    let t = TestApp::new().await;
    let it = api(&t, Role::Admin).await;
    let one = it.component("One").await;
    let outage = json!({ "name": "Broken", "components": { &one: "major_outage" } });
    let outage = it.incident_path(outage).await;
    let given = json!({ &one: "under_maintenance" });
    let path = it.incident_path(planned(true, &given)).await;
    t.clock.advance_secs(3600);
    t.app.run_due().await.expect("done");
    assert_eq!(status(&it, &one).await, "major_outage");
    ok(&it.delete(&path).await);
    assert_eq!(status(&it, &one).await, "major_outage");
    ok(&it.delete(&outage).await);
    assert_eq!(status(&it, &one).await, "major_outage", "as on Statuspage");
    // What is to come or over holds nothing.
    for state in ["scheduled", "completed"] {
        let mut fields = planned(false, &given);
        fields["status"] = json!(state);
        fields["scheduled_until"] = json!("2026-11-24T18:00:00Z");
        let path = it.incident_path(fields).await;
        let before = status(&it, &one).await;
        ok(&it.delete(&path).await);
        assert_eq!(status(&it, &one).await, before, "{state}");
    }
}

#[tokio::test]
async fn who_deletes_an_incident_by_the_form_says_what_becomes_of_its_components() {
    let t = TestApp::new().await;
    let it = api(&t, Role::Admin).await;
    let staff = t.staff(Role::Responder).await;
    let one = it.component("One").await;
    let other = json!({ "name": "Slow", "components": { &one: "degraded_performance" } });
    it.incident(other).await;
    for (left, after) in [
        (None, "degraded_performance"),
        (Some("others"), "degraded_performance"),
        (Some("as_they_are"), "major_outage"),
    ] {
        let fields = json!({ "name": "Broken", "components": { &one: "major_outage" } });
        let id = id_of(&it.incident(fields).await);
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
        assert_eq!(status(&it, &one).await, after);
    }
    let over = json!({ "name": "Over", "status": "resolved", "components": [&one] });
    let id = id_of(&it.incident(over).await);
    let form = staff.get(&format!("/admin/incidents/{id}/delete")).await;
    assert!(form.all("input[name=left]").is_empty(), "it holds none");
    let now = json!({
        "name": "Work", "status": "in_progress", "components": [&one],
        "scheduled_for": "2026-11-24T14:00:00Z", "scheduled_until": "2026-11-24T18:00:00Z",
    });
    let id = id_of(&it.incident(now).await);
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
    let it = api(&t, Role::Admin).await;
    let staff = t.staff(Role::Responder).await;
    let one = it.component("One").await;
    for (planned_first, by_clock) in [(true, true), (false, true), (true, false)] {
        let given = if by_clock {
            json!({ &one: "under_maintenance" })
        } else {
            json!([&one])
        };
        let work = async || id_of(&it.incident(planned(by_clock, &given)).await);
        let broken = json!({ "name": "Broken", "components": { &one: "major_outage" } });
        let outage = async || id_of(&it.incident(broken.clone()).await);
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
            status(&it, &one).await,
            "major_outage",
            "planned work hides none"
        );
        let path = format!("/admin/incidents/{incident}/delete");
        assert_eq!(
            staff.post(&path, &[("confirm", "Broken")]).await.status(),
            303
        );
        assert_eq!(
            status(&it, &one).await,
            "under_maintenance",
            "it is still worked on"
        );
        ok(&it.delete(&format!("incidents/{maintenance}")).await);
        assert_eq!(status(&it, &one).await, "operational");
        t.clock.advance_secs(-3600 * i64::from(by_clock));
    }
}

#[tokio::test]
async fn a_deleted_maintenance_leaves_alone_what_it_never_touched() {
    let t = TestApp::new().await;
    let it = api(&t, Role::Admin).await;
    let one = it.component("One").await;
    let set = async |status: &str| {
        let body = json!({ "component": { "status": status } });
        ok(&it.patch(&format!("components/{one}"), body).await);
    };
    set("degraded_performance").await;
    let path = it.incident_path(planned(true, &json!([&one]))).await;
    t.clock.advance_secs(3600);
    t.app.run_due().await.expect("done");
    ok(&it.delete(&path).await);
    assert_eq!(status(&it, &one).await, "degraded_performance");
    t.clock.advance_secs(-3600);

    it.incident(json!({ "name": "Slow", "components": { &one: "partial_outage" } }))
        .await;
    set("operational").await;
    let path = it.incident_path(planned(true, &json!([&one]))).await;
    t.clock.advance_secs(3600);
    t.app.run_due().await.expect("done");
    ok(&it.delete(&path).await);
    assert_eq!(status(&it, &one).await, "operational");
}
