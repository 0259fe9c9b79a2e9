//! What a fixture holds: the demo, and what staff adds to a page over time.

use candor::app::{
    Actor, DraftForm, IdempotencyKey, NewIncident, NewSeries, TemplateEdit, Touch, UpdateEdit,
};
use candor::domain::{ComponentStatus, ImageKind, MaintenancePlan, Pattern, Role, Status};
use candor::zone::parse_instant;

use crate::support::{NOW, TestApp};

pub(super) const OWNER: &str = "owner@example.com";
pub(super) const RESPONDER: &str = "responder@example.com";

/// The incident that staff opened, corrected, noted something at and began a postmortem of.
pub(super) const TROUBLE: &str = "Texts arrive late";
pub(super) const NOTE: &str = "Ask the carrier for a date.";
pub(super) const DRAFT: &str = "Half a thought";
pub(super) const PLANNED: &str = "Later today";

/// How long after the tests' moment the last thing was made, in seconds.
pub(super) const AGE_SECS: i64 = 900;

const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect fill="#06c" width="40" height="20"/></svg>"##;

/// Adds everything to the demo's page. Returns the secret of a token.
pub(super) async fn make(t: &TestApp) -> String {
    let owner = person(t, OWNER, Role::Owner).await;
    let responder = person(t, RESPONDER, Role::Responder).await;
    let token = access(t, &owner).await;
    drafts(t, &responder).await;
    incident(t, &responder).await;
    page(t, &owner).await;
    series(t, &owner).await;
    let started = parse_instant(NOW).expect("an instant");
    assert!(t.now().secs_since(started) <= AGE_SECS);
    token
}

async fn person(t: &TestApp, email: &str, role: Role) -> Actor {
    let id = t.person(email, role).await;
    let mut read = t.store.read().await.expect("a read");
    Actor::person(&read.get_person(&id).await.expect("there"), "192.0.2.7")
}

/// An invitation, a session, a token whose secret is returned.
async fn access(t: &TestApp, owner: &Actor) -> String {
    let invited = t
        .app
        .invite(owner, "friend@example.com", "Friend", Role::Viewer);
    invited.await.expect("invited");
    assert_eq!(t.browser().enter(OWNER).await.status(), 303);
    t.app
        .create_token(owner, "Deploys", Role::Responder, None, None)
        .await
        .expect("made")
}

/// A draft, and an incident that is planned for its minute.
async fn drafts(t: &TestApp, responder: &Actor) {
    let form = |name: &str| DraftForm {
        of: None,
        fields: vec![
            ("name".to_owned(), name.to_owned()),
            ("body".to_owned(), "Not sure yet.".to_owned()),
        ],
    };
    let saved = t.app.save_draft(responder, form(DRAFT), None).await;
    saved.expect("saved");
    let new = NewIncident::named(PLANNED, Status::Investigating, "As planned.");
    let at = t.now().plus_secs(86_400);
    let planned = t
        .app
        .plan_draft(responder, form(PLANNED), &new, at, None)
        .await;
    planned.expect("planned");
}

/// An incident with a correction, a note and the draft of a postmortem.
async fn incident(t: &TestApp, responder: &Actor) {
    let mut new = NewIncident::named(TROUBLE, Status::Investigating, "Texts are slow.");
    new.touches.push(Touch {
        id: t.component("DUO3 / SMS Message Delivery").await,
        status: Some(ComponentStatus::DegradedPerformance),
    });
    let once = IdempotencyKey::new("token", "a key", b"a request");
    let opened = t.app.open_incident(responder, new, Some(&once)).await;
    let opened = opened.expect("opened");
    t.clock.advance_secs(300);
    let edit = UpdateEdit {
        body: Some("Texts are **slow**.".to_owned()),
        reason: Some("Said more clearly.".to_owned()),
        ..UpdateEdit::default()
    };
    let update = &opened.updates[0].id;
    let corrected = t
        .app
        .edit_update(responder, &opened.id, update, edit, None)
        .await;
    corrected.expect("corrected");
    let noted = t.app.add_note(responder, &opened.id, NOTE, None).await;
    noted.expect("noted");
    let saved = t
        .app
        .save_postmortem_draft(
            responder,
            &opened.id,
            "## What happened\n\nTexts waited.",
            None,
        )
        .await;
    saved.expect("saved");
}

/// A template and a logo.
async fn page(t: &TestApp, owner: &Actor) {
    let template = TemplateEdit {
        name: Some("Carrier trouble".to_owned()),
        title: Some("Trouble at a carrier".to_owned()),
        body: Some("A carrier has trouble.".to_owned()),
        update_status: Some(Some(Status::Identified)),
        ..TemplateEdit::default()
    };
    let made = t.app.create_template(owner, template, None).await;
    made.expect("made");
    let set = t
        .app
        .set_image(owner, ImageKind::LogoLight, LOGO.into())
        .await;
    set.expect("set");
}

/// A series of maintenances.
async fn series(t: &TestApp, owner: &Actor) {
    let new = NewSeries {
        rule: "FREQ=WEEKLY;BYDAY=TU".to_owned(),
        first_start: "2026-12-01T02:00".to_owned(),
        duration_secs: 3_600,
        template: Pattern {
            name: "Weekly upgrade".to_owned(),
            body: "We upgrade.".to_owned(),
            component_ids: vec![t.component("DUO2 / Admin Panel").await],
            plan: MaintenancePlan::default(),
            deliver_notifications: false,
        },
    };
    let scheduled = t.app.schedule_series(owner, new, None).await;
    scheduled.expect("scheduled");
}
