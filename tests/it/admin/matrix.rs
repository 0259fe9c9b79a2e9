//! Who may do what: every route of the staff pages, for everybody.

use std::collections::BTreeSet;

use candor::app::PageEdit;
use candor::domain::AuditFilter;
use candor::domain::Role;
use candor::web::admin::{Access, Verb, table};

use crate::support::{Browser, Reply, TestApp};

/// The least that each route asks for. `anyone`: not even a password; `half-way`: a password, the second
/// factor or not; else a role.
const LEAST: &str = "
anyone     GET  /admin/login
anyone     POST /admin/login
half-way   GET  /admin/login/code
half-way   POST /admin/login/code
half-way   POST /admin/logout
anyone     GET  /admin/setup/{token}
anyone     POST /admin/setup/{token}
anyone     GET  /admin/invitations/{token}
anyone     POST /admin/invitations/{token}
anyone     GET  /admin/passwords/{token}
anyone     POST /admin/passwords/{token}

viewer     GET  /admin/account
viewer     POST /admin/account/name
viewer     POST /admin/account/password
viewer     POST /admin/account/sessions/{id}/end
viewer     POST /admin/account/sessions/end-others
viewer     GET  /admin/account/second-factor
viewer     POST /admin/account/second-factor
viewer     POST /admin/account/second-factor/manage
viewer     GET  /admin/more

viewer     GET  /admin
viewer     GET  /admin/{*rest}
viewer     POST /admin/{*rest}

viewer     GET  /admin/incidents
responder  GET  /admin/incidents/new
responder  POST /admin/incidents/new
responder  POST /admin/outcome
responder  GET  /admin/drafts/{id}
responder  POST /admin/drafts/{id}/delete
viewer     GET  /admin/incidents/{id}
responder  POST /admin/incidents/{id}/updates
responder  POST /admin/incidents/{id}/notes
responder  GET  /admin/incidents/{id}/edit
responder  POST /admin/incidents/{id}/edit
responder  GET  /admin/incidents/{id}/delete
responder  POST /admin/incidents/{id}/delete
responder  GET  /admin/incidents/{id}/postmortem
responder  POST /admin/incidents/{id}/postmortem
responder  GET  /admin/incidents/{id}/updates/{update}/edit
responder  POST /admin/incidents/{id}/updates/{update}/edit

viewer     GET  /admin/maintenances
viewer     GET  /admin/maintenances/calendar
viewer     GET  /admin/maintenances/series
viewer     GET  /admin/maintenances/series/{id}
viewer     GET  /admin/maintenances/{id}
responder  GET  /admin/maintenances/new
responder  POST /admin/maintenances/new
responder  GET  /admin/maintenances/{id}/edit
responder  POST /admin/maintenances/{id}/edit
responder  POST /admin/maintenances/series/{id}/end
responder  POST /admin/maintenances/{id}/updates
responder  POST /admin/maintenances/{id}/extend
responder  POST /admin/maintenances/{id}/start
responder  POST /admin/maintenances/{id}/finish
responder  POST /admin/maintenances/{id}/cancel
responder  POST /admin/maintenances/{id}/notes

viewer     GET  /admin/components
viewer     GET  /admin/components/archived
viewer     GET  /admin/components/{id}
responder  POST /admin/components/{id}/status
admin      GET  /admin/components/new
admin      POST /admin/components/new
admin      GET  /admin/components/new-group
admin      POST /admin/components/new-group
admin      GET  /admin/components/add
admin      POST /admin/components/add
admin      GET  /admin/components/{id}/edit
admin      POST /admin/components/{id}/edit
admin      GET  /admin/components/{id}/archive
admin      POST /admin/components/{id}/archive
admin      POST /admin/components/order
admin      POST /admin/components/{id}/move
admin      POST /admin/components/{id}/restore

viewer     GET  /admin/templates
admin      GET  /admin/templates/new
admin      POST /admin/templates/new
admin      GET  /admin/templates/{id}
admin      POST /admin/templates/{id}
admin      GET  /admin/templates/{id}/delete
admin      POST /admin/templates/{id}/delete

