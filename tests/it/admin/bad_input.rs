//! Every form of the staff pages, filled with hostile text: no answer is a 5xx, and a refused form shows
//! again what was typed.

use std::collections::{BTreeMap, BTreeSet};

use candor::app::{GroupEdit, NewIncident};
use candor::domain::{Role, Status};
use scraper::{ElementRef, Html, Selector};

use crate::support::{Browser, Reply, TestApp};

/// Fields that a refused form does not show again: secrets, and what is valid for one submission.
const NOT_KEPT: &[&str] = &[
    "password",
    "current_password",
    "factor_password",
    "code",
    "secret",
    "csrf",
    "once",
    "version",
];

/// A control of a form: what a browser would send for it, and whether anything can be typed into it.
#[derive(Debug, Clone)]
struct Control {
    name: String,
    value: String,
    is_typed: bool,
}

/// A form: where it goes, and what it sends.
#[derive(Debug, Clone)]
struct Form {
    page: String,
    action: String,
    controls: Vec<Control>,
    buttons: Vec<(String, String)>,
}

fn select<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).expect("a selector");
    element.select(&selector).collect()
}

fn attr(element: ElementRef<'_>, name: &str) -> String {
    element.attr(name).unwrap_or_default().to_owned()
}

fn control(element: ElementRef<'_>) -> Option<Control> {
    let (name, kind) = (attr(element, "name"), attr(element, "type"));
    let (value, is_typed) = match element.value().name() {
        "textarea" => (element.text().collect(), true),
        "select" => {
            let chosen = select(element, "option[selected]");
            let first = chosen.into_iter().chain(select(element, "option")).next();
            (first.map(|option| attr(option, "value"))?, false)
        }
        _ if kind == "checkbox" || kind == "radio" => {
            element.attr("checked")?;
            (attr(element, "value"), false)
        }
        _ if kind == "submit" || kind == "file" => return None,
        _ => (attr(element, "value"), kind != "hidden"),
    };
    (!name.is_empty()).then_some(Control {
        name,
        value,
        is_typed,
    })
}

fn forms(page: &str, reply: &Reply) -> Vec<Form> {
    let html = Html::parse_document(reply.text());
    let forms = select(html.root_element(), "form[method=post]");
    forms
        .into_iter()
        .map(|form| Form {
            page: page.to_owned(),
            action: attr(form, "action"),
            controls: select(form, "input, textarea, select")
                .into_iter()
                .filter_map(control)
                .collect(),
            buttons: select(form, "button[name]")
                .into_iter()
                .map(|button| (attr(button, "name"), attr(button, "value")))
                .collect(),
        })
        .collect()
}

/// Follows every link of the staff pages. Returns the forms found, one for each kind of action.
async fn crawl(browser: &Browser<'_>) -> Vec<Form> {
    let mut waiting = vec!["/admin".to_owned()];
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut found: BTreeMap<String, Form> = BTreeMap::new();
    while let Some(path) = waiting.pop() {
        let reply = browser.get(&path).await;
        assert!(reply.status() < 500, "{path}: {}", reply.status());
        if !reply.header("content-type").starts_with("text/html") {
            continue;
        }
        for form in forms(&path, &reply) {
            let names: Vec<&str> = form
                .controls
                .iter()
                .map(|control| control.name.as_str())
                .collect();
            let kind = format!("{} {}", kind_of(&form.action), names.join(","));
            found.entry(kind).or_insert(form);
        }
        let html = Html::parse_document(reply.text());
        for link in select(html.root_element(), "a[href^='/admin']") {
            let href = attr(link, "href");
            let path = href.split('#').next().unwrap_or_default().to_owned();
            if seen.len() < 200 && seen.insert(path.clone()) {
                waiting.push(path);
            }
        }
    }
    found.into_values().collect()
}

/// An action without what differs from one thing to another.
fn kind_of(action: &str) -> String {
    let parts: Vec<&str> = action
        .split('/')
        .map(|part| {
            let is_id = part.len() == 12 && part.bytes().any(|byte| byte.is_ascii_digit());
            if is_id { "{id}" } else { part }
        })
        .collect();
    parts.join("/")
}

