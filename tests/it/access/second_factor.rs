//! The second factor, from setting it up to losing it.

use candor::app::PageEdit;
use candor::domain::{PersonId, Role};
use totp_rs::{Builder, Secret};

use crate::support::{Browser, PASSWORD, Reply, TestApp, values};

const FACTOR: &str = "/admin/account/second-factor";

/// The code that an app with this secret shows now.
fn code(t: &TestApp, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret).expect("a secret");
    let app = Builder::new().with_secret(secret).build().expect("an app");
    let secs = u64::try_from(t.now().secs()).expect("after 1970");
    app.generate(secs).to_string()
}

async fn set_up(t: &TestApp, browser: &Browser<'_>) -> (String, Vec<String>) {
    let page = browser.get(FACTOR).await;
    let secret = values(&page, "input[name=secret]").remove(0);
    let code = code(t, &secret);
    let fields = [
        ("secret", secret.as_str()),
        ("code", code.as_str()),
        ("factor_password", PASSWORD),
    ];
    let done = browser.post(FACTOR, &fields).await;
    assert_eq!(done.status(), 200, "{}", done.text());
    let codes = done.all(".codes li");
    assert_eq!(codes.len(), 10, "{}", done.text());
    (secret, codes)
}

async fn somebody(t: &TestApp) -> (PersonId, Browser<'_>) {
    let id = t.person("viewer@example.com", Role::Viewer).await;
    let browser = t.browser_of(&id, false).await;
    (id, browser)
}

/// Logs in up to the code.
async fn half_way<'a>(t: &'a TestApp, peer: &str) -> Browser<'a> {
    let browser = t.browser().from(peer);
    let asked = browser.enter("viewer@example.com").await;
    assert_eq!(asked.header("location"), "/admin/login/code");
    browser.get("/admin/login/code").await;
    browser
}

async fn send(browser: &Browser<'_>, code: &str) -> Reply {
    browser.post("/admin/login/code", &[("code", code)]).await
}

#[tokio::test]
async fn it_is_set_up_with_code_and_password_and_ends_other_sessions() {
    let t = TestApp::new().await;
    let (id, browser) = somebody(&t).await;
    let elsewhere = t.browser_of(&id, false).await;
    let page = browser.get(FACTOR).await;
    let secret = values(&page, "input[name=secret]").remove(0);
    assert_eq!(secret.len(), 32, "160 bits");
    assert_ne!(
        values(&browser.get(FACTOR).await, "input[name=secret]"),
        [secret.as_str()],
        "looking stores nothing"
    );
    let right = code(&t, &secret);
    for (secret, code, password, field) in [
        (secret.as_str(), "000000", PASSWORD, "f-code"),
        (secret.as_str(), "", PASSWORD, "f-code"),
        ("", right.as_str(), PASSWORD, "f-code"),
        ("AAAA", right.as_str(), PASSWORD, "f-code"),
        (secret.as_str(), right.as_str(), "", "f-factor-password"),
        (
            secret.as_str(),
            right.as_str(),
            "wrong",
            "f-factor-password",
        ),
    ] {
        let fields = [
            ("secret", secret),
            ("code", code),
            ("factor_password", password),
        ];
        let refused = browser.post(FACTOR, &fields).await;
        assert_eq!(refused.status(), 422, "{code} {password}");
        let link = format!(".problems a[href=\"#{field}\"]");
        assert_eq!(refused.all(&link).len(), 1, "{code} {password}");
        if secret.len() == 32 {
            assert_eq!(values(&refused, "input[name=secret]"), [secret]);
        }
    }
    assert_eq!(elsewhere.get("/admin/account").await.status(), 200);
    set_up(&t, &browser).await;
    assert_eq!(elsewhere.get("/admin/account").await.status(), 303);
    assert_eq!(browser.get("/admin/account").await.status(), 200);
    assert_eq!(browser.get(FACTOR).await.status(), 409, "one is enough");
}

#[tokio::test]
async fn a_step_counts_once() {
    let t = TestApp::new().await;
    let (_, browser) = somebody(&t).await;
    let (secret, _) = set_up(&t, &browser).await;
    let peer = "203.0.113.7";
    let used = code(&t, &secret);
    let again = send(&half_way(&t, peer).await, &used).await;
    assert_eq!(again.status(), 422, "shown when it was set up");
    assert!(again.one(".problems").contains("used already"));
    t.clock.advance_secs(30);
    let fresh = code(&t, &secret);
    let (first, second) = (half_way(&t, peer).await, half_way(&t, peer).await);
    let spaced = format!(" {} {} ", &fresh[..3], &fresh[3..]);
    let before = first.cookie();
    assert_eq!(send(&first, &spaced).await.status(), 303);
    assert_ne!(first.cookie(), before, "a new id");
    assert_eq!(first.get("/admin/account").await.status(), 200);
    assert_eq!(send(&second, &fresh).await.status(), 422, "replayed");
    assert_eq!(send(&second, &used).await.status(), 422, "older");
    assert_eq!(second.get("/admin/account").await.status(), 303);
}

#[tokio::test]
async fn a_code_taken_by_a_clock_that_ran_ahead_refuses_no_later_one() {
    let t = TestApp::new().await;
    let (_, browser) = somebody(&t).await;
    let (secret, _) = set_up(&t, &browser).await;
    let peer = "203.0.113.7";
    t.clock.advance_secs(5 * 86_400);
    let ahead = half_way(&t, peer).await;
    assert_eq!(send(&ahead, &code(&t, &secret)).await.status(), 303);
    t.clock.advance_secs(-4 * 86_400);
    let back = half_way(&t, peer).await;
    assert_eq!(send(&back, &code(&t, &secret)).await.status(), 303);
    let again = half_way(&t, peer).await;
    assert_eq!(
        send(&again, &code(&t, &secret)).await.status(),
        422,
        "replayed"
    );
}

