use candor::app::{SignIn, Visitor};
use candor::domain::{AuditFilter, Role, Totp};

use crate::support::{PASSWORD, Reply, StaffClient, TestApp, values};

const TEAM: &str = "/admin/team";

/// The path in the link that is shown this once.
fn shown_path(reply: &Reply) -> String {
    assert_eq!(reply.status(), 200, "{}", reply.text());
    let link = values(reply, "input[readonly]").remove(0);
    let path = link.strip_prefix("https://status.example.com");
    path.expect("an absolute link").to_owned()
}

fn invitation(email: &str) -> [(&str, &str); 3] {
    [("email", email), ("name", "Grace"), ("role", "responder")]
}

async fn newest_action(t: &TestApp) -> String {
    let mut read = t.store.read().await.expect("a read");
    let mut log = read
        .list_audit(&AuditFilter::default(), 1)
        .await
        .expect("listed");
    log.remove(0).1.action
}

async fn all_refused(client: &StaffClient<'_>, id: &str) {
    let parts = [
        "role",
        "sessions/end",
        "password-link",
        "second-factor/reset",
        "remove",
    ];
    for part in parts {
        let path = format!("{TEAM}/{id}/{part}");
        let refused = client.post(&path, &[("role", "owner")]).await;
        assert_eq!(refused.status(), 403, "{path}");
        assert!(refused.text().contains("This needs the role Owner."));
    }
}

#[tokio::test]
async fn the_team_is_listed_with_what_each_role_may_do() {
    let t = TestApp::new().await;
    let owner = t.staff(Role::Owner).await;
    t.clock.advance_secs(1);
    t.person("viewer@example.com", Role::Viewer).await;
    let page = owner.get(TEAM).await;
    assert_eq!(page.status(), 200);
    let people = page.all(".person .rows__text p");
    assert_eq!(
        people,
        [
            "owner@example.comOwner · No second factor · Logged in at one place",
            "viewer@example.comViewer · No second factor · Logged in nowhere",
        ]
    );
    assert_eq!(page.all("button.button--primary").len(), 1);
    let head = page.all(".roles thead th[scope=col]");
    assert_eq!(head, ["May", "Viewer", "Responder", "Admin", "Owner"]);
    let rows = page.all(".roles tbody tr");
    assert_eq!(rows.len(), 7);
    assert_eq!(rows[6].matches("Yes").count(), 1, "{}", rows[6]);
}

#[tokio::test]
async fn an_invitation_is_shown_once_and_lets_somebody_join() {
    let t = TestApp::new().await;
    let owner = t.staff(Role::Owner).await;
    let shown = owner
        .post(
            "/admin/team/invitations",
            &invitation(" Grace@Example.com "),
        )
        .await;
    let path = shown_path(&shown);
    assert!(t.anyone().get(&path).await.status() == 200, "it works");
    let page = owner.get(TEAM).await;
    assert!(page.text().contains("grace@example.com"));
    assert!(!page.text().contains(&path), "the link is not shown again");
    // Twice: the newer link counts.
    let again = owner
        .post("/admin/team/invitations", &invitation("grace@example.com"))
        .await;
    assert_ne!(shown_path(&again), path);
    assert_eq!(t.anyone().get(&path).await.status(), 404);
}

#[tokio::test]
async fn an_invitation_with_bad_fields_keeps_what_was_typed() {
    let t = TestApp::new().await;
    let owner = t.staff(Role::Owner).await;
    let long = "ü".repeat(25_000);
    for (email, name, role, field) in [
        ("nobody", "Grace", "admin", "f-email"),
        ("owner@example.com", "Grace", "admin", "f-email"),
        ("g@example.com", "", "admin", "f-name"),
        ("g@example.com", long.as_str(), "admin", "f-name"),
        ("g@example.com", "Grace", "king", "f-role"),
    ] {
        let fields = [("email", email), ("name", name), ("role", role)];
        let refused = owner.post("/admin/team/invitations", &fields).await;
        assert_eq!(refused.status(), 422, "{email} {role}");
        assert!(refused.one("title").starts_with("Error: "));
        let link = format!(".problems a[href=\"#{field}\"]");
        assert_eq!(refused.all(&link).len(), 1, "{email} {role}");
        assert_eq!(values(&refused, "#f-email"), [email]);
        assert_eq!(values(&refused, "#f-name"), [name]);
        assert_eq!(refused.all(".problems + h1").len(), 1);
    }
    let back = owner
        .post(
            "/admin/team/invitations",
            &[
                ("email", "ع@example.com"),
                ("name", "عمر 🙂"),
                ("resume", "1"),
            ],
        )
        .await;
    assert_eq!(
        back.status(),
        200,
        "after a log-in in between nothing is done"
    );
    assert_eq!(values(&back, "#f-name"), ["عمر 🙂"]);
}

