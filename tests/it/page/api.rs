//! The page itself.

use candor::domain::Role;
use serde_json::json;

use crate::manage_api::{api, ok, refused};
use crate::support::TestApp;

#[tokio::test]
async fn the_page_is_listed_shown_and_changed() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let list = ok(&program.client.get("/v1/pages").await);
    let page = ok(&program.get("").await);
    assert_eq!(list[0], page);
    assert_eq!(page["url"], "https://status.example.com");
    assert_eq!(page["domain"], "status.example.com");

    let body = json!({ "page": { "name": "Example", "time_zone": "America/New_York", "branding": "premium" } });
    for _ in 0..2 {
        let changed = ok(&program.patch("", body.clone()).await);
        assert_eq!(changed["name"], "Example");
        assert_eq!(changed["time_zone"], "America/New_York");
        assert_eq!(changed, ok(&program.get("").await));
    }
    let public = t.anyone().get("/api/v2/status.json").await.json();
    assert_eq!(public["page"]["name"], "Example");
    assert_eq!(public["page"]["time_zone"], "America/New_York");
    assert_eq!(ok(&program.put("", json!({})).await)["name"], "Example");
}

#[tokio::test]
async fn a_zone_that_is_none_and_an_address_that_is_none_are_refused() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    for fields in [
        json!({ "time_zone": "Mars/Olympus" }),
        json!({ "time_zone": "../etc/passwd" }),
        json!({ "url": "javascript:alert(1)" }),
        json!({ "url": "nonsense" }),
        json!({ "name": "x".repeat(256) }),
    ] {
        refused(&program.patch("", json!({ "page": fields })).await);
    }
    assert_eq!(ok(&program.get("").await)["time_zone"], "UTC");
}
