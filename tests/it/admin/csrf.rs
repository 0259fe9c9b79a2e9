//! A form that no page of ours sent is refused on every route, and changes nothing.

use candor::domain::AuditFilter;
use candor::domain::Role;
use candor::web::admin::{Access, Verb, table};

use super::matrix::with_ids;
use crate::support::{Browser, PASSWORD, TestApp};

/// Headers of browsers that send a form for another site.
const FOREIGN: &[&[(&str, &str)]] = &[
    &[("origin", "null")],
    &[("origin", "null"), ("sec-fetch-site", "same-origin")],
    &[("origin", "")],
    &[("origin", "https://evil.example")],
    &[("origin", "https://status.example.com.evil.example")],
    &[("origin", "https://evil.example/https://status.example.com")],
    &[("origin", "http://status.example.com:8080")],
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("sec-fetch-site", "")],
    &[
        ("origin", "https://status.example.com"),
        ("sec-fetch-site", "cross-site"),
    ],
    &[
        ("origin", "https://status.example.com"),
        ("sec-fetch-site", "same-site"),
    ],
];

/// What would be done if the form were taken.
const FIELDS: &[(&str, &str)] = &[
    ("email", "victim@example.com"),
    ("name", "Mallory"),
    ("password", PASSWORD),
    ("current_password", PASSWORD),
    ("factor_password", PASSWORD),
    ("role", "owner"),
    ("expires_in", "never"),
    ("status", "investigating"),
    ("body", "Not ours."),
    ("note", "Not ours."),
    ("do", "create"),
];

/// A browser that may use this route.
async fn victim(t: &TestApp, access: Access) -> Browser<'_> {
    if access == Access::Anyone {
        return t.browser();
    }
    let mut read = t.store.read().await.expect("a read");
    let person = read.find_person_by_email("victim@example.com").await;
    drop(read);
    let person = person.expect("read").expect("somebody");
    t.browser_of(&person.id, false).await
}

/// The body of a form with this token.
fn body(csrf: Option<&str>) -> String {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(FIELDS);
    if let Some(csrf) = csrf {
        body.append_pair("csrf", csrf);
    }
    body.finish()
}

/// Revision, and what the audit log says besides refusals.
async fn state(t: &TestApp) -> (i64, Vec<String>) {
    let mut read = t.store.read().await.expect("a read");
    let revision = read.revision().await.expect("a revision");
    let log = read.list_audit(&AuditFilter::default(), 1_000).await;
    let actions = log
        .expect("listed")
        .into_iter()
        .map(|(_, entry)| entry.action);
    (
        revision,
        actions.filter(|action| action != "denied").collect(),
    )
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_on_every_route() {
    let t = TestApp::new().await;
    t.person("victim@example.com", Role::Owner).await;
    let other = t.browser();
    other.get("/admin/login").await;
    let tokens = [
        None,
        Some(String::new()),
        Some("0".repeat(128)),
        Some("garbage 🙂".to_owned()),
        Some(other.csrf()),
    ];
    let mut tried = 0;
    for route in table().iter().filter(|route| route.verb == Verb::Post) {
        let path = with_ids(route.path);
        let browser = victim(&t, route.access).await;
        browser.get("/admin/login").await;
        browser.get("/admin/account").await;
        let (csrf, before) = (browser.csrf(), state(&t).await);
        assert!(!csrf.is_empty(), "{path}");
        for headers in FOREIGN {
            let sent = browser.post_as(&path, headers, body(Some(&csrf))).await;
            assert_eq!(sent.status(), 403, "{path} {headers:?}");
            assert_eq!(sent.header("set-cookie"), "", "no new cookie: {path}");
            tried += 1;
        }
        for token in &tokens {
            let sent = browser.post_as(&path, &[], body(token.as_deref())).await;
            assert_eq!(sent.status(), 403, "{path} {token:?}");
            assert!(!sent.text().contains(PASSWORD), "no secret comes back");
            tried += 1;
        }
        assert_eq!(state(&t).await, before, "{path} changed something");
    }
    assert!(tried > 300, "{tried}");
}

#[tokio::test]
async fn links_that_work_are_guarded_too() {
    let t = TestApp::new().await;
    let set_up = t.app.new_set_up_link(&t.owner()).await.expect("made");
    let set_up = format!("/admin/setup/{}", set_up.expect("a link"));
    let browser = t.browser();
    assert_eq!(browser.get(&set_up).await.status(), 200);
    let csrf = browser.csrf();
    for headers in FOREIGN {
        let sent = browser.post_as(&set_up, headers, body(Some(&csrf))).await;
        assert_eq!(sent.status(), 403, "{headers:?}");
    }
    assert_eq!(
        browser.post_as(&set_up, &[], body(None)).await.status(),
        403
    );
    assert_eq!(t.app.count_people().await.expect("counted"), 0);
    let taken = browser.post_as(&set_up, &[], body(Some(&csrf))).await;
    assert_eq!(taken.status(), 303, "from our page it works");
}

#[tokio::test]
async fn forms_of_our_own_pages_are_taken() {
    let t = TestApp::new().await;
    let id = t.person("victim@example.com", Role::Owner).await;
    for headers in [
        &[][..],
        &[("origin", "https://status.example.com")],
        &[
            ("origin", "https://status.example.com"),
            ("sec-fetch-site", "same-origin"),
        ],
        &[
            ("origin", "http://10.0.0.7:8080"),
            ("host", "10.0.0.7:8080"),
        ],
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "none")],
    ] {
        let browser = t.browser_of(&id, false).await;
        browser.get("/admin/account").await;
        let csrf = browser.csrf();
        let sent = browser.post_as("/admin/account/name", headers, body(Some(&csrf)));
        let sent = sent.await;
        assert_eq!(sent.status(), 303, "{headers:?}");
    }
}
