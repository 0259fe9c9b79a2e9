//! Logging in: cookies, sessions, messages, and how often somebody may try.

use std::io::Write;
use std::process::{Command, Stdio};

use candor::app::token_hash;
use candor::domain::Role;

use crate::support::{Browser, PASSWORD, Reply, TestApp, values};

const OTHER: &str = "seventeen plum anvils";

/// The cookie that an answer gives, as it stands.
fn given(reply: &Reply) -> String {
    reply.header("set-cookie").to_owned()
}

async fn is_in(browser: &Browser<'_>) -> bool {
    let account = browser.get("/admin/account").await;
    match account.status() {
        200 => true,
        303 => false,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn cookies_are_bound_to_the_site_and_hidden_from_script() {
    for (url, name, secure) in [
        (
            "https://status.example.com",
            "__Host-candor_session=",
            "; Secure",
        ),
        ("http://status.example.com", "candor_session=", ""),
    ] {
        let t = TestApp::at(url).await;
        t.person("viewer@example.com", Role::Viewer).await;
        let browser = t.browser();
        let entered = browser.enter("viewer@example.com").await;
        let cookie = given(&entered);
        assert!(cookie.starts_with(name), "{cookie}");
        let flags = format!("; HttpOnly; SameSite=Lax{secure}; Path=/; Max-Age=");
        assert!(cookie.ends_with(&format!("{flags}604800")), "{cookie}");
        assert_eq!(entered.header("cache-control"), "no-store");
        let token = cookie[name.len()..].split(';').next().expect("a token");
        assert!(token.len() >= 32, "128 bits and more: {token}");
        let out = browser.post("/admin/logout", &[]).await;
        assert_eq!(out.status(), 403, "a token of the page before");
        browser.get("/admin/account").await;
        let out = browser.post("/admin/logout", &[]).await;
        let cleared = given(&out);
        assert_eq!(cleared, format!("{name}{flags}0"));
    }
}

#[tokio::test]
async fn a_login_gives_a_new_id_and_a_logout_kills_it() {
    let t = TestApp::new().await;
    t.person("viewer@example.com", Role::Viewer).await;
    let browser = t.browser();
    browser.get("/admin/login").await;
    let before = browser.cookie();
    assert_eq!(browser.enter("viewer@example.com").await.status(), 303);
    let first = browser.cookie();
    assert_ne!(first, before, "none chosen by somebody else beforehand");
    assert!(is_in(&browser).await);
    assert_eq!(browser.get("/admin/login").await.status(), 303);

    let thief = t.anyone().with("cookie", &first.clone().expect("a cookie"));
    assert_eq!(thief.get("/admin/account").await.status(), 200);
    browser.get("/admin/account").await;
    let out = browser.post("/admin/logout", &[]).await;
    assert_eq!(out.header("location"), "/admin/login?done=logged-out");
    assert_eq!(thief.get("/admin/account").await.status(), 303, "dead");
    assert_eq!(browser.enter("viewer@example.com").await.status(), 303);
    assert_ne!(browser.cookie(), first);
    let mut read = t.store.read().await.expect("a read");
    let cookie = first.expect("a cookie");
    let token = cookie.split_once('=').expect("a pair").1;
    let gone = read.find_session(&token_hash(token)).await.expect("asked");
    assert_eq!(gone, None, "ended on the server");
}

#[tokio::test]
async fn a_session_ends_after_twelve_idle_hours_and_after_seven_days() {
    const HOUR: i64 = 60 * 60;
    let t = TestApp::new().await;
    let id = t.person("viewer@example.com", Role::Viewer).await;
    let (idle, busy) = (
        t.browser_of(&id, false).await,
        t.browser_of(&id, false).await,
    );
    t.clock.advance_secs(12 * HOUR - 1);
    assert!(is_in(&busy).await, "not yet");
    t.app.store_sightings().await.expect("stored");
    t.clock.advance_secs(1);
    assert!(!is_in(&idle).await, "twelve hours unseen");
    for _ in 0..14 {
        t.clock.advance_secs(11 * HOUR);
        assert!(is_in(&busy).await, "seen all the time");
        t.app.store_sightings().await.expect("stored");
    }
    t.clock.advance_secs(2 * HOUR - 1);
    assert!(is_in(&busy).await, "a second before seven days");
    t.clock.advance_secs(1);
    assert!(!is_in(&busy).await, "seven days");
}

#[tokio::test]
async fn a_half_way_session_ends_after_ten_minutes() {
    let t = TestApp::new().await;
    let id = t.person("viewer@example.com", Role::Viewer).await;
    let browser = t.browser_of(&id, true).await;
    assert_eq!(browser.get("/admin/login/code").await.status(), 200);
    t.clock.advance_secs(10 * 60);
    let late = browser.get("/admin/login/code").await;
    assert_eq!(late.header("location"), "/admin/login");
}

#[tokio::test]
async fn unknown_and_wrong_sound_the_same() {
    let t = TestApp::new().await;
    t.person("viewer@example.com", Role::Viewer).await;
    let said = async |email: &str, password: &str| {
        let reply = t.browser().log_in(email, password, &[]).await;
        assert_eq!(reply.status(), 422);
        assert_eq!(values(&reply, "#f-email"), [email], "kept");
        assert_eq!(values(&reply, "#f-password"), [""], "not kept");
        reply.all("title, .problems, .field__problem, h1, .flash")
    };
    let wrong = said("viewer@example.com", OTHER).await;
    for (email, password) in [
        ("nobody@example.com", PASSWORD),
        ("nobody@example.com", "x"),
        ("viewer@example.com", "x"),
        ("not an address", PASSWORD),
    ] {
        assert_eq!(said(email, password).await, wrong, "{email}");
    }
    assert!(wrong.iter().any(|text| text.contains("Email or password")));
}

#[tokio::test]
async fn a_peer_waits_after_twenty_wrong_tries_at_most() {
    let t = TestApp::new().await;
    t.person("viewer@example.com", Role::Viewer).await;
    let browser = t.browser().from("203.0.113.7");
    let mut tries = 0;
    let refused = loop {
        // Another account each time: the peer is counted, not the account.
        let email = format!("person{tries}@example.com");
        let reply = browser
            .log_in(&email, OTHER, &[("next", "/admin/team")])
            .await;
        if reply.status() == 429 {
            break reply;
        }
        assert_eq!(reply.status(), 422);
        tries += 1;
        assert!(tries <= 20, "never stopped");
    };
    assert!(tries >= 5, "people mistype: {tries}");
    let wait: i64 = refused.header("retry-after").parse().expect("seconds");
    assert!((1..=15 * 60 + 1).contains(&wait), "{wait}");
    assert!(refused.one(".problems").contains("Too many tries"));
    assert_eq!(values(&refused, "input[name=next]"), ["/admin/team"]);
    // The right password must wait too, other peers must not.
    let right = browser.enter("viewer@example.com").await;
    assert_eq!(right.status(), 429);
    let other = t.browser().from("203.0.113.8");
    assert_eq!(other.enter("viewer@example.com").await.status(), 303);
    t.clock.advance_secs(wait);
    assert_eq!(browser.enter("viewer@example.com").await.status(), 303);
}

#[tokio::test]
async fn an_account_waits_over_all_peers_but_not_where_it_is_known() {
    let t = TestApp::new().await;
    t.person("owner@example.com", Role::Owner).await;
    let home = t.browser().from("2001:db8:1:2::3");
    assert_eq!(home.enter("owner@example.com").await.status(), 303);
    let mut tries = 0;
    loop {
        let peer = format!("203.0.113.{tries}");
        let stranger = t.browser().from(&peer);
        let reply = stranger.log_in("Owner@Example.com ", OTHER, &[]).await;
        if reply.status() == 429 {
            assert_ne!(reply.header("retry-after"), "");
            break;
        }
        tries += 1;
        assert!(tries <= 60, "never stopped");
    }
    assert!(tries >= 16, "{tries}");
    let stranger = t.browser().from("198.51.100.1");
    assert_eq!(stranger.enter("owner@example.com").await.status(), 429);
    let home = t.browser().from("2001:db8:1:2:ffff::9");
    assert_eq!(
        home.enter("owner@example.com").await.status(),
        303,
        "nobody can lock the owner out"
    );
    // An account that does not exist waits alike.
    for number in 0..tries {
        let stranger = t.browser().from(&format!("192.0.2.{number}"));
        let reply = stranger.log_in("nobody@example.com", OTHER, &[]).await;
        assert_eq!(reply.status(), 422);
    }
    let stranger = t.browser().from("192.0.2.200");
    let reply = stranger.log_in("nobody@example.com", OTHER, &[]).await;
    assert_eq!(reply.status(), 429);
}

#[tokio::test]
async fn whoever_was_here_before_is_not_held_up_by_others_at_the_same_address() {
    let t = TestApp::new().await;
    t.person("owner@example.com", Role::Owner).await;
    let shared = || t.browser().from("203.0.113.7");
    assert_eq!(shared().enter("owner@example.com").await.status(), 303);
    let mut last = 0;
    for number in 0..20 {
        let email = format!("person{number}@example.com");
        last = shared().log_in(&email, OTHER, &[]).await.status();
    }
    assert_eq!(last, 429, "the address has to wait");
    assert_eq!(shared().enter("owner@example.com").await.status(), 303);
    // Their own budget ends too.
    for _ in 0..15 {
        let wrong = shared().log_in("owner@example.com", OTHER, &[]).await;
        assert_eq!(wrong.status(), 422);
    }
    assert_eq!(shared().enter("owner@example.com").await.status(), 429);
}

#[tokio::test]
async fn a_clock_that_ran_ahead_and_came_back_leaves_nothing_behind() {
    const AHEAD: i64 = 10 * 86_400;
    let t = TestApp::new().await;
    let id = t.person("viewer@example.com", Role::Viewer).await;
    t.clock.advance_secs(AHEAD);
    let future = t.browser_of(&id, false).await;
    let browser = t.browser();
    for _ in 0..15 {
        let wrong = browser.log_in("nobody@example.com", OTHER, &[]).await;
        assert_eq!(wrong.status(), 422);
    }
    assert!(is_in(&future).await);
    t.clock.advance_secs(-AHEAD);
    assert!(!is_in(&future).await, "a session of the future");
    assert_eq!(browser.enter("viewer@example.com").await.status(), 303);
    // Clocks of two nodes may be a little apart.
    t.clock.advance_secs(5);
    let other_node = t.browser_of(&id, false).await;
    t.clock.advance_secs(-5);
    assert!(is_in(&other_node).await);
}

#[tokio::test]
async fn a_password_change_ends_all_sessions() {
    let t = TestApp::new().await;
    let id = t.person("viewer@example.com", Role::Viewer).await;
    let (here, there) = (
        t.browser_of(&id, false).await,
        t.browser_of(&id, false).await,
    );
    let half_way = t.browser_of(&id, true).await;
    here.get("/admin/account").await;
    let wrong = [("current_password", OTHER), ("password", OTHER)];
    let refused = here.post("/admin/account/password", &wrong).await;
    assert_eq!(refused.status(), 422);
    assert!(is_in(&there).await);
    let right = [("current_password", PASSWORD), ("password", OTHER)];
    let changed = here.post("/admin/account/password", &right).await;
    assert_eq!(
        changed.header("location"),
        "/admin/login?done=password-changed"
    );
    assert!(!is_in(&here).await && !is_in(&there).await);
    let code = half_way.get("/admin/login/code").await;
    assert_eq!(code.header("location"), "/admin/login", "half-way too");
    let browser = t.browser();
    assert_eq!(browser.enter("viewer@example.com").await.status(), 422);
    let entered = browser.log_in("viewer@example.com", OTHER, &[]).await;
    assert_eq!(entered.status(), 303);
}

#[tokio::test]
async fn a_password_set_on_the_command_line_ends_all_sessions_and_links() {
    let t = TestApp::new().await;
    let id = t.person("viewer@example.com", Role::Viewer).await;
    let browser = t.browser_of(&id, false).await;
    let link = t.app.new_password_link(&t.owner(), &id).await;
    let link = format!("/admin/passwords/{}", link.expect("made"));
    assert_eq!(t.anyone().get(&link).await.status(), 200);
    let program = Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(["user", "set-password", "--email", "viewer@example.com"])
        .arg("--password-stdin")
        .env("DATABASE_URL", &t.database.url)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut program = program.expect("it runs");
    let mut input = program.stdin.take().expect("a pipe");
    writeln!(input, "{OTHER}").expect("written");
    drop(input);
    let output = program.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{output:?}");
    assert!(!is_in(&browser).await);
    assert_eq!(t.anyone().get(&link).await.status(), 404);
    let entered = t.browser().log_in("viewer@example.com", OTHER, &[]).await;
    assert_eq!(entered.status(), 303);
}
