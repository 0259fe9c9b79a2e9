//! Requests without a session: little of them is read, and next to nothing is shown again.

use candor::domain::Role;

use crate::support::{PASSWORD, TestApp, values};

const EMAIL: &str = "responder@example.com";
const NEW: &str = "/admin/incidents/new";

#[tokio::test]
async fn a_stranger_may_send_64_kilobytes_and_4000_fields() {
    let t = TestApp::new().await;
    t.person(EMAIL, Role::Owner).await;
    let fill = |bytes: usize| format!("a={}", "x".repeat(bytes - 2));
    for path in ["/admin/login", NEW, "/admin/settings/images"] {
        for (body, status) in [
            (fill(64 * 1024 + 1), 413),
            ("a&".repeat(1024 * 1024), 413),
            ("a&".repeat(4_001), 413),
            (format!("{}=x", "n".repeat(257)), 413),
        ] {
            let browser = t.browser();
            browser.get("/admin/login").await;
            let reply = browser.post_as(path, &[], body).await;
            assert_eq!(reply.status(), status, "{path}");
            assert!(reply.text().len() < 16 * 1024, "{path}");
        }
        let browser = t.browser();
        let reply = browser.post_as(path, &[], fill(64 * 1024)).await;
        assert!([401, 403].contains(&reply.status()), "{path}");
        assert!(!reply.text().contains("xxxx"), "{path}");
    }
}

#[tokio::test]
async fn a_strangers_form_is_not_carried_through_a_log_in() {
    let t = TestApp::new().await;
    t.person(EMAIL, Role::Owner).await;
    let browser = t.browser();
    browser.get("/admin/login").await;
    let typed = [("name", "Planted"), ("body", "planted words")];
    let login = browser.post(NEW, &typed).await;
    assert_eq!(login.status(), 401);
    assert!(!login.text().to_lowercase().contains("planted"));
    assert_eq!(values(&login, "input[name=next]"), [NEW]);
    let fields = [("email", EMAIL), ("password", PASSWORD), ("next", NEW)];
    let entered = browser.post("/admin/login", &fields).await;
    assert_eq!(entered.header("location"), NEW);
}

#[tokio::test]
async fn a_link_carries_no_form_through_a_log_in() {
    let t = TestApp::new().await;
    t.person(EMAIL, Role::Owner).await;
    let kept = "kept=%5B%5B%22body%22%2C%22planted%22%5D%5D";
    let browser = t.browser();
    let page = browser
        .get(&format!("/admin/login?next={NEW}&{kept}"))
        .await;
    assert!(!page.text().contains("planted"));
    assert_eq!(values(&page, "input[name=next]"), [NEW]);
    // Nor does a log-in form of a browser that never had a session.
    let kept = ("kept", "[[\"body\",\"planted\"]]");
    for password in ["wrong", PASSWORD] {
        let fields = [
            ("email", EMAIL),
            ("password", password),
            ("next", NEW),
            kept,
        ];
        let reply = browser.post("/admin/login", &fields).await;
        assert!(!reply.text().contains("planted"), "{password}");
    }
}

#[tokio::test]
async fn a_form_with_a_stray_token_is_held_for_staff_alone() {
    let t = TestApp::new().await;
    let id = t.person(EMAIL, Role::Owner).await;
    let body = "csrf=0&name=typed+words";
    let stranger = t.browser();
    stranger.get("/admin/login").await;
    let refused = stranger.post_as("/admin/login", &[], body).await;
    assert_eq!(refused.status(), 403);
    assert!(!refused.text().contains("typed words"));
    let staff = t.browser_of(&id, false).await;
    let held = staff.post_as(NEW, &[], body).await;
    assert_eq!(held.status(), 403);
    assert!(held.text().contains("typed words"));
}

#[tokio::test]
async fn a_text_that_is_too_long_is_told_of_and_not_rendered() {
    let t = TestApp::new().await;
    let incident = t.incident("Calls fail").open().await;
    let owner = t.staff(Role::Owner).await;
    let long = |chars: usize| format!("**bold** {}", "x".repeat(chars));
    let window = [
        ("scheduled_for", "2026-12-01T10:00"),
        ("scheduled_until", "2026-12-01T12:00"),
        ("affected_status", "under_maintenance"),
    ];
    let postmortem = format!("/admin/incidents/{}/postmortem", incident.id);
    for (path, field, chars, button, more) in [
        (NEW, "body", 25_000, "preview", &[][..]),
        (
            "/admin/maintenances/new",
            "body",
            25_000,
            "preview",
            &window,
        ),
        (postmortem.as_str(), "body", 250_000, "preview", &[]),
        ("/admin/settings/words", "about", 5_000, "show", &[]),
        ("/admin/settings/words", "announcement", 500, "show", &[]),
        ("/admin/templates/new", "body", 25_000, "preview", &[]),
    ] {
        for (chars, status) in [(chars - 20, 200), (chars, 422)] {
            let text = long(chars);
            let mut fields = vec![("do", button), ("name", "Name"), (field, text.as_str())];
            fields.extend_from_slice(more);
            let reply = owner.post(path, &fields).await;
            assert_eq!(reply.status(), status, "{path} {field} {chars}");
            let is_rendered = reply.text().contains("<strong>bold</strong>");
            assert_eq!(is_rendered, status == 200, "{path} {field} {chars}");
            assert!(reply.text().contains(&text), "what was typed stays");
        }
    }
}
