//! Documents of real pages, reduced to a minimum: whatever an import leaves out, it names.

use candor::domain::{BodyFormat, Status};
use serde_json::{Value, json};

use super::Desk;

/// A list as the manage API gives it, with the postmortem beside the updates.
fn listed(status: &str, postmortem: &Value) -> String {
    let mut incident = json!({
        "id": "inc0certs001", "page_id": "page00000001", "name": "Nobody could sign in",
        "status": status, "impact": "major",
        "created_at": "2016-05-01T10:00:00.000Z", "updated_at": "2016-05-03T10:00:00.000Z",
        "resolved_at": "2016-05-01T11:00:00.000Z",
        "incident_updates": [{
            "id": "upd0certs001", "status": "resolved", "body": "It works again.",
            "created_at": "2016-05-01T11:00:00.000Z", "updated_at": "2016-05-01T11:00:00.000Z",
            "display_at": "2016-05-01T11:00:00.000Z", "affected_components": null,
        }],
    });
    let fields = incident.as_object_mut().expect("an object");
    fields.extend(postmortem.as_object().expect("an object").clone());
    json!([incident]).to_string()
}

#[tokio::test]
async fn a_postmortem_beside_the_updates_comes_along() {
    let text = "## Why\r\nA certificate had run out.";
    let full = json!({
        "postmortem_body": text,
        "postmortem_body_last_updated_at": "2016-05-03T09:00:00.000Z",
        "postmortem_published_at": "2016-05-03T10:00:00.000Z",
        "postmortem_notified_subscribers": false,
    });
    for (status, beside) in [
        ("postmortem", full.clone()),
        ("resolved", full),
        ("postmortem", json!({ "postmortem_body": text })),
    ] {
        let desk = Desk::new(&[("incidents.json", &listed(status, &beside))]).await;
        desk.import().await;
        assert!(desk.import().await.is_unchanged(), "a second run finds it");
        let incident = desk.incident("inc0certs001").await;
        assert_eq!(incident.status, Status::Postmortem);
        let post = desk.postmortem("inc0certs001").await;
        let body = post.and_then(|post| post.body).expect("a text");
        assert_eq!(
            (body.text.as_str(), body.format),
            (text, BodyFormat::Statuspage)
        );
        let page = desk.t.anyone().get("/incidents/inc0certs001").await;
        assert!(page.text().contains("A certificate had run out."));
        let path = "/api/v2/incidents/inc0certs001.json";
        let incident = desk.t.anyone().get(path).await.json();
        let updates = incident["incident"]["incident_updates"].as_array();
        assert_eq!(updates.map(Vec::len), Some(2));
        assert_eq!(incident["incident"]["incident_updates"][0]["body"], text);
    }
}

#[tokio::test]
async fn a_postmortem_that_was_never_published_comes_as_a_draft_and_an_empty_one_not_at_all() {
    let text = "Not yet.";
    let draft = json!({ "postmortem_body": text, "postmortem_published_at": null });
    let desk = Desk::new(&[("incidents.json", &listed("resolved", &draft))]).await;
    desk.import().await;
    let incident = desk.incident("inc0certs001").await;
    assert_eq!(incident.status, Status::Resolved);
    let post = desk.postmortem("inc0certs001").await.expect("a draft");
    assert_eq!(post.draft.expect("a draft").text, text);
    assert!(post.body.is_none() && post.published_at.is_none());
    let page = desk.t.anyone().get("/incidents/inc0certs001").await;
    assert!(!page.text().contains(text));

    let empty = json!({ "postmortem_body": " " });
    for (status, lines) in [("resolved", 0), ("postmortem", 1)] {
        let desk = Desk::new(&[("incidents.json", &listed(status, &empty))]).await;
        let report = desk.import().await;
        let incident = desk.incident("inc0certs001").await;
        assert!(desk.postmortem("inc0certs001").await.is_none());
        assert_eq!(incident.status, Status::Resolved);
        assert_eq!(report.skipped.len(), lines, "{:?}", report.skipped);
    }
}

