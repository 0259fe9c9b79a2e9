//! Through the log-in pages and back to the page that was asked for or the form that was sent.

use candor::domain::{PersonId, Role, Totp};

use crate::support::{Browser, PASSWORD, Reply, TestApp, values};

const EMAIL: &str = "responder@example.com";
const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const NEW: &str = "/admin/incidents/new";

/// The body of a form, as browsers send it.
fn encoded(fields: &[(String, String)]) -> String {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(fields);
    body.finish()
}

/// The hidden fields of a page's form, as a browser sends them again.
fn hidden(page: &Reply) -> Vec<(String, String)> {
    let html = scraper::Html::parse_document(page.text());
    let inputs = scraper::Selector::parse("form input[type=hidden]").expect("a selector");
    html.select(&inputs)
        .map(|input| {
            let attr = |name| input.attr(name).unwrap_or_default().to_owned();
            (attr("name"), attr("value"))
        })
        .collect()
}

fn field(fields: &[(String, String)], name: &str) -> String {
    let found = fields.iter().find(|(key, _)| key == name);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

/// Sends the one form of a page again, with more fields.
async fn send_on(browser: &Browser<'_>, to: &str, page: &Reply, more: &[(&str, &str)]) -> Reply {
    let mut fields = hidden(page);
    let more = more
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    fields.extend(more);
    browser.post_as(to, &[], encoded(&fields)).await
}

async fn with_factor(t: &TestApp) -> PersonId {
    let id = t.person(EMAIL, Role::Responder).await;
    let mut write = t.store.begin().await.expect("a write");
    let mut person = write.get_person(&id).await.expect("there");
    person.totp = Some(Totp {
        secret: SECRET.to_owned(),
        step: None,
    });
    write.update_person(&person, t.now()).await.expect("stored");
    let hash = candor::app::token_hash("recovery");
    write
        .replace_recovery_codes(&id, &[hash])
        .await
        .expect("stored");
    write.commit_bookkeeping().await.expect("lasting");
    id
}

/// A long message, in scripts that grow when they are encoded.
fn long() -> String {
    let line = "🙂 مرحبا \"<b>\" & 障害\n";
    line.chars().cycle().take(25_000).collect()
}

#[tokio::test]
async fn next_leads_to_local_paths_alone() {
    let t = TestApp::new().await;
    t.person(EMAIL, Role::Responder).await;
    for (next, to) in [
        ("/admin/incidents?q=a%20b", "/admin/incidents?q=a%20b"),
        ("/admin/incidents/new", NEW),
        ("//evil.example", "/admin"),
        ("/\\evil.example", "/admin"),
        ("/admin\\@evil.example", "/admin"),
        ("https://evil.example/admin", "/admin"),
        ("https:evil.example", "/admin"),
        ("%2F%2Fevil.example", "/admin"),
        ("/%2Fevil.example", "/admin"),
        ("/admin/..//evil.example", "/admin"),
        ("/\t/evil.example", "/admin"),
        ("/admin\r\nSet-Cookie: a=b", "/admin"),
        ("javascript:alert(1)", "/admin"),
        ("/", "/admin"),
        ("/admin/logout", "/admin"),
        ("/admin/login", "/admin"),
    ] {
        let browser = t.browser();
        let query: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
        let page = browser.get(&format!("/admin/login?next={query}")).await;
        let kept = values(&page, "input[name=next]").remove(0);
        for next in [next, kept.as_str()] {
            let entered = browser.log_in(EMAIL, PASSWORD, &[("next", next)]).await;
            if entered.status() == 303 {
                assert_eq!(entered.header("location"), to, "{next}");
            }
            browser.get("/admin/account").await;
            browser.post("/admin/logout", &[]).await;
        }
    }
}

#[tokio::test]
async fn a_page_asked_for_comes_after_the_login() {
    let t = TestApp::new().await;
    t.person(EMAIL, Role::Responder).await;
    let browser = t.browser();
    let asked = browser.get("/admin/incidents?q=DUO%207&page=2").await;
    let login = asked.header("location");
    assert!(login.starts_with("/admin/login?next="), "{login}");
    let page = browser.get(login).await;
    let entered = send_on(
        &browser,
        "/admin/login",
        &page,
        &[("email", EMAIL), ("password", PASSWORD)],
    );
    let entered = entered.await;
    assert_eq!(
        entered.header("location"),
        "/admin/incidents?q=DUO%207&page=2"
    );
}

#[tokio::test]
async fn what_was_written_comes_back_after_a_session_ended() {
    let t = TestApp::new().await;
    let id = t.person(EMAIL, Role::Responder).await;
    let browser = t.browser_of(&id, false).await;
    browser.get(NEW).await;
    let mut write = t.store.begin().await.expect("a write");
    write.delete_sessions(&id, None).await.expect("ended");
    write.commit_bookkeeping().await.expect("lasting");
    // The largest form: emoji, and a menu for each of two thousand components.
    let body: String = "🙂".repeat(25_000);
    let mut fields = vec![
        ("csrf".to_owned(), browser.csrf()),
        ("name".to_owned(), "عطل 🙂".to_owned()),
        ("body".to_owned(), body.clone()),
        ("password".to_owned(), "typed by mistake".to_owned()),
    ];
    for number in 0..2_000 {
        fields.push((format!("components[c0mp0n3nt{number:04}]"), String::new()));
    }
    let login = browser.post_as(NEW, &[], encoded(&fields)).await;
    assert_eq!(login.status(), 401);
    assert!(login.text().contains("Your session had ended."));
    assert!(!login.text().contains("typed by mistake"));
    // A mistyped password on the way loses nothing either.
    let wrong = [("email", EMAIL), ("password", "wrong")];
    let again = send_on(&browser, "/admin/login", &login, &wrong).await;
    assert_eq!(again.status(), 422, "{}", again.text().len());
    let right = [("email", EMAIL), ("password", PASSWORD)];
    let back = send_on(&browser, "/admin/login", &again, &right).await;
    assert_eq!(back.status(), 200, "{}", back.text().len());
    let kept = hidden(&back);
    assert_eq!(field(&kept, "body"), body);
    assert_eq!(kept.len(), 2_000 + 4, "csrf, resume, name, body");
    let shown = send_on(&browser, NEW, &back, &[]).await;
    assert_eq!(shown.status(), 200);
    assert_eq!(shown.one("textarea[name=body]"), body);
    assert_eq!(values(&shown, "input[name=name]"), ["عطل 🙂"]);
    let open = t
        .store
        .read()
        .await
        .expect("a read")
        .list_open_incidents()
        .await;
    assert!(open.expect("listed").is_empty(), "nothing was done");
}

#[tokio::test]
async fn a_form_sent_half_way_keeps_its_fields_and_a_reload_its_way() {
    let t = TestApp::new().await;
    let id = with_factor(&t).await;
    let browser = t.browser_of(&id, true).await;
    let asked = browser.get("/admin/incidents?q=a").await;
    let code = asked.header("location").to_owned();
    assert_eq!(code, "/admin/login/code?next=%2Fadmin%2Fincidents%3Fq%3Da");
    for _ in 0..2 {
        let page = browser.get(&code).await;
        assert_eq!(values(&page, "input[name=next]"), ["/admin/incidents?q=a"]);
    }
    let fields = [
        ("csrf".to_owned(), browser.csrf()),
        ("body".to_owned(), long()),
    ];
    let page = browser.post_as(NEW, &[], encoded(&fields)).await;
    assert_eq!(page.status(), 401);
    assert_eq!(page.all("#f-code").len(), 1);
    let wrong = browser
        .post_as("/admin/login/code", &[], {
            let mut fields = hidden(&page);
            fields.truncate(3);
            fields.push(("code".to_owned(), "000000".to_owned()));
            encoded(&fields)
        })
        .await;
    assert_eq!(wrong.status(), 422);
    let mut fields = hidden(&wrong);
    fields.truncate(3);
    fields.push(("code".to_owned(), "recovery".to_owned()));
    let back = browser
        .post_as("/admin/login/code", &[], encoded(&fields))
        .await;
    assert_eq!(back.status(), 200, "{}", back.text());
    assert_eq!(field(&hidden(&back), "body"), long());
}

#[tokio::test]
async fn the_login_takes_the_way_to_the_second_factor_with_it() {
    let t = TestApp::new().await;
    with_factor(&t).await;
    let browser = t.browser();
    let entered = browser.log_in(EMAIL, PASSWORD, &[("next", NEW)]).await;
    assert_eq!(
        entered.header("location"),
        "/admin/login/code?next=%2Fadmin%2Fincidents%2Fnew"
    );
    let page = browser.get(entered.header("location")).await;
    assert_eq!(values(&page, "input[name=next]"), [NEW, NEW][..1]);
    // The form of the login, sent again from an older page, leads on too.
    let old = [
        ("csrf".to_owned(), "0".repeat(128)),
        ("email".to_owned(), EMAIL.to_owned()),
        ("next".to_owned(), NEW.to_owned()),
        ("kept".to_owned(), "[[\"body\",\"kept\"]]".to_owned()),
    ];
    let refused = browser.post_as("/admin/login", &[], encoded(&old)).await;
    assert_eq!(refused.status(), 403);
    let code = send_on(&browser, "/admin/login", &refused, &[]).await;
    assert_eq!(code.status(), 200);
    assert_eq!(code.all("#f-code").len(), 1, "half-way, so the code");
    assert!(values(&code, "input[name=kept]")[0].contains("kept"));
}

#[tokio::test]
async fn a_stray_login_form_is_shown_again() {
    let t = TestApp::new().await;
    let id = t.person(EMAIL, Role::Responder).await;
    let fields = [
        ("resume", "1"),
        ("email", EMAIL),
        ("next", NEW),
        ("kept", "[[\"body\",\"kept\"]]"),
    ];
    let browser = t.browser();
    browser.get("/admin/login").await;
    let shown = browser.post("/admin/login", &fields).await;
    assert_eq!(shown.status(), 200, "no password was tried");
    assert_eq!(values(&shown, "#f-email"), [EMAIL]);
    assert_eq!(values(&shown, "input[name=kept]"), [""; 0], "a stranger's");
    let browser = t.browser_of(&id, false).await;
    browser.get("/admin/account").await;
    let shown = browser.post("/admin/login", &fields).await;
    assert_eq!(field(&hidden(&shown), "body"), "kept", "in already");
}

#[tokio::test]
async fn a_button_pressed_without_a_session_leads_to_a_page() {
    let t = TestApp::new().await;
    t.person("owner@example.com", Role::Owner).await;
    for (button, page) in [
        ("/admin/logout", "/admin"),
        ("/admin/account/sessions/end-others", "/admin/account"),
        ("/admin/tokens/t/revoke", "/admin/tokens"),
        ("/admin/drafts/d/delete", "/admin/drafts/d"),
        ("/admin/team/u/sessions/end", "/admin/team"),
    ] {
        let browser = t.browser();
        browser.get("/admin/login").await;
        let login = browser
            .post(button, &[("once", "k"), ("version", "v")])
            .await;
        assert_eq!(login.status(), 401, "{button}");
        assert_eq!(login.all("input[name=kept]").len(), 0, "nothing typed");
        let fields = [("email", "owner@example.com"), ("password", PASSWORD)];
        let entered = send_on(&browser, "/admin/login", &login, &fields).await;
        assert_eq!(entered.header("location"), page, "{button}");
        assert_ne!(browser.get(page).await.status(), 405);
    }
}
