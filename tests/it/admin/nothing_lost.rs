//! Two people write at once, a form is sent twice, a deed fails: nothing typed is lost.

use candor::app::{IncidentEdit, Touch};
use candor::domain::{ComponentStatus, IncidentId, Role, Status};

use crate::support::{Reply, StaffClient, TestApp, values};

const NEW: &str = "/admin/incidents/new";

/// Opens an incident; returns its path.
async fn opened(staff: &StaffClient<'_>, status: &str) -> String {
    let fields = [
        ("name", "SSO fails"),
        ("status", status),
        ("body", "A key is lost."),
        ("by_name[SSO]", "major_outage"),
        ("do", "create"),
    ];
    staff.get(NEW).await;
    let made = staff.post(NEW, &fields).await;
    let path = made.header("location").split('?').next();
    path.expect("a path").to_owned()
}

fn edit_link(page: &Reply) -> String {
    let html = scraper::Html::parse_document(page.text());
    let links = scraper::Selector::parse(".said a").expect("a selector");
    let link = html.select(&links).next().expect("a link");
    link.attr("href").expect("an address").to_owned()
}

#[tokio::test]
async fn a_stale_form_shows_theirs_beside_mine() {
    let t = TestApp::new().await;
    t.component("DUO1 / SSO").await;
    let (responder, admin) = (t.staff(Role::Responder).await, t.staff(Role::Admin).await);
    let path = opened(&responder, "resolved").await;
    let update = edit_link(&responder.get(&path).await);
    for (form, field) in [
        (format!("{path}/edit"), "name"),
        (update, "body"),
        (format!("{path}/postmortem"), "body"),
    ] {
        let page = responder.get(&form).await;
        let version = values(&page, "input[name=version]").remove(0);
        let time = values(&page, "#f-display-at").pop().unwrap_or_default();
        let send = async |staff: &StaffClient<'_>, version: &str, text: &str, what: &str| {
            let fields = [
                ("version", version),
                (field, text),
                ("display_at", time.as_str()),
                ("do", what),
            ];
            staff.post(&form, &fields).await
        };
        admin.get(&form).await;
        let theirs = send(&admin, &version, "Theirs, مرحبا", "save").await;
        assert_eq!(theirs.status(), 303, "{form}: {}", theirs.text());
        let preview = send(&responder, &version, "Mine", "preview").await;
        let seen = match preview.status() {
            200 => values(&preview, "input[name=version]").remove(0),
            _ => version.clone(),
        };
        assert_eq!(seen, version, "{form}: a preview takes no other version");
        let refused = send(&responder, &seen, "Mine 🙂", "save").await;
        assert_eq!(refused.status(), 409, "{form}");
        assert!(refused.one(".theirs").contains("Theirs, مرحبا"), "{form}");
        assert!(refused.text().contains("Mine 🙂"), "{form}");
        let fresh = values(&refused, "input[name=version]").remove(0);
        let done = send(&responder, &fresh, "Mine 🙂", "save").await;
        assert_eq!(done.status(), 303, "{form}");
        let twice = send(&responder, &fresh, "Mine 🙂", "save").await;
        assert_eq!(twice.status(), 303, "{form}: the second click");
    }
}

#[tokio::test]
async fn what_could_not_be_done_is_held() {
    let t = TestApp::new().await;
    t.component("DUO1 / SSO").await;
    let (responder, admin) = (t.staff(Role::Responder).await, t.staff(Role::Admin).await);
    let path = opened(&responder, "investigating").await;
    responder.get(&path).await;
    admin.get("/admin").await;
    let gone = admin
        .post(&format!("{path}/delete"), &[("confirm", "SSO fails")])
        .await;
    assert_eq!(gone.status(), 303);
    let words = "Half an hour of words, مرحبا 🙂";
    let fields = [("status", "identified"), ("body", words)];
    let held = responder.post(&format!("{path}/updates"), &fields).await;
    assert_eq!(held.status(), 404);
    assert_eq!(held.all(".kept"), [words]);
    assert_eq!(values(&held, "input[name=body]"), [words]);
}

