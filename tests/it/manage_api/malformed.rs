//! Whatever is sent, the answer is a 4xx in our shape, never a 5xx.

use axum::body::Body;
use candor::domain::Role;
use http::Method;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Api, api, id_of};
use crate::support::{Reply, TestApp};

const PAGE: &[&str] = &["name", "time_zone", "url"];
const COMPONENT: &[&str] = &[
    "name",
    "description",
    "status",
    "group_id",
    "showcase",
    "only_show_if_degraded",
    "start_date",
];
const GROUP: &[&str] = &["name", "description", "components"];
const INCIDENT: &[&str] = &[
    "name",
    "status",
    "body",
    "message",
    "impact_override",
    "component_ids",
    "components",
    "affected",
    "deliver_notifications",
    "metadata",
    "reminder_intervals",
    "scheduled_for",
    "scheduled_until",
    "backfilled",
    "backfill_date",
    "started_at",
    "detected_at",
    "restored_at",
];
const UPDATE: &[&str] = &["body", "display_at", "deliver_notifications"];
const PUBLISH: &[&str] = &["notify_subscribers", "published_at"];

/// Where bodies go, the name of the object there, and its fields.
type Door = (Method, String, &'static str, &'static [&'static str]);

async fn doors(program: &Api<'_>) -> Vec<Door> {
    let component = program.component("Website").await;
    let group = program.group("Web", &[&component]).await;
    let incident = program
        .incident(json!({ "name": "Trouble", "status": "resolved" }))
        .await;
    let incident_path = format!("incidents/{}", id_of(&incident));
    let update = id_of(&incident["incident_updates"][0]);
    let door = |method, path: &str, object, fields| (method, path.to_owned(), object, fields);
    vec![
        door(Method::PATCH, "", "page", PAGE),
        door(Method::POST, "incidents", "incident", INCIDENT),
        door(Method::PATCH, &incident_path, "incident", INCIDENT),
        door(
            Method::PUT,
            &format!("{incident_path}/incident_updates/{update}"),
            "incident_update",
            UPDATE,
        ),
        door(
            Method::PUT,
            &format!("{incident_path}/postmortem"),
            "postmortem",
            &["body_draft"],
        ),
        door(
            Method::PUT,
            &format!("{incident_path}/postmortem/publish"),
            "postmortem",
            PUBLISH,
        ),
        door(
            Method::PUT,
            &format!("{incident_path}/postmortem/revert"),
            "postmortem",
            &[],
        ),
        door(Method::POST, "components", "component", COMPONENT),
        door(
            Method::PATCH,
            &format!("components/{component}"),
            "component",
            COMPONENT,
        ),
        door(Method::POST, "component-groups", "component_group", GROUP),
        door(
            Method::PUT,
            &format!("component-groups/{group}"),
            "component_group",
            GROUP,
        ),
    ]
}

fn check(reply: &Reply, what: &str) {
    assert!(
        reply.status() < 500,
        "{} for {what}: {}",
        reply.status(),
        reply.text()
    );
    if reply.status() >= 400 {
        assert_eq!(
            reply.header("content-type"),
            "application/json; charset=utf-8",
            "{what}"
        );
        assert!(
            !reply.json()["message"]
                .as_str()
                .unwrap_or_default()
                .is_empty(),
            "{what}"
        );
    }
}

/// Values of every type and size.
fn odd_values() -> Vec<Value> {
    let mut deep = json!("x");
    for _ in 0..100 {
        deep = json!([deep]);
    }
    vec![
        json!(0),
        json!(-1),
        json!(1.5e300),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(true),
        json!(false),
        json!("x"),
        json!(" "),
        json!("\u{0}"),
        json!("\u{0}\u{0}\u{1}\u{7f}\u{feff}\u{202e}"),
        json!("x".repeat(300_000)),
        json!("%s{{7*7}}';--<script>"),
        json!([]),
        json!({}),
        json!([null]),
        json!([1, "x", []]),
        json!([{}]),
        json!({ "x": 1 }),
        json!({ "": "" }),
        json!({ "x": { "y": [] } }),
        json!(["\u{0}"]),
        json!({ "\u{0}": { "\u{0}": "\u{0}" } }),
        deep,
        json!("9999-12-31T23:59:59.999999999Z"),
        json!("-009999-01-02T01:59:59Z"),
        json!("0000-00-00"),
        json!("9999-12-31"),
        json!("-9999-01-01"),
        json!("2026-11-24T15:00:60Z"),
        json!("P1D"),
        json!("now"),
    ]
}

#[tokio::test]
async fn wrong_types_for_every_field() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Owner).await;
    for (method, path, object, fields) in doors(&program).await {
        for value in odd_values() {
            for field in fields {
                let body = json!({ object: { *field: &value } });
                let short: String = body.to_string().chars().take(80).collect();
                let reply = program
                    .client
                    .send(
                        method.clone(),
                        &program.path(&path),
                        body.to_string().into(),
                    )
                    .await;
                check(&reply, &format!("{method} {path} {short}"));
            }
            let body = json!({ object: &value }).to_string();
            check(
                &program
                    .client
                    .send(method.clone(), &program.path(&path), body.into())
                    .await,
                object,
            );
        }
    }
    for path in [
        "/",
        "/history",
        "/history.atom",
        "/history.rss",
        "/feed.json",
        "/api/v2/summary.json",
        "/api/v2/incidents.json",
    ] {
        assert_eq!(
            t.anyone().get(path).await.status(),
            200,
            "readers go on: {path}"
        );
    }
    assert_eq!(program.get("incidents").await.status(), 200);
    assert_eq!(program.get("components").await.status(), 200);
}

