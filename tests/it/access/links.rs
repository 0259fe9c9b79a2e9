//! Links that are used once: to set up, to join, to choose a new password.

use candor::domain::Role;

use crate::support::{PASSWORD, TestApp, values};

const JOIN: &[(&str, &str)] = &[
    ("email", "first@example.com"),
    ("name", "Fürst مرحبا 🙂"),
    ("password", PASSWORD),
];

async fn set_up_link(t: &TestApp) -> Option<String> {
    let made = t.app.new_set_up_link(&t.owner()).await.expect("asked");
    made.map(|token| format!("/admin/setup/{token}"))
}

#[tokio::test]
async fn the_set_up_link_works_once_and_for_an_hour() {
    let t = TestApp::new().await;
    let old = set_up_link(&t).await.expect("a link");
    let late = set_up_link(&t).await.expect("a link");
    assert_eq!(t.anyone().get(&old).await.status(), 404, "the newer counts");
    t.clock.advance_secs(60 * 60 - 1);
    assert_eq!(t.anyone().get(&late).await.status(), 200);
    t.clock.advance_secs(1);
    let browser = t.browser();
    assert_eq!(browser.get(&late).await.status(), 404, "an hour");
    browser.get("/admin/login").await;
    assert_eq!(browser.post(&late, JOIN).await.status(), 404);

    let link = set_up_link(&t).await.expect("a link");
    browser.get(&link).await;
    let other = t.browser();
    other.get(&link).await;
    let weak = [("email", "x"), ("name", ""), ("password", "short")];
    let refused = browser.post(&link, &weak).await;
    assert_eq!(refused.status(), 422);
    assert_eq!(refused.all(".problems a").len(), 3);
    assert_eq!(values(&refused, "#f-email"), ["x"]);
    let mut resumed = JOIN.to_vec();
    resumed.push(("resume", "1"));
    let back = browser.post(&link, &resumed).await;
    assert_eq!(back.status(), 200, "nothing is done yet");
    assert_eq!(values(&back, "#f-name"), [JOIN[1].1]);
    let made = browser.post(&link, JOIN).await;
    assert_eq!(made.status(), 303, "{}", made.text());
    assert_eq!(browser.get("/admin/team").await.status(), 200, "an owner");
    assert_eq!(browser.get(&link).await.status(), 404, "used");
    assert_eq!(other.post(&link, JOIN).await.status(), 404, "used");
    assert_eq!(set_up_link(&t).await, None, "never with somebody present");
}

#[tokio::test]
async fn of_two_who_use_a_link_at_once_one_gets_in() {
    let t = TestApp::new().await;
    let link = set_up_link(&t).await.expect("a link");
    let (first, second) = (t.browser(), t.browser());
    first.get(&link).await;
    second.get(&link).await;
    let other = [JOIN[1], JOIN[2], ("email", "second@example.com")];
    let (first, second) = tokio::join!(first.post(&link, JOIN), second.post(&link, &other));
    let mut statuses = [first.status(), second.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 404]);
    assert_eq!(t.app.count_people().await.expect("counted"), 1);
}

#[tokio::test]
async fn an_open_set_up_link_is_worth_nothing_once_there_is_somebody() {
    let t = TestApp::new().await;
    let link = set_up_link(&t).await.expect("a link");
    let browser = t.browser();
    browser.get(&link).await;
    t.person("owner@example.com", Role::Owner).await;
    assert_eq!(browser.post(&link, JOIN).await.status(), 404);
    assert_eq!(browser.get(&link).await.status(), 404);
    assert_eq!(t.app.count_people().await.expect("counted"), 1);
}

