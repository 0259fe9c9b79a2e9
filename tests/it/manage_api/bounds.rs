//! How much one request may ask for.

use std::fmt::Write as _;

use candor::app::{Imported, ImportedPage};
use candor::domain::{Incident, IncidentId, Role, Status, Ts, UpdateId};
use serde_json::json;

use super::{api, ok, refused};
use crate::support::TestApp;

#[tokio::test]
async fn a_search_is_no_longer_than_a_name() {
    let t = TestApp::new().await;
    let responder = api(&t, Role::Responder).await;
    let staff = t.staff(Role::Responder).await;
    for (chars, status) in [(255, 200), (256, 422), (10_000, 422)] {
        let q = "%C3%BC".repeat(chars);
        let listed = responder.get(&format!("incidents?q={q}")).await;
        assert_eq!(listed.status(), status, "{chars}");
        for list in ["incidents", "components"] {
            let listed = staff.get(&format!("/admin/{list}?q={q}")).await;
            assert_eq!(listed.status(), status, "{list} {chars}");
        }
    }
    let long = responder
        .get(&format!("incidents?q={}", "a".repeat(256)))
        .await;
    assert_eq!(
        refused(&long),
        ["Q is too long (maximum is 255 characters)"]
    );
}

#[tokio::test]
async fn metadata_is_16_kilobytes_at_most() {
    let t = TestApp::new().await;
    let responder = api(&t, Role::Responder).await;
    let metadata = |bytes: usize| json!({ "jira": { "text": "x".repeat(bytes - 20) } });
    let fields = |bytes: usize| json!({ "incident": { "name": "N", "metadata": metadata(bytes) } });
    let made = responder.post("incidents", fields(16 * 1024)).await;
    assert_eq!(made.status(), 201, "{}", made.text());
    let much = responder.post("incidents", fields(16 * 1024 + 1)).await;
    assert_eq!(
        refused(&much),
        ["Metadata is too long (maximum is 16384 bytes of JSON)"]
    );
}

#[tokio::test]
async fn ranges_name_no_more_than_the_page_has() {
    let t = TestApp::demo().await;
    let responder = api(&t, Role::Responder).await;
    let open = async |affected: String| {
        let fields =
            json!({ "incident": { "name": "N", "affected": { affected: "major_outage" } } });
        responder.post("incidents", fields).await
    };
    let often = |times| format!("Phone Call Delivery in {}DUO1", "DUO1-DUO47,".repeat(times));
    assert_eq!(open(often(4)).await.status(), 201);
    let many = refused(&open(often(5)).await);
    assert!(
        many[0].contains("more than once (the page has 235)"),
        "{many:?}"
    );
    let long = refused(&open(often(1_000)).await);
    assert_eq!(long, ["Affected is too long (maximum is 8192 bytes)"]);
}

#[tokio::test]
async fn a_form_has_as_many_fields_as_a_page_can_need() {
    let t = TestApp::new().await;
    let responder = api(&t, Role::Responder).await;
    let form = responder
        .client
        .clone()
        .with("content-type", "application/x-www-form-urlencoded");
    let send = async |fields: usize| {
        let mut body = "incident[name]=N".to_owned();
        for number in 1..fields {
            let _ = write!(body, "&x{number}=y");
        }
        let path = responder.path("incidents");
        form.send(http::Method::POST, &path, body.into())
            .await
            .status()
    };
    assert_eq!(send(4_000).await, 201);
    assert_eq!(send(4_001).await, 413);
}

/// An incident with so many updates on every component of the demo, as an import brings it.
async fn much_told(t: &TestApp, updates: i64) -> IncidentId {
    let id = IncidentId::parse("muchtold").expect("an id");
    let at = Ts::from_secs(1_790_000_000);
    let components = t.components().await;
    let named = components.iter().filter(|one| !one.is_group());
    let first = t.incident("Template").open().await.updates.remove(0);
    let incident = Incident {
        component_ids: named.map(|one| one.id.clone()).collect(),
        updates: (0..updates)
            .map(|number| candor::domain::Update {
                id: UpdateId::parse(&format!("u{number}")).expect("an id"),
                created_at: at.plus_secs(number),
                ..first.clone()
            })
            .collect(),
        ..Incident::begun(id.clone(), "Much told", Status::Investigating, at)
    };
    let page = t.app.show_page(&t.owner()).await.expect("a page");
    let imported = Imported {
        page: Some(ImportedPage {
            id: page.id,
            name: None,
            time_zone: None,
            updated_at: None,
            feed_host: None,
        }),
        incidents: vec![incident],
        ..Imported::default()
    };
    let taken = t.app.import(&t.owner(), imported, false, |_| {}).await;
    assert_eq!(taken.expect("it is taken").incidents.imported, 1);
    id
}

#[tokio::test]
async fn an_incident_that_is_told_too_much_of_can_only_end() {
    let t = TestApp::demo().await;
    // 235 components times 212 updates are just below 50,000.
    let id = much_told(&t, 212).await;
    let responder = api(&t, Role::Responder).await;
    let path = format!("incidents/{id}");
    let say = json!({ "incident": { "body": "Still looking." } });
    assert_eq!(
        refused(&responder.patch(&path, say.clone()).await),
        [
            "Components are too many for so many updates (213 updates of 235 components): resolve it and open \
             another"
        ]
    );
    let renamed = json!({ "incident": { "name": "Renamed" } });
    ok(&responder.patch(&path, renamed).await);
    let resolved = json!({ "incident": { "status": "resolved", "body": "Over." } });
    ok(&responder.patch(&path, resolved).await);
    assert_eq!(refused(&responder.patch(&path, say).await).len(), 1);
}
