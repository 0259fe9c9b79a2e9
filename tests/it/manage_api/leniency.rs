//! What real clients send, taken as Statuspage takes it.

use axum::body::Body;
use candor::domain::Role;
use http::Method;
use serde_json::json;

use super::{Api, api, id_of, ok};
use crate::support::{Reply, TestApp};

#[tokio::test]
async fn a_token_comes_in_four_ways() {
    let t = TestApp::new().await;
    let token = t.secret(Role::Viewer).await;
    for value in [
        format!("OAuth {token}"),
        format!("oauth {token}"),
        format!("Bearer {token}"),
        token.clone(),
    ] {
        let reply = t
            .anyone()
            .with("authorization", &value)
            .get("/v1/pages")
            .await;
        assert_eq!(reply.status(), 200, "{value}");
    }
    for path in [
        format!("/v1/pages?api_key={token}"),
        format!("/v1/pages.json?x=1&api_key={token}"),
    ] {
        assert_eq!(t.anyone().get(&path).await.status(), 200, "{path}");
    }
    for value in [
        "",
        "OAuth",
        "OAuth ",
        "Basic abc",
        "Bearer wrong",
        "\u{fc}",
        "wrong",
    ] {
        let reply = t
            .anyone()
            .with("authorization", value)
            .get("/v1/pages")
            .await;
        assert_eq!(reply.status(), 401, "{value}");
    }
    assert_eq!(t.anyone().get("/v1/pages?api_key=").await.status(), 401);
}

#[tokio::test]
async fn a_path_has_many_spellings() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Viewer).await;
    let page = program.path("");
    let id = page.replace("/v1/pages/", "");
    for path in [
        format!("/v1//pages/{id}.json"),
        format!("//v1/pages//{id}/"),
        format!("{page}/incidents.json"),
        format!("{page}/incidents//unresolved.json?limit=1"),
        format!("{page}/component-groups.json"),
    ] {
        let reply = program.client.get(&path).await;
        assert_eq!(reply.status(), 200, "{path}");
        assert_eq!(
            reply.header("content-type"),
            "application/json; charset=utf-8"
        );
    }
}

async fn post(program: &Api<'_>, kind: &str, body: &str) -> Reply {
    let client = match kind {
        "" => program.client.clone(),
        kind => program.client.clone().with("content-type", kind),
    };
    client
        .send(
            Method::POST,
            &program.path("incidents"),
            Body::from(body.to_owned()),
        )
        .await
}

#[tokio::test]
async fn json_needs_no_content_type_and_forms_are_read_too() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let (first, second) = (
        program.component("One").await,
        program.component("Two").await,
    );
    let form = format!(
        "incident[name]=Calls+fail&incident[message]=Sorry%21&incident[status]=identified\
         &incident[components][{first}]=major_outage&incident[component_ids][]={second}\
         &incident[deliver_notifications]=f"
    );
    let encoded = form.replace('[', "%5B").replace(']', "%5D");
    let json = json!({ "incident": {
        "name": "Calls fail", "message": "Sorry!", "status": "identified",
        "components": { &first: "major_outage" }, "component_ids": [second], "deliver_notifications": false,
    }})
    .to_string();
    for (kind, body) in [
        ("", &json),
        ("application/json", &json),
        ("application/json; charset=utf-8", &json),
        ("application/vnd.api+json", &json),
        ("application/x-www-form-urlencoded", &form),
        ("application/x-www-form-urlencoded; charset=UTF-8", &encoded),
    ] {
        let reply = post(&program, kind, body).await;
        assert_eq!(reply.status(), 201, "{kind}: {}", reply.text());
        let made = reply.json();
        let update = &made["incident_updates"][0];
        assert_eq!(made["name"], "Calls fail");
        assert_eq!(made["status"], "identified");
        assert_eq!(update["body"], "Sorry!");
        assert_eq!(update["deliver_notifications"], false);
        assert_eq!(made["components"][0]["status"], "major_outage");
        assert_eq!(
            made["components"].as_array().map(Vec::len),
            Some(2),
            "{kind}"
        );
    }
}

#[tokio::test]
async fn empty_and_null_mean_not_given() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let website = program.component("Website").await;
    // As the Go SDK sends it: every field.
    let body = json!({ "incident": {
        "name": "Trouble", "status": "", "impact_override": "", "scheduled_for": "",
        "scheduled_until": null, "scheduled_remind_prior": false, "backfill_date": "",
        "backfilled": false, "body": null, "component_ids": null, "components": [],
        "metadata": null, "reminder_intervals": null, "deliver_notifications": null,
        "auto_tweet_at_beginning": true, "unknown": { "deep": [1, 2] },
    }, "unknown": 1 });
    let reply = program.post("incidents", body).await;
    assert_eq!(reply.status(), 201, "{}", reply.text());
    let made = reply.json();
    assert_eq!(made["status"], "investigating");
    assert_eq!(made["impact"], "none");
    assert_eq!(made["incident_updates"][0]["deliver_notifications"], true);

    let path = format!("components/{website}");
    let body = json!({ "component": {
        "status": "", "showcase": null, "only_show_if_degraded": null,
    }});
    let kept = ok(&program.put(&path, body).await);
    assert_eq!(kept["name"], "Website");
    assert_eq!(kept["status"], "operational");
}