#[tokio::test]
async fn an_invitation_works_once_and_gives_the_role_it_says() {
    let t = TestApp::new().await;
    let invite = async || {
        let made = t
            .app
            .invite(&t.owner(), "new@example.com", "New", Role::Responder)
            .await;
        format!("/admin/invitations/{}", made.expect("made"))
    };
    let late = invite().await;
    t.clock.advance_secs(7 * 24 * 60 * 60);
    assert_eq!(t.anyone().get(&late).await.status(), 404, "seven days");
    let link = invite().await;
    let browser = t.browser();
    browser.get(&link).await;
    let more = [
        ("email", "other@example.com"),
        ("role", "owner"),
        ("name", "New"),
        ("password", PASSWORD),
    ];
    assert_eq!(browser.post(&link, &more).await.status(), 303);
    let all = t.app.list_people(&t.owner()).await.expect("listed");
    let found: Vec<_> = all
        .iter()
        .map(|one| (one.email.as_str(), one.role))
        .collect();
    assert_eq!(found, [("new@example.com", Role::Responder)]);
    assert_eq!(browser.get(&link).await.status(), 404);
    let set_up = link.replace("invitations", "setup");
    assert_eq!(browser.get(&set_up).await.status(), 404, "of its kind");
}

#[tokio::test]
async fn a_password_link_works_once_and_ends_with_what_it_is_for() {
    let t = TestApp::new().await;
    let id = t.person("viewer@example.com", Role::Viewer).await;
    let link = async || {
        let made = t.app.new_password_link(&t.owner(), &id).await;
        format!("/admin/passwords/{}", made.expect("made"))
    };
    let session = t.browser_of(&id, false).await;
    let first = link().await;
    let browser = t.browser();
    browser.get(&first).await;
    let other = "seventeen plum anvils";
    let chosen = browser.post(&first, &[("password", other)]).await;
    assert_eq!(chosen.status(), 303);
    assert_eq!(browser.get(&first).await.status(), 404, "used");
    assert_eq!(session.get("/admin/account").await.status(), 303, "ended");

    let second = link().await;
    browser.get("/admin/account").await;
    let fields = [("current_password", other), ("password", PASSWORD)];
    let changed = browser.post("/admin/account/password", &fields).await;
    assert_eq!(changed.status(), 303);
    assert_eq!(t.anyone().get(&second).await.status(), 404, "changed since");

    let third = link().await;
    t.clock.advance_secs(24 * 60 * 60);
    assert_eq!(t.anyone().get(&third).await.status(), 404, "a day");

    let fourth = link().await;
    t.app.remove_person(&t.owner(), &id).await.expect("removed");
    t.person("viewer@example.com", Role::Owner).await;
    assert_eq!(
        t.anyone().get(&fourth).await.status(),
        404,
        "not for somebody else of the same address"
    );
}

#[tokio::test]
async fn only_invitations_are_ended_as_invitations() {
    let t = TestApp::new().await;
    let id = t.person("viewer@example.com", Role::Viewer).await;
    let token = t
        .app
        .new_password_link(&t.owner(), &id)
        .await
        .expect("made");
    let mut read = t.store.read().await.expect("a read");
    let kind = candor::domain::LinkKind::Password;
    let link = read
        .list_links(kind, t.now())
        .await
        .expect("listed")
        .remove(0);
    drop(read);
    let ended = t.app.end_invitation(&t.owner(), &link.id).await;
    assert!(matches!(ended, Err(candor::app::Error::NotFound)));
    let path = format!("/admin/passwords/{token}");
    assert_eq!(t.anyone().get(&path).await.status(), 200, "still there");
}

#[tokio::test]
async fn a_link_weighs_twenty_passwords_in_a_quarter_of_an_hour() {
    let t = TestApp::new().await;
    let link = set_up_link(&t).await.expect("a link");
    let browser = t.browser();
    browser.get(&link).await;
    let weak = [JOIN[0], JOIN[1], ("password", "password1234")];
    for _ in 0..20 {
        assert_eq!(browser.post(&link, &weak).await.status(), 422);
    }
    let limited = browser.post(&link, &weak).await;
    assert_eq!(limited.status(), 429);
    assert!(!limited.header("retry-after").is_empty());
    let short = [JOIN[0], JOIN[1], ("password", "short")];
    browser.get(&link).await;
    assert_eq!(
        browser.post(&link, &short).await.status(),
        422,
        "costs nothing"
    );
    t.clock.advance_secs(15 * 60);
    browser.get(&link).await;
    assert_eq!(browser.post(&link, JOIN).await.status(), 303);
}