#[tokio::test]
async fn a_word_after_the_end_moves_no_component() {
    let t = TestApp::new().await;
    let id = t.component("DUO1 / SSO").await;
    let staff = t.staff(Role::Responder).await;
    let path = opened(&staff, "resolved").await;
    let incident = IncidentId::parse(path.rsplit('/').next().unwrap_or_default());
    let by_hand = candor::app::ComponentEdit {
        status: Some(ComponentStatus::PartialOutage),
        ..Default::default()
    };
    let owner = t.owner();
    let set = t.app.edit_component(&owner, &id, by_hand).await;
    set.expect("set");
    let fields = [("status", "resolved"), ("body", "One more word.")];
    let said = staff.post(&format!("{path}/updates"), &fields).await;
    assert_eq!(said.status(), 303, "{}", said.text());
    let status = async || {
        let all = t.components().await;
        let found = all.iter().find(|one| one.id == id);
        found.map(|one| one.status)
    };
    assert_eq!(status().await, Some(ComponentStatus::PartialOutage));

    // When the incident is open again, its next end releases the component.
    let again = IncidentEdit {
        status: Some(Status::Investigating),
        touches: vec![Touch {
            id: id.clone(),
            status: Some(ComponentStatus::MajorOutage),
        }],
        ..IncidentEdit::default()
    };
    let incident = incident.expect("an id");
    let open = t.app.edit_incident(&owner, &incident, again, None, None);
    open.await.expect("open again");
    let fields = [("status", "resolved"), ("body", "Over.")];
    staff.post(&format!("{path}/updates"), &fields).await;
    assert_eq!(status().await, Some(ComponentStatus::Operational));
}

#[tokio::test]
async fn a_maintenance_has_no_forms_of_incidents() {
    let t = TestApp::new().await;
    let id = t.component("DUO1 / SSO").await;
    let maintenance = t.planned("Upgrade", &[&id]).await;
    let staff = t.staff(Role::Responder).await;
    staff.get("/admin").await;
    let path = format!("/admin/incidents/{}", maintenance.id);
    for part in ["edit", "postmortem"] {
        let answer = staff.get(&format!("{path}/{part}")).await;
        assert_eq!(answer.status(), 404, "{part}");
    }
    let fields = [("status", "completed"), ("body", "x")];
    let refused = staff.post(&format!("{path}/updates"), &fields).await;
    assert_eq!(refused.status(), 404);
}

#[tokio::test]
async fn a_draft_that_somebody_saved_meanwhile_is_not_deleted() {
    let t = TestApp::new().await;
    let (responder, admin) = (t.staff(Role::Responder).await, t.staff(Role::Admin).await);
    responder.get(NEW).await;
    let saved = [("name", "Calls"), ("body", "First."), ("do", "draft")];
    assert_eq!(responder.post(NEW, &saved).await.status(), 303);
    let mut read = t.store.read().await.expect("a read");
    let id = read.list_drafts().await.expect("listed").remove(0).id;
    drop(read);
    let path = format!("/admin/drafts/{id}");
    let seen_by = async |staff: &StaffClient<'_>| {
        values(&staff.get(&path).await, "input[name=draft_seen]").remove(0)
    };
    let seen = seen_by(&responder).await;
    let tied = [("draft", id.as_str()), ("draft_seen", seen.as_str())];
    t.clock.advance_secs(1);
    seen_by(&admin).await;
    let mut theirs = tied.to_vec();
    theirs.extend([("name", "Calls"), ("body", "Second."), ("do", "draft")]);
    assert_eq!(admin.post(NEW, &theirs).await.status(), 303);
    let delete = format!("{path}/delete");
    let kept = responder.post(&delete, &tied).await;
    assert_eq!(kept.header("location"), path, "it is shown anew");
    let fresh = seen_by(&responder).await;
    let tied = [("draft", id.as_str()), ("draft_seen", fresh.as_str())];
    for _ in 0..2 {
        let gone = responder.post(&delete, &tied).await;
        assert_eq!(gone.header("location"), "/admin?done=draft-deleted");
    }
}

#[tokio::test]
async fn a_stale_removal_says_why_it_was_not_done() {
    let t = TestApp::new().await;
    t.component("DUO1 / SSO").await;
    let (responder, admin) = (t.staff(Role::Responder).await, t.staff(Role::Admin).await);
    let path = opened(&responder, "investigating").await;
    let update = edit_link(&responder.get(&path).await);
    let delete = format!("{path}/delete");
    let version = values(&responder.get(&delete).await, "input[name=version]").remove(0);
    let time = values(&responder.get(&update).await, "#f-display-at").remove(0);
    admin.get(&path).await;
    let said = [("status", "identified"), ("body", "Theirs.")];
    let posted = admin.post(&format!("{path}/updates"), &said).await;
    assert_eq!(posted.status(), 303);
    for (form, field, typed) in [
        (&delete, "confirm", "SSO fails"),
        (&update, "body", "A key is lost."),
    ] {
        let fields = [
            ("version", version.as_str()),
            (field, typed),
            ("display_at", time.as_str()),
            ("do", "delete"),
        ];
        let refused = responder.post(form, &fields).await;
        assert_eq!(refused.status(), 409, "{form}");
        assert!(refused.one(".note").contains("nothing was done"), "{form}");
    }
}