admin      GET  /admin/settings
admin      GET  /admin/settings/colors/accent
admin      GET  /admin/settings/page
admin      POST /admin/settings/page
admin      GET  /admin/settings/words
admin      POST /admin/settings/words
admin      GET  /admin/settings/colors
admin      POST /admin/settings/colors
admin      GET  /admin/settings/images
admin      POST /admin/settings/images
admin      GET  /admin/settings/security
admin      POST /admin/settings/security
admin      GET  /admin/settings/incidents
admin      POST /admin/settings/incidents
admin      POST /admin/settings/images/remove
admin      POST /admin/settings/images/alt
admin      GET  /admin/settings/team
owner      POST /admin/settings/team

owner      GET  /admin/team
owner      POST /admin/team/invitations
owner      POST /admin/team/invitations/{id}/end
owner      POST /admin/team/{id}/role
owner      POST /admin/team/{id}/sessions/end
owner      POST /admin/team/{id}/password-link
owner      POST /admin/team/{id}/second-factor/reset
owner      GET  /admin/team/{id}/remove
owner      POST /admin/team/{id}/remove

admin      GET  /admin/tokens
admin      POST /admin/tokens
admin      POST /admin/tokens/{id}/revoke

admin      GET  /admin/audit
admin      GET  /admin/audit.csv
admin      GET  /admin/audit.json
";

/// The entries of the list: least, verb, path.
fn entries() -> Vec<(&'static str, Verb, &'static str)> {
    LEAST
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [least, verb, path] = words[..] else {
                panic!("least, verb, path: {line}");
            };
            let verb = match verb {
                "GET" => Verb::Get,
                "POST" => Verb::Post,
                other => panic!("{other} in {line}"),
            };
            (least, verb, path)
        })
        .collect()
}

/// A path as a browser sends it, with valid ids of things that do not exist.
pub(super) fn with_ids(path: &str) -> String {
    let parts: Vec<&str> = path
        .split('/')
        .map(|part| {
            if part.starts_with('{') {
                "n0n3xst0ng1d"
            } else {
                part
            }
        })
        .collect();
    parts.join("/")
}

/// Somebody who tries every route.
struct Person {
    name: String,
    /// `None` if they are not logged in.
    role: Option<Role>,
    is_half_way: bool,
}

impl Person {
    /// Says whether a route lets them in.
    fn may(&self, least: &str) -> bool {
        match least {
            "anyone" => true,
            "half-way" => self.role.is_some() || self.is_half_way,
            role => {
                let least = Role::parse(role).expect("a role");
                self.role.is_some_and(|role| role.includes(least))
            }
        }
    }

    /// Checks how they are turned away.
    fn assert_turned_away(&self, reply: &Reply, verb: Verb, path: &str) {
        let what = format!("{} {verb:?} {path}", self.name);
        match (self.role, verb) {
            (Some(_), _) => assert_eq!(reply.status(), 403, "{what}"),
            (None, Verb::Post) => {
                assert_eq!(reply.status(), 401, "{what}");
                let asks = if self.is_half_way {
                    "#f-code"
                } else {
                    "#f-password"
                };
                assert_eq!(reply.all(asks).len(), 1, "{what}");
            }
            (None, Verb::Get) => {
                assert_eq!(reply.status(), 303, "{what}");
                let to = if self.is_half_way {
                    "/admin/login/code"
                } else {
                    "/admin/login"
                };
                let next: String = url::form_urlencoded::byte_serialize(path.as_bytes()).collect();
                let back = match path {
                    "/admin" | "/admin/login/code" => to.to_owned(),
                    _ => format!("{to}?next={next}"),
                };
                assert_eq!(reply.header("location"), back, "{what}");
            }
        }
    }
}

fn assert_let_in(reply: &Reply, what: &str) {
    let status = reply.status();
    assert!(
        matches!(status, 200..=400 | 404 | 409 | 422),
        "{what}: {status}"
    );
    assert!(
        !reply.header("location").starts_with("/admin/login?next"),
        "{what}"
    );
}

/// The page's revision, and how many entries the audit log has besides denials.
async fn state(t: &TestApp) -> (i64, usize) {
    let mut read = t.store.read().await.expect("a read");
    let log = read.list_audit(&AuditFilter::default(), 1_000).await;
    let log = log.expect("listed");
    assert!(log.len() < 1_000, "the whole log");
    let revision = read.revision().await.expect("a revision");
    let done = log.iter().filter(|(_, entry)| entry.action != "denied");
    (revision, done.count())
}

