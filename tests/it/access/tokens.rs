use candor::domain::Role;

use crate::support::{Reply, TestApp, values};

const TOKENS: &str = "/admin/tokens";

fn new_token<'a>(role: &'a str, expires_in: &'a str) -> [(&'a str, &'a str); 3] {
    [
        ("name", "deploy script"),
        ("role", role),
        ("expires_in", expires_in),
    ]
}

#[tokio::test]
async fn a_token_is_shown_once_and_works() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let shown = admin.post(TOKENS, &new_token("responder", "30")).await;
    assert_eq!(shown.status(), 200);
    let token = values(&shown, "input[readonly]").remove(0);
    let program = t.anyone().with("authorization", &format!("OAuth {token}"));
    assert_eq!(program.get("/v1/pages").await.status(), 200);
    let page = admin.get(TOKENS).await;
    assert!(!page.text().contains(&token));
    let row = page.one(".rows__text");
    assert!(
        row.starts_with("deploy script Responder · WorksMade by The admin,"),
        "{row}"
    );
    assert!(row.contains("expires Dec 24, 2026"), "{row}");
    assert_eq!(page.all("button.button--primary").len(), 1);
    t.clock.advance_secs(31 * 24 * 60 * 60);
    assert_eq!(program.get("/v1/pages").await.status(), 401);
}

#[tokio::test]
async fn a_double_click_makes_one_token() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let page = admin.get(TOKENS).await;
    let once = values(&page, "input[name=once]").remove(0);
    let mut fields = new_token("viewer", "30").to_vec();
    fields.push(("once", once.as_str()));
    let first = admin.post(TOKENS, &fields).await;
    let second = admin.post(TOKENS, &fields).await;
    let all = t.app.list_tokens(&t.owner()).await.expect("listed");
    assert_eq!(all.len(), 1);
    let ask = async |shown: &Reply| {
        let token = values(shown, "input[readonly]").remove(0);
        let program = t.anyone().with("authorization", &format!("OAuth {token}"));
        program.get("/v1/pages").await.status()
    };
    assert_eq!(ask(&first).await, 401, "nobody has read it");
    assert_eq!(ask(&second).await, 200, "the one on the screen works");
    let late = admin.post(TOKENS, &fields).await;
    assert_eq!(late.status(), 409, "one in use is left alone");
    assert_eq!(ask(&second).await, 200);
    let other = [("name", "CI"), fields[1], fields[2], fields[3]];
    let misused = admin.post(TOKENS, &other).await;
    assert_eq!(misused.status(), 422, "the key of another form");
}

#[tokio::test]
async fn a_token_with_bad_fields_keeps_what_was_typed() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    for (name, role, expires_in, field) in [
        ("", "viewer", "never", "f-name"),
        ("CI 🙂", "king", "never", "f-role"),
        ("CI 🙂", "viewer", "31", "f-expires-in"),
        ("CI 🙂", "viewer", "", "f-expires-in"),
    ] {
        let fields = [("name", name), ("role", role), ("expires_in", expires_in)];
        let refused = admin.post(TOKENS, &fields).await;
        assert_eq!(refused.status(), 422, "{role} {expires_in}");
        let link = format!(".problems a[href=\"#{field}\"]");
        assert_eq!(refused.all(&link).len(), 1, "{role} {expires_in}");
        assert_eq!(values(&refused, "#f-name"), [name]);
    }
    let mut fields = new_token("viewer", "365").to_vec();
    fields.push(("resume", "1"));
    let back = admin.post(TOKENS, &fields).await;
    assert_eq!(back.status(), 200);
    assert_eq!(values(&back, "#f-expires-in option[selected]"), ["365"]);
    let all = t.app.list_tokens(&t.owner()).await.expect("listed");
    assert!(all.is_empty(), "nothing was made");
}

#[tokio::test]
async fn nobody_gives_a_token_more_rights_than_they_have() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let page = admin.get(TOKENS).await;
    let offered = values(&page, "#f-role option");
    assert_eq!(offered, ["viewer", "responder", "admin"]);
    assert!(page.text().contains("Up to your own role, Admin."));
    let refused = admin.post(TOKENS, &new_token("owner", "never")).await;
    assert_eq!(refused.status(), 403);
}

