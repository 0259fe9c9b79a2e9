//! Who may do what: every route of the document, every role, and before the body is looked at.

use axum::body::Body;
use candor::domain::Role;
use http::Method;
use serde_json::{Value, json};

use super::{api, id_of};
use crate::support::TestApp;

/// The least role that each route takes.
fn least(method: &str, path: &str) -> Role {
    let manages = match path {
        "/v1/pages/{page_id}" => method != "get",
        "/v1/pages/{page_id}/components" => method == "post",
        // Its status alone may be changed by a responder.
        "/v1/pages/{page_id}/components/{component_id}" => method == "delete",
        path if path.contains("component-groups") => method != "get",
        path if path.contains("incident_templates") => method != "get",
        _ => false,
    };
    match method {
        _ if manages => Role::Admin,
        "get" => Role::Viewer,
        _ => Role::Responder,
    }
}

#[tokio::test]
async fn too_low_a_role_is_refused_before_the_body_is_looked_at() {
    let t = TestApp::new().await;
    let it = api(&t, Role::Owner).await;
    let component = it.component("Website").await;
    let group = it.group("Web", &[&component]).await;
    let incident = it.incident(json!({ "name": "Trouble" })).await;
    let page = it.path("").replace("/v1/pages/", "");
    let document = t.anyone().get("/api/openapi.json").await.json();
    let mut tokens = Vec::new();
    for role in Role::ALL {
        tokens.push((*role, t.token(*role).await));
    }
    let mut tried = 0;
    for (path, methods) in document["paths"].as_object().expect("paths") {
        let here = path
            .replace("{page_id}", &page)
            .replace("{component_id}", &component)
            .replace("{group_id}", &group)
            .replace("{incident_id}", &id_of(&incident))
            .replace(
                "{update_id}",
                incident["incident_updates"][0]["id"].as_str().expect("id"),
            );
        for method in methods.as_object().expect("methods").keys() {
            let verb: Method = method.to_uppercase().parse().expect("a method");
            let broken = || Body::from("{\"broken");
            let reply = t.anyone().send(verb.clone(), &here, broken()).await;
            assert_eq!(reply.status(), 401, "{method} {path}");
            assert_eq!(reply.json()["error"], "Could not authenticate");
            assert_eq!(reply.header("www-authenticate"), "OAuth");
            for (role, client) in &tokens {
                if role.may(least_deed(least(method, path))) {
                    continue;
                }
                let reply = client.send(verb.clone(), &here, broken()).await;
                assert_eq!(reply.status(), 403, "{role} {method} {path}");
                assert!(reply.json()["error"].is_string());
                tried += 1;
            }
        }
    }
    assert!(tried > 20, "the document has routes: {tried}");
}

#[tokio::test]
async fn the_least_role_suffices_on_every_route() {
    let t = TestApp::new().await;
    let it = api(&t, Role::Owner).await;
    let page = it.path("").replace("/v1/pages/", "");
    let document = t.anyone().get("/api/openapi.json").await.json();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            let here = path
                .replace("{page_id}", &page)
                .split('/')
                .map(|part| if part.starts_with('{') { "n0ne" } else { part })
                .collect::<Vec<_>>()
                .join("/");
            let verb: Method = method.to_uppercase().parse().expect("a method");
            let client = t.token(least(method, path)).await;
            let reply = client.send(verb, &here, "{}".into()).await;
            let status = reply.status();
            assert!(
                matches!(status, 200 | 404 | 422),
                "{method} {path}: {status}"
            );
        }
    }
}

fn least_deed(role: Role) -> candor::domain::role::Deed {
    use candor::domain::role::Deed;
    [
        Deed::Read,
        Deed::RunIncident,
        Deed::ManagePage,
        Deed::ManageTeam,
    ]
    .into_iter()
    .find(|deed| deed.needs() == role)
    .expect("a deed")
}

#[tokio::test]
async fn a_responder_sets_a_components_status_and_nothing_else_of_it() {
    let t = TestApp::new().await;
    let id = api(&t, Role::Admin).await.component("Website").await;
    let responder = api(&t, Role::Responder).await;
    let path = format!("components/{id}");
    let set = |fields: Value| responder.patch(&path, json!({ "component": fields }));
    assert_eq!(set(json!({ "status": "major_outage" })).await.status(), 200);
    assert_eq!(
        set(json!({ "status": "operational", "name": "" }))
            .await
            .status(),
        200
    );
    assert_eq!(set(json!({ "name": "Mine" })).await.status(), 403);
    assert_eq!(
        set(json!({ "status": "operational", "showcase": true }))
            .await
            .status(),
        403
    );
}

#[tokio::test]
async fn a_revoked_token_is_unknown_at_once() {
    let t = TestApp::new().await;
    let it = api(&t, Role::Viewer).await;
    assert_eq!(it.get("incidents").await.status(), 200);
    let tokens = t.app.list_tokens(&t.owner()).await.expect("tokens");
    t.app
        .revoke_token(&t.owner(), &tokens[0].id)
        .await
        .expect("revoked");
    assert_eq!(it.get("incidents").await.status(), 401);
}