#[tokio::test]
async fn broken_bodies() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Owner).await;
    let bodies: Vec<Vec<u8>> = vec![
        b"{".to_vec(),
        b"{\"incident\":".to_vec(),
        b"nonsense".to_vec(),
        b"\"text\"".to_vec(),
        b"[]".to_vec(),
        b"null".to_vec(),
        b"\x00".to_vec(),
        b"\xff\xfe{}".to_vec(),
        b"\xef\xbb\xbf{}".to_vec(),
        b"{\"incident\":{\"name\":\"\xff\"}}".to_vec(),
        br#"{"incident":{"name":"\ud800"}}"#.to_vec(),
        br#"{"incident":{"name":1e999}}"#.to_vec(),
        "[".repeat(500_000).into_bytes(),
        "{\"a\":".repeat(150_000).into_bytes(),
    ];
    for (method, path, _, _) in doors(&program).await {
        if path.ends_with("/revert") {
            continue;
        }
        for body in &bodies {
            let shown = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
            let reply = program
                .client
                .send(method.clone(), &program.path(&path), body.clone().into())
                .await;
            check(&reply, &shown);
            assert_eq!(reply.status(), 400, "{method} {path} {shown}");
        }
        for form in [
            &b"=x&incident[name]=a"[..],
            b"incident[name]=%ff",
            b"incident[name]=\xff",
            b"incident=x",
            b"incident[]=x",
            b"&&&=",
            b"incident[name][a][b]=x",
            b"[]=1&][=2&[[[[=3",
            b"incident[components][]",
            b"%00=%00",
            b"component[name]=%00",
            b"a[b][c][d][e][f][g][h][i][j]=1",
        ] {
            let client = program
                .client
                .clone()
                .with("content-type", "application/x-www-form-urlencoded");
            let reply = client
                .send(method.clone(), &program.path(&path), form.to_vec().into())
                .await;
            check(&reply, &String::from_utf8_lossy(form));
        }
    }
}

#[tokio::test]
async fn odd_paths_methods_and_headers() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Owner).await;
    let long = "x".repeat(8_000);
    for id in [
        "%ff",
        "%00",
        "..",
        "%2e%2e",
        "%2F",
        "0",
        "-1",
        "99999999999999999999999999",
        "a%20b",
        "'",
        "%25",
        "n0ne;x",
        "%F0%9F%98%80",
        ".json",
        "_",
        &*"x".repeat(64),
        &*"x".repeat(65),
        &*long,
    ] {
        for path in [
            format!("/v1/pages/{id}"),
            format!("/v1/pages/{id}/incidents"),
            program.path(&format!("incidents/{id}")),
            program.path(&format!("incidents/{id}/postmortem")),
            program.path(&format!("components/{id}")),
            program.path(&format!("component-groups/{id}")),
            program.path(&format!("incidents/{id}/incident_updates/{id}")),
            format!("/v1/{id}"),
        ] {
            for method in [
                "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT",
                "BREW",
            ] {
                let verb: Method = method.parse().expect("a method");
                let reply = program.client.send(verb, &path, Body::from("{}")).await;
                assert!(reply.status() < 500, "{method} {path}: {}", reply.status());
                if method != "HEAD" && reply.status() >= 400 {
                    check(&reply, &path);
                }
                // A path that also means the list or the page itself may answer.
                assert!(
                    reply.status() >= 400 || id == ".json",
                    "{method} {path}: {}",
                    reply.status()
                );
            }
        }
    }
    for query in [
        "page=%ff",
        "limit=%00",
        "q=%00%ff",
        "&&&",
        "page[]=1",
        "q",
        "%",
        "api_key=x",
    ] {
        check(&program.get(&format!("incidents?{query}")).await, query);
    }
    for (name, value) in [
        ("content-type", "\u{fc}"),
        ("content-type", "application/json;;;"),
        ("if-match", "W/\"x\""),
        ("idempotency-key", "\u{fc}"),
        ("accept", "application/xml"),
        ("expect", "nothing"),
    ] {
        let client = program.client.clone().with(name, value);
        check(
            &client
                .post(&program.path("incidents"), json!({ "incident": {} }))
                .await,
            value,
        );
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(json!("operational")),
        Just(json!("resolved")),
        Just(json!("2026-11-24T15:00:00Z")),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::hash_map(".{0,6}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

#[test]
fn anything_at_all() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let t = runtime.block_on(TestApp::new());
    let (program, doors) = runtime.block_on(async {
        let program = api(&t, Role::Owner).await;
        let doors = doors(&program).await;
        (program, doors)
    });
    let config = ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(door in 0..doors.len(), values in proptest::collection::vec(any_json(), 20))| {
        let (method, path, object, fields) = &doors[door];
        let fields: serde_json::Map<String, Value> = fields
            .iter()
            .zip(values)
            .map(|(field, value)| ((*field).to_owned(), value))
            .collect();
        let body = json!({ *object: fields }).to_string();
        let reply = runtime.block_on(program.client.send(method.clone(), &program.path(path), body.clone().into()));
        check(&reply, &body);
    });
}