/// A page with one of everything.
async fn furnished(t: &TestApp) {
    let component = t.component("DUO7 / Phone Call Delivery").await;
    let group = GroupEdit {
        name: Some("Empty".to_owned()),
        members: Some(Vec::new()),
        ..GroupEdit::default()
    };
    let _ = t.app.create_group(&t.owner(), group, None).await;
    t.incident("Calls do not arrive").open().await;
    let over = NewIncident::named("Over", Status::Resolved, "It is over.");
    t.app
        .open_incident(&t.owner(), over, None)
        .await
        .expect("made");
    t.person("other@example.com", Role::Admin).await;
    t.app
        .invite(&t.owner(), "new@example.com", "New", Role::Viewer)
        .await
        .expect("invited");
    t.secret(Role::Viewer).await;
    drop(component);
}

/// What is typed into every field, percent-encoded, and how it comes out.
fn texts() -> Vec<(&'static str, String, Option<String>)> {
    let encode =
        |text: &str| -> String { url::form_urlencoded::byte_serialize(text.as_bytes()).collect() };
    let both = |label, text: String| (label, encode(&text), Some(text));
    vec![
        both("a long message", "Üm 🙂".repeat(6_250)),
        both("right to left", "عطل في المكالمات \u{202e}abc".to_owned()),
        both("a long name", "W".repeat(80)),
        both("markup", "\"><script>alert(1)</script>'{{x}}".to_owned()),
        ("NUL", "a%00b".to_owned(), Some("ab".to_owned())),
        (
            "no UTF-8",
            "a%FF%FEb%C3".to_owned(),
            Some("a\u{fffd}\u{fffd}b\u{fffd}".to_owned()),
        ),
        ("nothing", String::new(), None),
        ("control characters", "a%01%0B%1Bb%7F".to_owned(), None),
        ("half a pair of braces", "%7B%7B".to_owned(), None),
        ("a number", "999999999999999999999999".to_owned(), None),
        ("a date", "9999-99-99T99%3A99".to_owned(), None),
        ("the end of time", "9999-12-31T23%3A59".to_owned(), None),
    ]
}

/// The body of a form with this text in every field that takes one.
fn filled(form: &Form, csrf: &str, text: &str, button: Option<&(String, String)>) -> String {
    let encode =
        |text: &str| -> String { url::form_urlencoded::byte_serialize(text.as_bytes()).collect() };
    let mut pairs: Vec<String> = form
        .controls
        .iter()
        .map(|control| {
            let value = match control.name.as_str() {
                "csrf" => csrf.to_owned(),
                "once" => format!("{}x", text.len()),
                _ if control.is_typed => text.to_owned(),
                _ => encode(&control.value),
            };
            format!("{}={value}", encode(&control.name))
        })
        .collect();
    if let Some((name, value)) = button {
        pairs.push(format!("{}={}", encode(name), encode(value)));
    }
    pairs.join("&")
}

/// What stands in a page's controls.
fn shown(reply: &Reply) -> BTreeMap<String, BTreeSet<String>> {
    let html = Html::parse_document(reply.text());
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for element in select(html.root_element(), "input, textarea") {
        if let Some(control) = control(element) {
            all.entry(control.name).or_default().insert(control.value);
        }
    }
    all
}

fn assert_kept(form: &Form, reply: &Reply, text: &str, what: &str) {
    let shown = shown(reply);
    for control in form.controls.iter().filter(|control| control.is_typed) {
        if NOT_KEPT.contains(&control.name.as_str()) {
            continue;
        }
        let values = shown.get(&control.name).cloned().unwrap_or_default();
        let is_there = values
            .iter()
            .any(|value| value == text || value.trim() == text.trim());
        assert!(
            is_there,
            "{what}: {} is lost; it shows {:.200?}",
            control.name, values
        );
    }
}

