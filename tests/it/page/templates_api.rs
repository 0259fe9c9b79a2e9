//! Templates.

use candor::domain::Role;
use serde_json::{Value, json};

use crate::manage_api::{api, each, id_of, made, ok, refused};
use crate::support::TestApp;

fn fields() -> Value {
    json!({
        "name": "Calls fail", "title": "{{component}} in {{group}}",
        "body": "Since {{time}} {{ component }} fails. <script>alert(1)</script>",
    })
}

#[tokio::test]
async fn a_template_is_made_listed_changed_and_removed() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let (calls, texts) = (
        program.component("Calls").await,
        program.component("Texts").await,
    );
    let mut full = fields();
    full["component_ids"] = json!([texts, calls, texts]);
    full["update_status"] = json!("identified");
    full["should_tweet"] = json!("t");
    full["group_id"] = json!("telephony");
    let template = made(
        &program
            .post("incident_templates", json!({ "template": full }))
            .await,
    );
    assert_eq!(each(&template["components"], "name"), ["Texts", "Calls"]);
    assert_eq!(template["update_status"], "identified");
    assert_eq!(template["should_tweet"], true);
    assert_eq!(template["should_send_notifications"], true);
    assert_eq!(template["group_id"], "telephony");
    assert_eq!(template["kind"], "incident");
    assert_eq!(template["body"], fields()["body"]);
    assert_eq!(
        ok(&program.get("incident_templates").await),
        json!([template])
    );
    let path = format!("incident_templates/{}", id_of(&template));
    assert_eq!(ok(&program.get(&path).await), template);

    let change = json!({ "template": {
        "name": "Night work", "update_status": "scheduled", "component_ids": [], "group_id": null,
        "should_send_notifications": false,
    }});
    for _ in 0..2 {
        let changed = ok(&program.patch(&path, change.clone()).await);
        assert_eq!(changed["kind"], "maintenance");
        assert_eq!(
            changed["title"], template["title"],
            "not given is as it was"
        );
        assert_eq!(changed["components"], json!([]));
        assert_eq!(changed["group_id"], Value::Null);
        assert_eq!(changed["should_send_notifications"], false);
    }
    let open = json!({ "template": { "update_status": null } });
    assert_eq!(
        ok(&program.put(&path, open).await)["update_status"],
        Value::Null
    );

    assert_eq!(ok(&program.delete(&path).await)["name"], "Night work");
    assert_eq!(program.delete(&path).await.status(), 404);
    assert_eq!(program.get(&path).await.status(), 404);
    assert_eq!(program.patch(&path, change).await.status(), 404);
    assert_eq!(ok(&program.get("incident_templates").await), json!([]));
}

#[tokio::test]
async fn a_template_without_its_texts_or_with_unknown_words_is_refused() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let post = |fields: Value| program.post("incident_templates", json!({ "template": fields }));
    assert_eq!(
        refused(&post(json!({})).await),
        [
            "Name can't be blank",
            "Title can't be blank",
            "Body can't be blank"
        ]
    );
    let mut typo = fields();
    typo["body"] = json!("{{compnent}} fails");
    assert_eq!(
        refused(&post(typo).await),
        ["Body has an unknown placeholder {{compnent}}; use {{component}}, {{group}} or {{time}}"]
    );
    for (field, value) in [
        ("title", json!("{{ 7*7 }}")),
        ("title", json!("{{component.name}}")),
        ("title", json!("x".repeat(256))),
        ("body", json!("x".repeat(25_001))),
        ("name", json!("two\nlines")),
        ("update_status", json!("on_fire")),
        ("update_status", json!("postmortem")),
        ("component_ids", json!("x")),
        ("component_ids", json!(["n0ne"])),
        ("component_ids", json!(["../x"])),
        ("kind", json!("party")),
        ("should_tweet", json!("maybe")),
        ("group_id", json!("x".repeat(65))),
    ] {
        let mut bad = fields();
        bad[field] = value.clone();
        let texts = refused(&post(bad).await);
        assert_eq!(texts.len(), 1, "{field} {value}: {texts:?}");
    }
    let mut mixed = fields();
    mixed["kind"] = json!("maintenance");
    mixed["update_status"] = json!("resolved");
    assert_eq!(
        refused(&post(mixed).await),
        ["Update status can't be resolved for maintenances"]
    );
    assert_eq!(ok(&program.get("incident_templates").await), json!([]));
}

#[tokio::test]
async fn a_template_asked_for_twice_is_made_once() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let client = program.client.clone().with("idempotency-key", "a-key");
    let body = json!({ "template": fields() });
    let path = program.path("incident_templates");
    let first = made(&client.post(&path, body.clone()).await);
    let again = made(&client.post(&path, body).await);
    assert_eq!(first, again);
    t.clock.advance_secs(1);
    let two = made(
        &program
            .post("incident_templates", json!({ "template": fields() }))
            .await,
    );
    assert_ne!(id_of(&two), id_of(&first));
    let second = ok(&program.get("incident_templates?page=2&per_page=1").await);
    assert_eq!(each(&second, "id"), [id_of(&two)]);
}

#[tokio::test]
async fn a_template_picks_no_component_that_is_gone() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let id = program.component("Calls").await;
    let mut full = fields();
    full["component_ids"] = json!([id]);
    let template = made(
        &program
            .post("incident_templates", json!({ "template": full }))
            .await,
    );
    program.delete(&format!("components/{id}")).await;
    let shown = ok(&program
        .get(&format!("incident_templates/{}", id_of(&template)))
        .await);
    assert_eq!(shown["components"], json!([]));
}
