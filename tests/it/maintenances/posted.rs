//! What the program posts is kept as a sentence; readers and programs get the words in which it was posted.

use candor::app::{
    Announcement, MaintenanceEdit, NewMaintenance, PageEdit, ScheduleEdit, Transition,
};
use candor::domain::{Incident, MaintenancePlan, Role, Status, Ts, Update};

use super::{HOUR, window};
use crate::support::{TestApp, values};

/// Returns the keys of the sentences of a maintenance's updates; `-` if somebody wrote the text.
fn keys(maintenance: &Incident) -> Vec<&'static str> {
    let key = |update: &Update| {
        let posted = update.body.posted.as_ref();
        posted.map_or("-", |posted| posted.sentence.key())
    };
    maintenance.updates.iter().map(key).collect()
}

async fn replan(t: &TestApp, maintenance: &Incident, starts_at: Option<Ts>, ends_at: Option<Ts>) {
    let edit = MaintenanceEdit {
        schedule: ScheduleEdit {
            starts_at,
            ends_at,
            ..ScheduleEdit::default()
        },
        ..MaintenanceEdit::default()
    };
    let owner = t.owner();
    let edited = t
        .app
        .edit_maintenance(&owner, &maintenance.id, edit, None, None);
    edited.await.expect("moved");
}

async fn step(t: &TestApp, maintenance: &Incident, way: Transition, body: Option<&str>) {
    let announcement = Announcement {
        body: body.map(str::to_owned),
        ..Announcement::default()
    };
    let owner = t.owner();
    let moved = t
        .app
        .move_maintenance(&owner, &maintenance.id, way, announcement, None, None);
    moved.await.expect("moved on");
}

/// A maintenance that nothing moves by itself.
async fn by_hand(t: &TestApp) -> Incident {
    let planned = NewMaintenance::planned("Upgrade", window(t, 2 * HOUR, HOUR), "Soon.");
    t.schedule(NewMaintenance {
        plan: MaintenancePlan::default(),
        ..planned
    })
    .await
}

#[tokio::test]
async fn what_the_clock_and_staff_post_without_a_text_is_kept_as_a_sentence() {
    let t = TestApp::new().await;
    let by_clock = t.planned("Upgrade", &[]).await;
    let by_hand = by_hand(&t).await;
    t.pass(HOUR).await;
    t.pass(HOUR).await;
    t.pass(HOUR).await;
    let stored = t.stored(&by_clock.id).await;
    assert_eq!(keys(&stored), ["-", "in-progress", "completed"]);

    let (starts_at, ends_at) = (t.now().plus_secs(HOUR), t.now().plus_secs(2 * HOUR));
    replan(&t, &by_hand, Some(starts_at), Some(ends_at)).await;
    replan(&t, &by_hand, None, Some(ends_at.plus_secs(1800))).await;
    replan(&t, &by_hand, None, Some(ends_at)).await;
    step(&t, &by_hand, Transition::Start, None).await;
    step(
        &t,
        &by_hand,
        Transition::Say(Status::Verifying),
        Some("We look."),
    )
    .await;
    step(&t, &by_hand, Transition::Finish, Some("Done at last.")).await;
    let stored = t.stored(&by_hand.id).await;
    let all = ["-", "moved", "longer", "shorter", "in-progress", "-", "-"];
    assert_eq!(keys(&stored), all);

    let cancelled = t.planned("Other", &[]).await;
    step(
        &t,
        &cancelled,
        Transition::Cancel,
        Some("The vendor is ill."),
    )
    .await;
    let stored = t.stored(&cancelled.id).await;
    assert_eq!(keys(&stored), ["-", "cancelled"]);
    let posted = stored.updates[1].body.posted.as_ref().expect("a sentence");
    assert_eq!(posted.own, "The vendor is ill.");
}

#[tokio::test]
async fn another_zone_of_the_page_changes_no_word_that_was_posted() {
    let t = TestApp::new().await;
    let maintenance = by_hand(&t).await;
    let ends_at = t.now().plus_secs(5 * HOUR);
    replan(&t, &maintenance, None, Some(ends_at)).await;
    let words = "This scheduled maintenance will take longer than planned. \
                 It is now planned for Nov 24, 17:00 – 20:00 UTC.";
    let v1 = t.token(Role::Viewer).await;
    let page = t.publication.edition().state.page.id.clone();
    let assert_told = async || {
        for path in [
            format!("/incidents/{}", maintenance.id),
            format!("/api/v2/incidents/{}.json", maintenance.id),
            "/api/v2/scheduled-maintenances.json".to_owned(),
            "/history.atom".to_owned(),
            "/history.rss".to_owned(),
            "/feed.json".to_owned(),
        ] {
            let shown = t.anyone().get(&path).await;
            assert!(shown.text().contains(words), "{path}: {}", shown.text());
        }
        let shown = v1
            .get(&format!("/v1/pages/{page}/incidents/{}", maintenance.id))
            .await;
        let body = &shown.json()["incident_updates"][0]["body"];
        assert_eq!(body, words);
    };
    assert_told().await;
    let edit = PageEdit {
        time_zone: Some("Asia/Tokyo".into()),
        ..PageEdit::default()
    };
    t.app.edit_page(&t.owner(), &edit).await.expect("another");
    let home = t.anyone().get("/").await;
    assert!(home.text().contains("Nov 25, 02:00 – 05:00"), "it is shown");
    assert_told().await;
}

#[tokio::test]
async fn a_form_saved_with_the_same_text_keeps_the_sentence_and_another_text_takes_it() {
    let t = TestApp::new().await;
    let maintenance = t.planned("Upgrade", &[]).await;
    step(
        &t,
        &maintenance,
        Transition::Cancel,
        Some("The vendor\nis ill."),
    )
    .await;
    let update = t.stored(&maintenance.id).await.updates[1].clone();
    t.clock.advance_secs(600);
    let staff = t.staff(Role::Responder).await;
    let path = format!(
        "/admin/incidents/{}/updates/{}/edit",
        maintenance.id, update.id
    );
    let save = async |body: &str, at: &str| {
        let page = staff.get(&path).await;
        let version = values(&page, "input[name=version]").remove(0);
        let fields = [
            ("version", version.as_str()),
            ("body", body),
            ("display_at", at),
        ];
        let saved = staff.post(&path, &fields).await;
        assert_eq!(saved.status(), 303, "{}", saved.text());
        t.stored(&maintenance.id).await.updates[1].clone()
    };
    // As browsers send line breaks.
    let sent = update.body.text.replace('\n', "\r\n");
    let saved = save(&sent, "2026-11-24T13:30").await;
    assert_ne!(saved.display_at, update.display_at);
    assert_eq!(saved.body, update.body);

    let saved = save("Off.", "2026-11-24T13:30").await;
    assert_eq!(
        (saved.body.text.as_str(), saved.body.posted),
        ("Off.", None)
    );
    let told = t
        .anyone()
        .get(&format!("/incidents/{}/corrections", maintenance.id))
        .await;
    for text in ["has been cancelled", "is ill.", "The text stayed the same."] {
        assert!(told.text().contains(text), "{text}");
    }
    let mut read = t.store.read().await.expect("a read");
    let kept = read
        .list_corrections(&maintenance.id)
        .await
        .expect("corrections");
    assert_eq!(kept.len(), 2);
    assert!(
        kept.iter()
            .all(|one| format!("{one:?}").contains("Cancelled"))
    );
}