#[tokio::test]
async fn recovery_codes_let_in_once_each() {
    let t = TestApp::new().await;
    let (_, browser) = somebody(&t).await;
    let (_, codes) = set_up(&t, &browser).await;
    let peer = "203.0.113.7";
    for code in &codes[..2] {
        let shouted = code.to_uppercase().replace('-', " ");
        let first = half_way(&t, peer).await;
        assert_eq!(send(&first, &shouted).await.status(), 303, "{code}");
        let second = half_way(&t, peer).await;
        assert_eq!(send(&second, code).await.status(), 422, "{code} again");
    }
    let page = browser.get("/admin/account").await;
    assert!(page.text().contains("8 recovery codes are left."));
    let fields = [("factor_password", PASSWORD), ("do", "codes")];
    let renewed = browser.post(&format!("{FACTOR}/manage"), &fields).await;
    assert_eq!(renewed.all(".codes li").len(), 10);
    let old = half_way(&t, peer).await;
    assert_eq!(send(&old, &codes[5]).await.status(), 422, "replaced");
}

#[tokio::test]
async fn of_two_who_send_one_code_at_once_one_gets_in() {
    let t = TestApp::new().await;
    let (_, browser) = somebody(&t).await;
    let (secret, codes) = set_up(&t, &browser).await;
    t.clock.advance_secs(30);
    let peer = "203.0.113.7";
    for code in [code(&t, &secret), codes[0].clone()] {
        let (first, second) = (half_way(&t, peer).await, half_way(&t, peer).await);
        let (first, second) = tokio::join!(send(&first, &code), send(&second, &code));
        let mut statuses = [first.status(), second.status()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422]);
    }
}

#[tokio::test]
async fn codes_may_not_be_tried_for_ever_but_known_peers_get_in() {
    let t = TestApp::new().await;
    let (_, browser) = somebody(&t).await;
    let (secret, codes) = set_up(&t, &browser).await;
    let home = half_way(&t, "198.51.100.1").await;
    assert_eq!(send(&home, &codes[0]).await.status(), 303, "known now");

    let stranger = half_way(&t, "203.0.113.7").await;
    let mut tries = 0;
    while send(&stranger, "000000").await.status() != 429 {
        tries += 1;
        assert!(tries <= 20, "never stopped");
    }
    let refused = send(&stranger, &code(&t, &secret)).await;
    assert_eq!(refused.status(), 429);
    assert_ne!(refused.header("retry-after"), "");
    assert!(refused.one(".problems").contains("Too many tries"));
    let mut number = 0;
    loop {
        let stranger = half_way(&t, &format!("203.0.113.{}", 100 + number)).await;
        if send(&stranger, "000000").await.status() == 429 {
            break;
        }
        number += 1;
        assert!(tries + number <= 60, "never stopped");
    }
    assert!(tries + number >= 16, "{}", tries + number);
    let home = half_way(&t, "198.51.100.1").await;
    t.clock.advance_secs(30);
    assert_eq!(send(&home, &code(&t, &secret)).await.status(), 303);
}

#[tokio::test]
async fn whoever_must_have_one_sets_it_up_first() {
    let t = TestApp::new().await;
    let id = t.person("responder@example.com", Role::Responder).await;
    let edit = PageEdit {
        require_second_factor: Some(true),
        ..PageEdit::default()
    };
    t.app.edit_page(&t.owner(), &edit).await.expect("changed");
    let browser = t.browser_of(&id, false).await;
    let sent = browser.get("/admin").await;
    assert_eq!(sent.header("location"), FACTOR);
    assert_eq!(browser.get("/admin/account").await.status(), 200);
    let fields = [("body", "Written before 🙂"), ("do", "create")];
    let held = browser.post("/admin/incidents/new", &fields).await;
    assert_eq!(held.status(), 403);
    assert_eq!(held.one("title"), "A second factor comes first · Status");
    assert_eq!(values(&held, "input[name=body]"), ["Written before 🙂"]);
    let button = browser.post("/admin/logout", &[]).await;
    assert_eq!(button.header("location"), "/admin/login?done=logged-out");
    let browser = t.browser_of(&id, false).await;
    set_up(&t, &browser).await;
    assert_eq!(browser.get("/admin").await.status(), 200);
    let fields = [("body", "Written before 🙂"), ("resume", "1")];
    let back = browser.post("/admin/incidents/new", &fields).await;
    assert_eq!(back.one("textarea[name=body]"), "Written before 🙂");
}

#[tokio::test]
async fn a_double_click_shows_codes_that_work() {
    let t = TestApp::new().await;
    let (_, browser) = somebody(&t).await;
    let page = browser.get(FACTOR).await;
    let secret = values(&page, "input[name=secret]").remove(0);
    let code = code(&t, &secret);
    let fields = [
        ("secret", secret.as_str()),
        ("code", code.as_str()),
        ("factor_password", PASSWORD),
    ];
    assert_eq!(browser.post(FACTOR, &fields).await.status(), 200);
    let again = browser.post(FACTOR, &fields).await;
    assert_eq!(again.status(), 200, "{}", again.text());
    let codes = again.all(".codes li");
    let entered = send(&half_way(&t, "203.0.113.7").await, &codes[0]).await;
    assert_eq!(entered.status(), 303, "{}", entered.text());
    t.clock.advance_secs(120);
    assert_eq!(browser.post(FACTOR, &fields).await.status(), 409, "over");
}
