//! Who may do what: every route of the document with every role, checked before the body is looked at.

use axum::body::Body;
use candor::domain::AuditFilter;
use candor::domain::Role;
use http::Method;
use serde_json::{Value, json};

use super::{api, id_of};
use crate::support::TestApp;

/// The least role that each operation takes, below `/v1/pages`.
const LEAST: &str = "
viewer     get
viewer     get    /{page_id}
admin      patch  /{page_id}
admin      put    /{page_id}
viewer     get    /{page_id}/components
admin      post   /{page_id}/components
viewer     get    /{page_id}/components/{component_id}
admin      delete /{page_id}/components/{component_id}
responder  patch  /{page_id}/components/{component_id}
responder  put    /{page_id}/components/{component_id}
viewer     get    /{page_id}/component-groups
admin      post   /{page_id}/component-groups
viewer     get    /{page_id}/component-groups/{group_id}
admin      delete /{page_id}/component-groups/{group_id}
admin      patch  /{page_id}/component-groups/{group_id}
admin      put    /{page_id}/component-groups/{group_id}
viewer     get    /{page_id}/incident_templates
admin      post   /{page_id}/incident_templates
viewer     get    /{page_id}/incident_templates/{template_id}
admin      delete /{page_id}/incident_templates/{template_id}
admin      patch  /{page_id}/incident_templates/{template_id}
admin      put    /{page_id}/incident_templates/{template_id}
viewer     get    /{page_id}/incidents
responder  post   /{page_id}/incidents
viewer     get    /{page_id}/incidents/unresolved
viewer     get    /{page_id}/incidents/scheduled
viewer     get    /{page_id}/incidents/upcoming
viewer     get    /{page_id}/incidents/active_maintenance
viewer     get    /{page_id}/incidents/{incident_id}
responder  delete /{page_id}/incidents/{incident_id}
responder  patch  /{page_id}/incidents/{incident_id}
responder  put    /{page_id}/incidents/{incident_id}
responder  patch  /{page_id}/incidents/{incident_id}/incident_updates/{update_id}
responder  put    /{page_id}/incidents/{incident_id}/incident_updates/{update_id}
viewer     get    /{page_id}/incidents/{incident_id}/postmortem
responder  delete /{page_id}/incidents/{incident_id}/postmortem
responder  put    /{page_id}/incidents/{incident_id}/postmortem
responder  put    /{page_id}/incidents/{incident_id}/postmortem/publish
responder  put    /{page_id}/incidents/{incident_id}/postmortem/revert
";

/// The entries of the list: least, method, path.
fn entries() -> impl Iterator<Item = (Role, &'static str, String)> {
    LEAST.lines().filter(|line| !line.is_empty()).map(|line| {
        let mut words = line.split_whitespace();
        let mut word = || words.next().unwrap_or_default();
        let (least, method, path) = (word(), word(), word());
        let least = Role::parse(least).expect("a role");
        (least, method, format!("/v1/pages{path}"))
    })
}

/// The least role that an operation takes.
fn least(method: &str, path: &str) -> Role {
    entries()
        .find(|entry| (entry.1, entry.2.as_str()) == (method, path))
        .unwrap_or_else(|| panic!("add {method} {path} to LEAST"))
        .0
}

#[tokio::test]
async fn every_operation_has_an_entry_and_every_entry_an_operation() {
    let t = TestApp::new().await;
    let document = t.anyone().get("/api/openapi.json").await.json();
    let mut operations: Vec<(String, String)> = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            least(method, path);
            operations.push((method.clone(), path.clone()));
        }
    }
    for (_, method, path) in entries() {
        let is_there = operations.contains(&(method.to_owned(), path.clone()));
        assert!(is_there, "no such operation: {method} {path}");
    }
}

#[tokio::test]
async fn too_low_a_role_is_refused_before_the_body_is_looked_at() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Owner).await;
    let component = program.component("Website").await;
    let group = program.group("Web", &[&component]).await;
    let incident = program.incident(json!({ "name": "Trouble" })).await;
    let page = program.path("").replace("/v1/pages/", "");
    let document = t.anyone().get("/api/openapi.json").await.json();
    let mut tokens = Vec::new();
    for role in Role::ALL {
        tokens.push((*role, t.token(*role).await));
    }
    let mut tried = 0;
    let before = state(&t).await;
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
    assert_eq!(state(&t).await, before, "nothing changed");
}

/// Revision, and how many entries the audit log has besides denials.
async fn state(t: &TestApp) -> (i64, usize) {
    let mut read = t.store.read().await.expect("a read");
    let log = read.list_audit(&AuditFilter::default(), 1_000).await;
    let log = log.expect("listed");
    let done = log.iter().filter(|(_, entry)| entry.action != "denied");
    (read.revision().await.expect("a revision"), done.count())
}

#[tokio::test]
async fn the_least_role_suffices_on_every_route() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Owner).await;
    let page = program.path("").replace("/v1/pages/", "");
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

fn least_deed(role: Role) -> candor::domain::Permission {
    use candor::domain::Permission;
    [
        Permission::Read,
        Permission::RunIncident,
        Permission::ManagePage,
        Permission::ManageTeam,
    ]
    .into_iter()
    .find(|permission| permission.needs() == role)
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
        set(json!({ "status": "operational", "showcase": null }))
            .await
            .status(),
        200
    );
    assert_eq!(set(json!({ "name": "Mine" })).await.status(), 403);
    assert_eq!(set(json!({ "description": null })).await.status(), 403);
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
    let program = api(&t, Role::Viewer).await;
    assert_eq!(program.get("incidents").await.status(), 200);
    let tokens = t.app.list_tokens(&t.owner()).await.expect("tokens");
    t.app
        .revoke_token(&t.owner(), &tokens[0].id)
        .await
        .expect("revoked");
    assert_eq!(program.get("incidents").await.status(), 401);
}