#[tokio::test]
async fn an_invitation_is_ended_once_or_twice() {
    let t = TestApp::new().await;
    let owner = t.staff(Role::Owner).await;
    let shown = owner
        .post("/admin/team/invitations", &invitation("g@example.com"))
        .await;
    let path = shown_path(&shown);
    let open = t.app.list_invitations(&t.owner()).await.expect("listed");
    let end = format!("{TEAM}/invitations/{}/end", open[0].id);
    for _ in 0..2 {
        let ended = owner.post(&end, &[]).await;
        assert_eq!(
            ended.header("location"),
            "/admin/team?done=invitation-ended"
        );
    }
    assert_eq!(t.anyone().get(&path).await.status(), 404);
    let page = owner.get(TEAM).await;
    assert!(page.text().contains("Nobody is invited"));
}

#[tokio::test]
async fn a_role_is_changed_and_counts_at_once() {
    let t = TestApp::new().await;
    let owner = t.staff(Role::Owner).await;
    let viewer = t.staff(Role::Viewer).await;
    let path = format!("{TEAM}/{}/role", viewer.id);
    for _ in 0..2 {
        let changed = owner.post(&path, &[("role", "admin")]).await;
        assert_eq!(changed.header("location"), "/admin/team?done=role-changed");
    }
    assert_eq!(newest_action(&t).await, "user.change_role");
    assert_eq!(viewer.get("/admin/tokens").await.status(), 200);
    let refused = owner.post(&path, &[("role", "king")]).await;
    assert_eq!(refused.status(), 422);
    assert_eq!(refused.all("details[open] .field__problem").len(), 1);
    let nobody = owner
        .post("/admin/team/none/role", &[("role", "admin")])
        .await;
    assert_eq!(nobody.status(), 404);
}

#[tokio::test]
async fn the_last_owner_cannot_go_and_nothing_is_lost() {
    let t = TestApp::new().await;
    let owner = t.staff(Role::Owner).await;
    let path = format!("{TEAM}/{}/role", owner.id);
    let refused = owner.post(&path, &[("role", "viewer")]).await;
    assert_eq!(refused.status(), 409);
    assert!(
        refused
            .one(".problems")
            .contains("The last owner cannot go")
    );
    let chosen = values(&refused, "details[open] option[selected]");
    assert_eq!(chosen, ["viewer"], "what was chosen is kept");
    let path = format!("{TEAM}/{}/remove", owner.id);
    let refused = owner.post(&path, &[("email", &owner.email)]).await;
    assert_eq!(refused.status(), 409);
    assert_eq!(values(&refused, "#f-email"), [owner.email.as_str()]);
    assert_eq!(owner.get(TEAM).await.status(), 200);
}

#[tokio::test]
async fn an_owner_may_step_down_when_there_is_another() {
    let t = TestApp::new().await;
    let owner = t.staff(Role::Owner).await;
    t.person("other@example.com", Role::Owner).await;
    let path = format!("{TEAM}/{}/role", owner.id);
    let changed = owner.post(&path, &[("role", "admin")]).await;
    assert_eq!(changed.header("location"), "/admin?done=role-changed");
    assert_eq!(owner.get(TEAM).await.status(), 403);
}

#[tokio::test]
async fn somebody_is_logged_out_everywhere() {
    let t = TestApp::new().await;
    let owner = t.staff(Role::Owner).await;
    let viewer = t.staff(Role::Viewer).await;
    let path = format!("{TEAM}/{}/sessions/end", viewer.id);
    for _ in 0..2 {
        let ended = owner.post(&path, &[]).await;
        assert_eq!(
            ended.header("location"),
            "/admin/team?done=sessions-of-ended"
        );
    }
    assert_eq!(viewer.get("/admin").await.status(), 303, "to the login");
    t.clock.advance_secs(13 * 60 * 60);
    let counted = t.app.count_sessions(&t.owner()).await.expect("counted");
    assert!(
        counted.is_empty(),
        "idle sessions do not count: {counted:?}"
    );
}