async fn browser_of<'a>(t: &'a TestApp, person: &Person) -> Browser<'a> {
    if person.role.is_none() && !person.is_half_way {
        let browser = t.browser();
        browser.get("/admin/login").await;
        return browser;
    }
    let email = format!("{}@example.com", person.name);
    let mut read = t.store.read().await.expect("a read");
    let stored = read.find_person_by_email(&email).await.expect("read");
    drop(read);
    let browser = t
        .browser_of(&stored.expect("somebody").id, person.is_half_way)
        .await;
    let page = if person.is_half_way {
        "/admin/login/code"
    } else {
        "/admin/account"
    };
    browser.get(page).await;
    browser
}

#[test]
fn every_route_has_an_entry_and_every_entry_a_route() {
    let routes: BTreeSet<String> = table()
        .iter()
        .map(|route| format!("{:?} {}", route.verb, route.path))
        .collect();
    let entries: BTreeSet<String> = entries()
        .iter()
        .map(|(_, verb, path)| format!("{verb:?} {path}"))
        .collect();
    let missing: Vec<_> = routes.difference(&entries).collect();
    assert!(missing.is_empty(), "add to LEAST: {missing:#?}");
    let gone: Vec<_> = entries.difference(&routes).collect();
    assert!(gone.is_empty(), "no such route: {gone:#?}");
}

#[tokio::test]
async fn every_route_lets_in_whom_it_should_and_nobody_else() {
    let t = TestApp::new().await;
    let mut people: Vec<Person> = Vec::new();
    for role in Role::ALL {
        t.person(&format!("{role}@example.com"), *role).await;
        people.push(Person {
            name: role.to_string(),
            role: Some(*role),
            is_half_way: false,
        });
    }
    t.person("half-way@example.com", Role::Owner).await;
    for (name, is_half_way) in [("half-way", true), ("anonymous", false)] {
        people.push(Person {
            name: name.to_owned(),
            role: None,
            is_half_way,
        });
    }
    for (least, verb, path) in entries() {
        let path = with_ids(path);
        for person in &people {
            let what = format!("{} {verb:?} {path}", person.name);
            let browser = browser_of(&t, person).await;
            let before = state(&t).await;
            let reply = match verb {
                Verb::Get => browser.get(&path).await,
                Verb::Post => browser.post(&path, &[]).await,
            };
            if person.may(least) {
                assert_let_in(&reply, &what);
            } else {
                person.assert_turned_away(&reply, verb, &path);
            }
            if verb == Verb::Get && path.starts_with("/admin/audit.") {
                continue;
            }
            if verb == Verb::Get || !person.may(least) {
                assert_eq!(state(&t).await, before, "nothing changed: {what}");
            }
        }
    }
}

#[tokio::test]
async fn whoever_lacks_a_second_factor_gets_to_their_account_alone() {
    let t = TestApp::new().await;
    let id = t.person("owner@example.com", Role::Owner).await;
    let edit = PageEdit {
        require_second_factor: Some(true),
        ..PageEdit::default()
    };
    t.app.edit_page(&t.owner(), &edit).await.expect("changed");
    for route in table() {
        let path = with_ids(route.path);
        let browser = t.browser_of(&id, false).await;
        browser.get("/admin/account").await;
        let before = state(&t).await;
        let reply = match route.verb {
            Verb::Get => browser.get(&path).await,
            Verb::Post => browser.post(&path, &[]).await,
        };
        let what = format!("{:?} {path}", route.verb);
        if matches!(route.access, Access::May(_)) {
            assert_eq!(reply.status(), 303, "{what}");
            let to = reply.header("location");
            assert_eq!(to, "/admin/account/second-factor", "{what}");
            assert_eq!(state(&t).await, before, "nothing changed: {what}");
        } else {
            assert_let_in(&reply, &what);
        }
    }
}

#[tokio::test]
async fn no_other_verb_does_anything() {
    let t = TestApp::new().await;
    let id = t.person("owner@example.com", Role::Owner).await;
    let browser = t.browser_of(&id, false).await;
    browser.get("/admin/account").await;
    let cookie = browser.cookie().expect("a cookie");
    let before = state(&t).await;
    for route in table() {
        let path = with_ids(route.path);
        for verb in ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "GETS"] {
            let body = format!("csrf={}", browser.csrf());
            let reply = t
                .anyone()
                .with("cookie", &cookie)
                .with("content-type", "application/x-www-form-urlencoded")
                .send(verb.parse().expect("a method"), &path, body.into())
                .await;
            assert_eq!(reply.status(), 405, "{verb} {path}");
        }
    }
    assert_eq!(state(&t).await, before, "nothing changed");
}