#[tokio::test]
async fn null_and_an_empty_text_clear_what_may_be_empty_and_what_is_left_out_stays() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let component = program.component("One").await;
    let group = program
        .group("Both", &[&component, &program.component("Two").await])
        .await;
    let full = json!({
        "description": "Ours.", "start_date": "2026-01-01", "group_id": &group, "showcase": true,
    });
    let path = format!("components/{component}");
    for empty in [json!(null), json!("")] {
        let body = json!({ "component": &full });
        assert_eq!(
            ok(&program.patch(&path, body).await)["description"],
            "Ours."
        );
        let body = json!({ "component": { "name": "One again" } });
        let kept = ok(&program.patch(&path, body).await);
        for (field, value) in full.as_object().expect("an object") {
            assert_eq!(kept[field], *value, "left out");
        }
        for field in ["description", "start_date", "group_id"] {
            let body = json!({ "component": { field: &empty } });
            assert_eq!(ok(&program.patch(&path, body).await)[field], json!(null));
        }
        let body = json!({ "component": { "showcase": &empty, "status": &empty } });
        assert_eq!(ok(&program.patch(&path, body).await)["showcase"], true);

        let path = format!("component-groups/{group}");
        for body in [
            json!({ "description": "Ours.", "component_group": {} }),
            json!({ "component_group": { "name": "All" } }),
        ] {
            assert_eq!(
                ok(&program.patch(&path, body).await)["description"],
                "Ours."
            );
        }
        let body = json!({ "description": &empty, "component_group": { "name": "Both" } });
        assert_eq!(
            ok(&program.patch(&path, body).await)["description"],
            json!(null)
        );

        for field in ["page_description", "support_url"] {
            let body = json!({ "page": { field: "https://help.example.com/" } });
            ok(&program.patch("", body).await);
            let body = json!({ "page": { "name": "Duo" } });
            let kept = ok(&program.patch("", body).await);
            assert_eq!(kept[field], "https://help.example.com/");
            let body = json!({ "page": { field: &empty } });
            assert_eq!(ok(&program.patch("", body).await)[field], json!(null));
        }
        for (path, kind) in [
            (format!("components/{component}"), "component"),
            (format!("component-groups/{group}"), "component_group"),
            (String::new(), "page"),
        ] {
            let reply = program
                .patch(&path, json!({ kind: { "name": &empty } }))
                .await;
            assert_eq!(reply.status(), 422, "{kind}");
            assert_eq!(reply.json()["error"], json!(["Name can't be blank"]));
        }
    }
}

#[tokio::test]
async fn a_multipart_form_is_a_form() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let component = program.component("One").await;
    let part = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let kind = "multipart/form-data; boundary=b";
    let body = part("incident[name]", "Calls \u{fc} fail")
        + &part("incident[body]", "Sorry!\r\nWe look.")
        + &part(
            &format!("incident[components][{component}]"),
            "major_outage",
        )
        + "--b--\r\n";
    let reply = post(&program, kind, &body).await;
    assert_eq!(reply.status(), 201, "{}", reply.text());
    let made = reply.json();
    assert_eq!(made["name"], "Calls \u{fc} fail");
    assert_eq!(made["incident_updates"][0]["body"], "Sorry!\r\nWe look.");
    assert_eq!(made["components"][0]["status"], "major_outage");

    let file = part("incident[name]\"; filename=\"a.txt", "A file");
    for (kind, body, state) in [
        (kind, file + "--b--\r\n", 400),
        (kind, part("incident[name]", "cut"), 400),
        ("multipart/form-data", body, 400),
        (kind, part("x", "1").repeat(5_000) + "--b--\r\n", 413),
    ] {
        let reply = post(&program, kind, &body).await;
        assert_eq!(reply.status(), state, "{}", reply.text());
    }
}

#[tokio::test]
async fn components_come_as_a_map_a_list_of_ids_or_of_objects() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let id = program.component("Website").await;
    for components in [
        json!({ &id: "partial_outage" }),
        json!({ &id: "" }),
        json!([&id]),
        json!([{ "id": &id, "status": "partial_outage" }]),
        json!([{ "component_id": &id }]),
        json!([{ "code": &id, "status": null, "name": "Website" }]),
    ] {
        let made = program
            .incident(json!({ "name": "Trouble", "components": &components }))
            .await;
        assert_eq!(made["components"][0]["id"], id.as_str(), "{components}");
    }
}

#[tokio::test]
async fn put_works_as_patch_and_answers_with_200() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let path = program
        .incident_path(json!({ "name": "Trouble", "body": "Looking." }))
        .await;
    let changed = ok(&program
        .put(&path, json!({ "incident": { "status": "monitoring" } }))
        .await);
    assert_eq!(changed["name"], "Trouble");
    assert_eq!(changed["status"], "monitoring");
    assert_eq!(
        changed["incident_updates"].as_array().map(Vec::len),
        Some(2)
    );
}