#[tokio::test]
async fn a_link_to_a_new_password_works_once() {
    let t = TestApp::new().await;
    let owner = t.staff(Role::Owner).await;
    let id = t.person("viewer@example.com", Role::Viewer).await;
    let path = format!("{TEAM}/{id}/password-link");
    let first = shown_path(&owner.post(&path, &[]).await);
    let second = shown_path(&owner.post(&path, &[]).await);
    assert_eq!(
        t.anyone().get(&first).await.status(),
        404,
        "the newer counts"
    );
    assert_eq!(t.anyone().get(&second).await.status(), 200);
    let nobody = owner.post("/admin/team/none/password-link", &[]).await;
    assert_eq!(nobody.status(), 404);
}

#[tokio::test]
async fn a_second_factor_is_reset() {
    let t = TestApp::new().await;
    let owner = t.staff(Role::Owner).await;
    let id = t.person("viewer@example.com", Role::Viewer).await;
    let page = owner.get(TEAM).await;
    assert!(!page.text().contains("Reset the second factor"));
    let mut write = t.store.begin().await.expect("a write");
    let mut person = write.get_person(&id).await.expect("there");
    person.totp = Some(Totp {
        secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP".to_owned(),
        step: None,
    });
    write.update_person(&person, t.now()).await.expect("stored");
    write.commit_bookkeeping().await.expect("lasting");
    let page = owner.get(TEAM).await;
    assert!(page.text().contains("Reset the second factor"));
    let path = format!("{TEAM}/{id}/second-factor/reset");
    for _ in 0..2 {
        let reset = owner.post(&path, &[]).await;
        assert_eq!(reset.header("location"), "/admin/team?done=factor-reset");
    }
    let visitor = Visitor {
        address: "192.0.2.1".to_owned(),
        agent: String::new(),
        token: None,
    };
    let signed_in = t.app.sign_in("viewer@example.com", PASSWORD, &visitor);
    assert!(matches!(signed_in.await, Ok(SignIn::In(_))));
}

#[tokio::test]
async fn somebody_is_removed_when_their_address_is_typed() {
    let t = TestApp::new().await;
    let owner = t.staff(Role::Owner).await;
    let viewer = t.staff(Role::Viewer).await;
    let path = format!("{TEAM}/{}/remove", viewer.id);
    let asks = owner.get(&path).await;
    assert_eq!(asks.one("h1"), "Remove The viewer");
    let refused = owner.post(&path, &[("email", "other@example.com")]).await;
    assert_eq!(refused.status(), 422);
    assert_eq!(values(&refused, "#f-email"), ["other@example.com"]);
    assert_eq!(viewer.get("/admin").await.status(), 200, "still there");
    for _ in 0..2 {
        let removed = owner
            .post(&path, &[("email", " Viewer@Example.com ")])
            .await;
        assert_eq!(
            removed.header("location"),
            "/admin/team?done=person-removed"
        );
    }
    assert_eq!(viewer.get("/admin").await.status(), 303, "to the login");
    assert_eq!(owner.get(&path).await.status(), 404);
}

#[tokio::test]
async fn nobody_but_an_owner_manages_the_team() {
    let t = TestApp::new().await;
    let id = t.person("target@example.com", Role::Viewer).await;
    for role in [Role::Viewer, Role::Responder, Role::Admin] {
        let client = t.staff(role).await;
        assert_eq!(client.get(TEAM).await.status(), 403);
        all_refused(&client, id.as_str()).await;
        let refused = client
            .post("/admin/team/invitations", &invitation("g@example.com"))
            .await;
        assert_eq!(refused.status(), 403);
    }
    let all = t.app.list_people(&t.owner()).await.expect("listed");
    let target = all
        .iter()
        .find(|person| person.id == id)
        .expect("still there");
    assert_eq!(target.role, Role::Viewer, "nothing changed");
}