#[tokio::test]
async fn whatever_is_typed_is_no_error_of_ours_and_is_kept() {
    let t = TestApp::new().await;
    furnished(&t).await;
    let id = t.person("owner@example.com", Role::Owner).await;
    let mut seen = BTreeSet::new();
    let mut tried = 0;
    let browser = t.browser_of(&id, false).await;
    let found = crawl(&browser).await;
    for form in &found {
        if !form.controls.iter().any(|control| control.is_typed) {
            continue;
        }
        let mut buttons: Vec<Option<&(String, String)>> = vec![None];
        buttons.extend(form.buttons.iter().map(Some));
        for (label, sent, text) in texts() {
            for button in &buttons {
                let browser = t.browser_of(&id, false).await;
                browser.get("/admin/account").await;
                let what = format!("{label} in {} of {} {button:?}", form.action, form.page);
                let body = filled(form, &browser.csrf(), &sent, *button);
                let reply = browser.post_as(&form.action, &[], body).await;
                let status = reply.status();
                assert!(
                    matches!(status, 200 | 303 | 404 | 409 | 422 | 429),
                    "{what}: {status}"
                );
                tried += 1;
                seen.insert(kind_of(&form.action));
                // Wait between tries, as wrong passwords are limited.
                t.clock.advance_secs(2 * 60);
                let is_shown = matches!(status, 200 | 409 | 422)
                    && forms("", &reply)
                        .iter()
                        .any(|one| one.action == form.action);
                if let Some(text) = text.as_ref().filter(|_| is_shown) {
                    assert_kept(form, &reply, text, &what);
                }
            }
        }
    }
    for action in [
        "/admin/incidents/new",
        "/admin/incidents/{id}/updates",
        "/admin/incidents/{id}/notes",
        "/admin/incidents/{id}/edit",
        "/admin/incidents/{id}/delete",
        "/admin/incidents/{id}/postmortem",
        "/admin/team/invitations",
        "/admin/team/{id}/remove",
        "/admin/tokens",
        "/admin/account/name",
        "/admin/account/password",
        "/admin/account/second-factor",
    ] {
        assert!(seen.contains(action), "{action} was not found: {seen:#?}");
    }
    assert!(tried > 150, "{tried}");
    let alive = t.app.list_people(&t.owner()).await.expect("listed");
    assert_eq!(alive.len(), 2);
}

#[tokio::test]
async fn the_log_in_forms_take_anything_too() {
    let t = TestApp::new().await;
    let set_up = t.app.new_set_up_link(&t.owner()).await.expect("made");
    let set_up = format!("/admin/setup/{}", set_up.expect("a link"));
    for path in ["/admin/login", set_up.as_str()] {
        for (label, sent, text) in texts() {
            let browser = t.browser();
            let page = browser.get(path).await;
            let form = forms(path, &page).remove(0);
            let what = format!("{label} in {path}");
            let body = filled(&form, &browser.csrf(), &sent, None);
            let is_much = body.len() > 64 * 1024;
            let reply = browser.post_as(&form.action, &[], body).await;
            assert_eq!(reply.status(), if is_much { 413 } else { 422 }, "{what}");
            assert!(reply.text().len() < 16 * 1024, "{what}");
            if let Some(text) = text.as_ref().filter(|_| !is_much) {
                assert_kept(&form, &reply, text, &what);
            }
            t.clock.advance_secs(2 * 60);
        }
    }
}

#[tokio::test]
async fn bodies_that_are_no_form_are_refused_or_read_as_one() {
    let t = TestApp::new().await;
    let id = t.person("owner@example.com", Role::Owner).await;
    let browser = t.browser_of(&id, false).await;
    browser.get("/admin/account").await;
    let csrf = browser.csrf();
    let huge = format!("csrf={csrf}&name={}", "x".repeat(1024 * 1024));
    let sent = browser.post_as("/admin/account/name", &[], huge).await;
    assert_eq!(sent.status(), 413);
    for body in [
        &b""[..],
        b"{\"csrf\": 1}",
        b"csrf",
        b"=&=&&&=",
        b"%",
        b"csrf=%zz&%ff=%ff",
        b"\xff\xfe\x00",
    ] {
        let sent = browser
            .post_as("/admin/account/name", &[], body.to_vec())
            .await;
        assert_eq!(sent.status(), 403, "{body:?}");
    }
    for path in [
        "/admin/incidents/%00",
        "/admin/incidents/%ff",
        "/admin/incidents/..%2f..",
        "/admin/incidents?page=-1",
        "/admin/incidents?page=99999999999999999999",
        "/admin/incidents?q=%00%ff%25_",
        "/admin/incidents/new?duplicate=%00",
        "/admin/audit?before=99999999999999999999",
        "/admin/login?next=%ff%00&done=x",
    ] {
        let status = browser.get(path).await.status();
        assert!(status < 500, "{path}: {status}");
    }
}
