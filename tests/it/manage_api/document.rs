//! The OpenAPI document says what the router answers.

use std::collections::BTreeSet;

use axum::body::Body;
use http::Method;
use serde_json::Value;

use crate::support::TestApp;

const VERBS: [&str; 7] = ["get", "post", "put", "patch", "delete", "options", "trace"];

/// The contract's routes, without what is not built yet.
const ROUTES: &[(&str, &str)] = &[
    ("/v1/pages", "get"),
    ("/v1/pages/{page_id}", "get patch put"),
    ("/v1/pages/{page_id}/components", "get post"),
    (
        "/v1/pages/{page_id}/components/{component_id}",
        "delete get patch put",
    ),
    ("/v1/pages/{page_id}/component-groups", "get post"),
    (
        "/v1/pages/{page_id}/component-groups/{group_id}",
        "delete get patch put",
    ),
    ("/v1/pages/{page_id}/incident_templates", "get post"),
    (
        "/v1/pages/{page_id}/incident_templates/{template_id}",
        "delete get patch put",
    ),
    ("/v1/pages/{page_id}/incidents", "get post"),
    ("/v1/pages/{page_id}/incidents/unresolved", "get"),
    ("/v1/pages/{page_id}/incidents/scheduled", "get"),
    ("/v1/pages/{page_id}/incidents/upcoming", "get"),
    ("/v1/pages/{page_id}/incidents/active_maintenance", "get"),
    (
        "/v1/pages/{page_id}/incidents/{incident_id}",
        "delete get patch put",
    ),
    (
        "/v1/pages/{page_id}/incidents/{incident_id}/incident_updates/{update_id}",
        "patch put",
    ),
    (
        "/v1/pages/{page_id}/incidents/{incident_id}/postmortem",
        "delete get put",
    ),
    (
        "/v1/pages/{page_id}/incidents/{incident_id}/postmortem/publish",
        "put",
    ),
    (
        "/v1/pages/{page_id}/incidents/{incident_id}/postmortem/revert",
        "put",
    ),
];

#[tokio::test]
async fn every_route_is_in_the_document_and_the_document_in_the_router() {
    let t = TestApp::new().await;
    let reply = t.anyone().get("/api/openapi.json").await;
    assert_eq!(
        reply.header("content-type"),
        "application/json; charset=utf-8"
    );
    let document = reply.json();
    assert!(
        document["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.1"))
    );
    let paths = document["paths"].as_object().expect("paths");
    assert_eq!(paths.len(), ROUTES.len());
    for (path, methods) in ROUTES {
        let documented: BTreeSet<&str> = paths[*path]
            .as_object()
            .expect("operations")
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(documented, methods.split(' ').collect(), "{path}");
        for verb in VERBS {
            let method: Method = verb.to_uppercase().parse().expect("a method");
            let here = path.replace(['{', '}'], "");
            let status = t.anyone().send(method, &here, Body::empty()).await.status();
            let expected = if documented.contains(verb) { 401 } else { 405 };
            // Fixed names such as `unresolved` stand where an id may stand, and are for GET alone.
            assert_eq!(status, expected, "{verb} {path}");
        }
    }
}

#[tokio::test]
async fn operations_have_names_of_their_own_and_say_how_they_fail() {
    let t = TestApp::new().await;
    let document = t.anyone().get("/api/openapi.json").await.json();
    let mut ids = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("operations") {
            let id = operation["operationId"].as_str().expect("an id");
            assert!(ids.insert(id.to_owned()), "{id} is there twice");
            assert!(
                operation["summary"]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "{path}"
            );
            let responses = operation["responses"].as_object().expect("responses");
            for status in ["401", "403", "429", "503"] {
                assert!(responses.contains_key(status), "{method} {path} {status}");
            }
        }
    }
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    let t = TestApp::new().await;
    let document = t.anyone().get("/api/openapi.json").await.json();
    let mut places = vec![&document];
    let mut found = 0;
    while let Some(place) = places.pop() {
        match place {
            Value::Object(fields) => {
                if let Some(reference) = fields.get("$ref") {
                    let pointer = reference.as_str().expect("a text").trim_start_matches('#');
                    assert!(document.pointer(pointer).is_some(), "{reference}");
                    found += 1;
                }
                places.extend(fields.values());
            }
            Value::Array(list) => places.extend(list),
            _ => {}
        }
    }
    assert!(found > 100, "{found}");
}

#[tokio::test]
async fn a_page_of_our_own_shows_the_document() {
    let t = TestApp::new().await;
    let reply = t.anyone().get("/api/docs").await;
    assert_eq!(reply.status(), 200);
    for (path, _) in ROUTES {
        assert!(reply.text().contains(path), "{path}");
    }
}