#[tokio::test]
async fn deletes_answer_200_with_the_object_or_204_without_a_byte() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let (first, second) = (
        program.component("One").await,
        program.component("Two").await,
    );
    let group = program.group("Both", &[&first, &second]).await;
    let gone = ok(&program.delete(&format!("component-groups/{group}")).await);
    assert_eq!(gone["components"], json!([first, second]));
    let reply = program.delete(&format!("components/{first}")).await;
    assert_eq!((reply.status(), reply.body()), (204, &b""[..]));

    let path = program.incident_path(json!({ "name": "Trouble" })).await;
    let draft = json!({ "postmortem": { "body_draft": "Draft." } });
    ok(&program.put(&format!("{path}/postmortem"), draft).await);
    let reply = program.delete(&format!("{path}/postmortem")).await;
    assert_eq!((reply.status(), reply.body()), (204, &b""[..]));
    let gone = ok(&program.delete(&path).await);
    assert_eq!(format!("incidents/{}", id_of(&gone)), path);
}

#[tokio::test]
async fn bodies_of_get_and_delete_are_passed_over() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let path = program.path(&program.incident_path(json!({ "name": "Trouble" })).await);
    for (kind, body) in [
        ("application/json", "{}"),
        ("application/x-www-form-urlencoded", ""),
        ("application/json", "{\"broken"),
        ("text/plain", "words"),
    ] {
        let client = program.client.clone().with("content-type", kind);
        assert_eq!(
            client.send(Method::GET, &path, body.into()).await.status(),
            200
        );
    }
    let client = program
        .client
        .clone()
        .with("content-type", "application/json");
    assert_eq!(
        client
            .send(Method::DELETE, &path, "{}".into())
            .await
            .status(),
        200
    );
}

#[tokio::test]
async fn times_are_utc_with_three_decimals_whatever_was_sent() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    for (sent, shown) in [
        ("2026-11-24T09:00:00-05:00", "2026-11-24T14:00:00.000Z"),
        ("2026-11-24T14:00:00Z", "2026-11-24T14:00:00.000Z"),
        ("2026-11-24T14:00:00.5+00:00", "2026-11-24T14:00:00.500Z"),
        ("2026-11-24 14:00", "2026-11-24T14:00:00.000Z"),
        (
            "2026-11-24T09:00:00[America/New_York]",
            "2026-11-24T14:00:00.000Z",
        ),
        (
            "2026-11-24T09:00:00-05:00[America/New_York]",
            "2026-11-24T14:00:00.000Z",
        ),
    ] {
        let made = program
            .incident(json!({ "name": "Trouble", "started_at": sent }))
            .await;
        assert_eq!(made["started_at"], shown, "{sent}");
        assert_eq!(made["created_at"], "2026-11-24T15:00:00.000Z");
    }
    for refused in [
        "2026-11-24T09:00:00[America/Nowhere]",
        "2026-11-24T09:00:00+01:00[America/New_York]",
    ] {
        let body = json!({ "incident": { "name": "Trouble", "started_at": refused } });
        let reply = program.post("incidents", body).await;
        assert_eq!(reply.status(), 422, "{refused}");
    }
}

#[tokio::test]
async fn names_lose_what_no_feed_can_carry_and_bodies_keep_it() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let sent = "Calls\u{1} fail\u{b}\u{1f}\u{ffff}";
    let component = program.component("One").await;
    for (path, body, field) in [
        (
            "components",
            json!({ "component": { "name": sent } }),
            "name",
        ),
        (
            "component-groups",
            json!({ "component_group": { "name": sent, "components": [component] } }),
            "name",
        ),
        (
            "incidents",
            json!({ "incident": { "name": sent, "body": sent } }),
            "name",
        ),
        (
            "incidents",
            json!({ "incident": {
                "name": sent, "scheduled_for": "2026-11-25T00:00:00Z",
                "scheduled_until": "2026-11-25T01:00:00Z",
            }}),
            "name",
        ),
        (
            "incident_templates",
            json!({ "template": { "name": "x", "title": sent, "body": "x" } }),
            "title",
        ),
    ] {
        let reply = program.post(path, body.clone()).await;
        assert_eq!(reply.status(), 201, "{path}: {}", reply.text());
        let made = reply.json();
        assert_eq!(made[field], "Calls fail", "{path}");
        if body["incident"]["body"].is_string() {
            assert_eq!(made["incident_updates"][0]["body"], sent, "as it was sent");
        }
    }
    let body = json!({ "page": { "name": sent } });
    assert_eq!(ok(&program.patch("", body).await)["name"], "Calls fail");
    let blank = json!({ "component": { "name": "\u{1}" } });
    assert_eq!(program.post("components", blank).await.status(), 422);
    let staff = t.staff(Role::Responder).await;
    let form = [
        ("name", sent),
        ("status", "investigating"),
        ("body", "We look."),
    ];
    staff.post("/admin/incidents/new", &form).await;
    let feed = t.anyone().get("/history.atom").await;
    assert_eq!(
        feed.text()
            .matches("<title type=\"html\">Calls fail</title>")
            .count()
            + feed.text().matches("<title>Calls fail</title>").count(),
        3
    );
}
