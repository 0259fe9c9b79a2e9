//! What the audit log says of whoever was refused.

use candor::domain::Role;
use candor::domain::{AuditEntry, AuditFilter};

use crate::support::TestApp;

async fn denials(t: &TestApp) -> Vec<AuditEntry> {
    let mut read = t.store.read().await.expect("a read");
    let filter = AuditFilter {
        action: "denied".to_owned(),
        ..AuditFilter::default()
    };
    let log = read.list_audit(&filter, 1_000).await.expect("listed");
    log.into_iter().map(|(_, entry)| entry).collect()
}

#[tokio::test]
async fn refusals_are_recorded_with_who_and_what() {
    let t = TestApp::new().await;
    let id = t.person("viewer@example.com", Role::Viewer).await;
    let browser = t.browser_of(&id, false).await;
    browser.get("/admin/account").await;
    assert_eq!(browser.get("/admin/team").await.status(), 403);
    let foreign = [("origin", "https://evil.example")];
    let sent = browser.post_as("/admin/tokens", &foreign, "csrf=x").await;
    assert_eq!(sent.status(), 403);
    let sent = browser.post_as("/admin/account/name", &[], "name=x").await;
    assert_eq!(sent.status(), 403);
    let sent = browser
        .post_as("/admin/setup/s3cr3t", &foreign, "csrf=x")
        .await;
    assert_eq!(sent.status(), 403);
    let program = t.token(Role::Viewer).await;
    let page = t.publication.edition().state.page.id.to_string();
    let incidents = format!("/v1/pages/{page}/incidents");
    let sent = program.post(&incidents, serde_json::json!({})).await;
    assert_eq!(sent.status(), 403);

    let mut log = denials(&t).await;
    log.reverse();
    let told: Vec<(&str, &str, &str)> = log
        .iter()
        .map(|one| (one.door.as_str(), one.subject.as_str(), one.detail.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                "admin",
                "/admin/team",
                r#"{"deed":"manage_team","method":"GET"}"#
            ),
            (
                "admin",
                "/admin/tokens",
                r#"{"form":"foreign","method":"POST"}"#
            ),
            (
                "admin",
                "/admin/account/name",
                r#"{"form":"stray","method":"POST"}"#
            ),
            (
                "admin",
                "/admin/setup/{token}",
                r#"{"form":"foreign","method":"POST"}"#
            ),
            (
                "v1",
                incidents.as_str(),
                r#"{"deed":"run_incident","method":"POST"}"#
            ),
        ]
    );
    assert!(log[0].actor.starts_with("The viewer ("));
    assert!(log[0].address.as_deref() == Some("127.0.0.1"));
    assert_eq!(log[1].actor, "nobody yet", "a cookie is not looked at");
    assert_eq!(log[4].address.as_deref(), Some("127.0.0.1"));
}

#[tokio::test]
async fn a_role_that_a_deed_finds_too_low_is_recorded_too() {
    let t = TestApp::new().await;
    let id = t.person("admin@example.com", Role::Admin).await;
    let browser = t.browser_of(&id, false).await;
    browser.get("/admin/tokens").await;
    let fields = [("name", "CI"), ("role", "owner"), ("expires_in", "30")];
    assert_eq!(browser.post("/admin/tokens", &fields).await.status(), 403);
    let log = denials(&t).await;
    assert_eq!(log.len(), 1);
    assert_eq!(log[0].subject, "/admin/tokens");
}

#[tokio::test]
async fn nobody_fills_the_log_with_refusals() {
    let t = TestApp::new().await;
    let foreign = [("origin", "https://evil.example")];
    let endless = format!("/admin/{}", "x".repeat(5_000));
    let flood = async |peer: &str| {
        let browser = t.browser().from(peer);
        for _ in 0..50 {
            let sent = browser.post_as(&endless, &foreign, "").await;
            assert_eq!(sent.status(), 403);
        }
    };
    flood("203.0.113.7").await;
    let log = denials(&t).await;
    assert_eq!(log.len(), 20, "of one address");
    assert_eq!(log[0].subject.chars().count(), 200);
    flood("203.0.113.8").await;
    assert_eq!(denials(&t).await.len(), 40, "others are recorded still");
    for number in 0..25 {
        flood(&format!("198.51.100.{number}")).await;
    }
    assert_eq!(denials(&t).await.len(), 500, "in all");
    let id = t.person("viewer@example.com", Role::Viewer).await;
    let insider = t.browser_of(&id, false).await;
    assert_eq!(insider.get("/admin/team").await.status(), 403);
    let log = denials(&t).await;
    assert_eq!(log.len(), 501, "strangers use up nothing of an insider's");
    assert!(log[0].actor.starts_with("The viewer ("));
    t.clock.advance_secs(15 * 60 + 1);
    flood("203.0.113.7").await;
    assert_eq!(denials(&t).await.len(), 521);
}