#[tokio::test]
async fn a_token_is_revoked_once_or_twice() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let shown = admin.post(TOKENS, &new_token("viewer", "never")).await;
    let token = values(&shown, "input[readonly]").remove(0);
    let all = t.app.list_tokens(&t.owner()).await.expect("listed");
    let path = format!("{TOKENS}/{}/revoke", all[0].id);
    for _ in 0..2 {
        let revoked = admin.post(&path, &[]).await;
        assert_eq!(
            revoked.header("location"),
            "/admin/tokens?done=token-revoked"
        );
    }
    let program = t.anyone().with("authorization", &format!("OAuth {token}"));
    assert_eq!(program.get("/v1/pages").await.status(), 401);
    let page = admin.get("/admin/tokens?done=token-revoked").await;
    assert_eq!(page.one(".flash"), "The token is revoked.");
    assert!(page.one(".rows__text").contains("Revoked"));
    let nothing = admin.post("/admin/tokens/none/revoke", &[]).await;
    assert_eq!(nothing.status(), 404);
}

#[tokio::test]
async fn an_admin_sees_and_ends_their_own_and_an_owner_all() {
    let t = TestApp::new().await;
    let owner = t.staff(Role::Owner).await;
    let admin = t.staff(Role::Admin).await;
    t.secret(Role::Viewer).await;
    owner.post(TOKENS, &new_token("viewer", "never")).await;
    let all = t.app.list_tokens(&t.owner()).await.expect("listed");
    let page = admin.get(TOKENS).await;
    assert!(page.all(".rows__text").is_empty());
    assert!(page.text().contains("You see the tokens that you made."));
    for token in &all {
        let path = format!("{TOKENS}/{}/revoke", token.id);
        assert_eq!(admin.post(&path, &[]).await.status(), 403);
    }
    let page = owner.get(TOKENS).await;
    assert_eq!(page.all(".rows__text").len(), 2);
    assert!(page.text().contains("Made by the command line"));
    for token in &all {
        let path = format!("{TOKENS}/{}/revoke", token.id);
        assert_eq!(owner.post(&path, &[]).await.status(), 303);
    }
}

#[tokio::test]
async fn viewers_and_responders_have_no_tokens() {
    let t = TestApp::new().await;
    for role in [Role::Viewer, Role::Responder] {
        let client = t.staff(role).await;
        assert_eq!(client.get(TOKENS).await.status(), 403);
        let refused = client.post(TOKENS, &new_token("viewer", "never")).await;
        assert_eq!(refused.status(), 403);
        let refused = client.post("/admin/tokens/none/revoke", &[]).await;
        assert_eq!(refused.status(), 403);
    }
}

#[tokio::test]
async fn a_token_ends_with_the_rights_of_its_maker() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let shown = admin.post(TOKENS, &new_token("admin", "30")).await;
    let token = values(&shown, "input[readonly]").remove(0);
    let program = t.anyone().with("authorization", &format!("OAuth {token}"));
    let page = program.get("/v1/pages").await.json()[0]["id"].clone();
    let page = page.as_str().expect("an id").to_owned();
    let change = async || {
        let path = format!("/v1/pages/{page}");
        let body = serde_json::json!({ "page": { "name": "Mine" } });
        program.patch(&path, body).await.status()
    };
    assert_eq!(change().await, 200);
    let owner = t.owner();
    let lower = t.app.change_role(&owner, &admin.id, Role::Viewer).await;
    lower.expect("changed");
    assert_eq!(change().await, 401, "it has more rights than they have");
    let back = t.app.change_role(&owner, &admin.id, Role::Admin).await;
    back.expect("changed");
    assert_eq!(change().await, 401, "what ended stays so");
    let gone = t.app.remove_person(&owner, &admin.id).await;
    gone.expect("removed");
    assert_eq!(program.get("/v1/pages").await.status(), 401);
    let tokens = t.app.list_tokens(&owner).await.expect("listed");
    assert!(tokens.iter().all(|one| one.revoked_at.is_some()));
}