#[tokio::test]
async fn a_draft_that_was_published_there_meanwhile_is_no_draft_here() {
    let text = "A certificate had run out.";
    let draft = json!({ "postmortem_body": text });
    let desk = Desk::new(&[("incidents.json", &listed("resolved", &draft))]).await;
    desk.import().await;
    let published = json!({
        "postmortem_body": "A certificate had run out, and nobody saw.",
        "postmortem_published_at": "2016-05-04T10:00:00.000Z",
        "postmortem_body_last_updated_at": "2016-05-04T09:00:00.000Z",
        "updated_at": "2016-05-04T10:00:00.000Z",
    });
    desk.write("incidents.json", &listed("postmortem", &published));
    desk.import().await;
    let post = desk.postmortem("inc0certs001").await.expect("one");
    assert_eq!(post.draft, None);
    assert!(post.body.expect("a text").text.ends_with("nobody saw."));
    assert!(desk.import().await.is_unchanged());
}

#[tokio::test]
async fn what_a_list_of_the_manage_api_says_beyond_the_public_one_comes_along() {
    let list = json!([{
        "id": "inc0plans001", "page_id": "page00000001", "name": "Work", "status": "scheduled",
        "created_at": "2026-11-20T00:00:00.000Z", "impact": "maintenance",
        "scheduled_for": "2026-12-01T00:00:00.000Z", "scheduled_until": "2026-12-01T01:00:00.000Z",
        "scheduled_remind_prior": true, "scheduled_auto_in_progress": true,
        "scheduled_auto_completed": true, "auto_transition_to_maintenance_state": true,
        "auto_transition_deliver_notifications_at_start": false, "metadata": {"a": {"b": 1}},
        "incident_updates": [{
            "id": "upd0plans001", "status": "scheduled", "body": "Soon.",
            "created_at": "2026-11-20T00:00:00.000Z",
        }],
    }]);
    let desk = Desk::new(&[("incidents.json", &list.to_string())]).await;
    desk.import().await;
    assert!(desk.import().await.is_unchanged());
    let incident = desk.incident("inc0plans001").await;
    assert!(incident.plan.remind_prior && incident.plan.auto_start && incident.plan.auto_finish);
    assert_eq!(incident.plan.to_maintenance, Some(true));
    assert_eq!(incident.plan.to_operational, None);
    assert_eq!(incident.plan.notify_at_start, Some(false));
    assert_eq!(incident.metadata, r#"{"a":{"b":1}}"#);

    let mut long = list;
    long[0]["metadata"]["a"]["b"] = json!("x".repeat(20_000));
    let desk = Desk::new(&[("incidents.json", &long.to_string())]).await;
    let report = desk.import().await;
    assert!(report.skipped[0].contains("its metadata is longer than 16384 bytes"));
    assert_eq!(desk.incident("inc0plans001").await.metadata, "{}");
}

#[tokio::test]
async fn what_is_resolved_without_an_end_is_never_called_ongoing() {
    let list = json!([{
        "id": "inc0noend001", "name": "An old day", "status": "resolved", "impact": "none",
        "created_at": "2016-03-01T00:00:00.000Z", "resolved_at": null,
        "incident_updates": [{
            "id": "upd0noend001", "status": "resolved", "body": "It was put on record later.",
            "created_at": "2016-04-01T12:00:00.000Z", "display_at": "2016-03-01T00:00:00.000Z",
        }],
    }]);
    let desk = Desk::new(&[("incidents.json", &list.to_string())]).await;
    desk.import().await;
    let page = desk.t.anyone().get("/incidents/inc0noend001").await;
    assert!(page.text().contains("Resolved"));
    for made_up in ["Ongoing", "Duration", "lasted"] {
        assert!(!page.text().contains(made_up), "{made_up}");
    }
}

#[tokio::test]
async fn an_unknown_status_of_a_component_is_named_wherever_it_stands() {
    let page = json!({ "id": "page00000001", "updated_at": "2024-05-01T00:00:00Z" });
    let components = json!({ "page": page, "components": [
        { "id": "c1", "name": "Website", "status": "wobbly" },
        { "id": "g1", "name": "Group", "status": "odd", "group": true },
    ]});
    let incidents = json!({ "page": page, "incidents": [{
        "id": "i1", "name": "Trouble", "status": "resolved", "created_at": "2024-05-01T00:00:00Z",
        "components": [{ "id": "c9", "name": "Gone", "status": "strange" }],
        "incident_updates": [{
            "id": "u1", "status": "resolved", "body": "", "created_at": "2024-05-01T00:00:00Z",
            "affected_components": [{ "code": "c1", "name": "Website", "new_status": "shaky" }],
        }],
    }]});
    let desk = Desk::new(&[
        ("components.json", &components.to_string()),
        ("incidents.json", &incidents.to_string()),
    ])
    .await;
    let report = desk.import().await;
    for unknown in ["wobbly", "odd", "strange", "shaky"] {
        let told = format!("the component status \"{unknown}\" is unknown, operational");
        assert!(
            report.skipped.iter().any(|line| line.contains(&told)),
            "{unknown}: {:?}",
            report.skipped
        );
    }
}

#[tokio::test]
async fn entities_in_descriptions_are_read_by_readers_and_kept_for_programs() {
    let description = "Where a customer&apos;s &#38;eacute; &lt;b&gt; R&amp;D &bogus; goes";
    let components = json!({
        "page": { "id": "page00000001" },
        "components": [{ "id": "c1", "name": "Website", "description": description }],
    });
    let desk = Desk::new(&[("components.json", &components.to_string())]).await;
    desk.import().await;
    let home = desk.t.anyone().get("/").await;
    assert_eq!(
        home.one(".row__text"),
        "Where a customer's &eacute; <b> R&D &bogus; goes"
    );
    let list = desk.t.anyone().get("/api/v2/components.json").await.json();
    assert_eq!(list["components"][0]["description"], description);
}

#[tokio::test]
async fn names_lose_what_no_feed_can_carry() {
    let list = json!({ "page": { "id": "page00000001", "name": "Du\u{1}o" }, "incidents": [{
        "id": "i1", "name": "Calls\u{7} fail\u{b}\u{ffff}", "status": "resolved",
        "created_at": "2026-11-24T00:00:00Z",
        "components": [{ "id": "c1", "name": "Web\u{1f}site" }],
        "incident_updates": [{
            "id": "u1", "status": "resolved", "body": "", "created_at": "2026-11-24T00:00:00Z",
            "affected_components": [{ "code": "c1", "name": "Web\u{1f}site" }],
        }],
    }]});
    let desk = Desk::new(&[("incidents.json", &list.to_string())]).await;
    desk.import().await;
    let incident = desk.incident("i1").await;
    assert_eq!(incident.name, "Calls fail");
    assert_eq!(incident.updates[0].changes[0].name, "Website");
    assert_eq!(desk.component("c1").await.name, "Website");
    assert_eq!(desk.page().await.name, "Duo");
    let found = desk.t.anyone().get("/api/v2/incidents.json").await.json();
    assert_eq!(found["incidents"][0]["name"], "Calls fail");
}

#[tokio::test]
async fn the_audit_entry_of_an_import_takes_nothing_for_removed() {
    let components = json!({
        "page": { "id": "page00000001" },
        "components": [{ "id": "c1", "name": "Website" }, { "id": "c2", "name": "Shop" }],
    });
    let desk = Desk::new(&[("components.json", &components.to_string())]).await;
    desk.import().await;
    let staff = desk.t.staff(candor::domain::Role::Owner).await;
    let log = staff.get("/admin/audit?action=page.import").await;
    assert!(log.text().contains("components imported"), "{}", log.text());
    assert!(!log.text().contains("→"), "nothing went from 2 to 0");
}
