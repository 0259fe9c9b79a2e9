//! Planning, moving, extending, starting, finishing and cancelling by hand.

use candor::app::{
    Actor, Announcement, Error, IdempotencyKey, IncidentEdit, MaintenanceEdit, NewMaintenance,
    ScheduleEdit, Transition, version,
};
use candor::domain::{ComponentStatus, Incident, MaintenancePlan, Role, Status, Window};
use candor::i18n::english;

use super::{HOUR, naming, statuses, window};
use crate::support::TestApp;

async fn edit(
    t: &TestApp,
    maintenance: &Incident,
    schedule: ScheduleEdit,
) -> Result<Incident, Error> {
    let edit = MaintenanceEdit {
        schedule,
        ..MaintenanceEdit::default()
    };
    t.app
        .edit_maintenance(&t.owner(), &maintenance.id, edit, None, None)
        .await
}

fn problems(refused: Result<Incident, Error>) -> String {
    match refused {
        Err(Error::Invalid(errors)) => errors
            .iter()
            .map(|(field, problem)| format!("{field} {}", english().problem(problem)))
            .collect::<Vec<_>>()
            .join("; "),
        other => panic!("{other:?}"),
    }
}

fn last_word(maintenance: &Incident) -> &str {
    &maintenance.updates.last().expect("an update").body.text
}

#[tokio::test]
async fn a_new_time_is_announced_and_the_clock_follows_it() {
    let t = TestApp::new().await;
    let maintenance = t.planned("Upgrade", &[]).await;
    t.pass(HOUR).await;
    let moved = edit(
        &t,
        &maintenance,
        ScheduleEdit {
            starts_at: Some(t.now().plus_secs(10 * HOUR)),
            ends_at: Some(t.now().plus_secs(11 * HOUR)),
            ..ScheduleEdit::default()
        },
    )
    .await
    .expect("moved");
    assert_eq!(
        last_word(&moved),
        "This scheduled maintenance has been rescheduled. It is now planned for Nov 25, 02:00 – 03:00 UTC."
    );
    assert_eq!(moved.plan.reminded_at, None, "there is a reminder again");
    assert_eq!(t.pass(9 * HOUR).await, 1);
    assert!(t.stored(&maintenance.id).await.plan.reminded_at.is_some());
    assert_eq!(t.pass(HOUR).await, 1);
    assert_eq!(t.stored(&maintenance.id).await.status, Status::InProgress);
}

#[tokio::test]
async fn one_under_way_is_extended_and_ends_later() {
    let t = TestApp::new().await;
    let maintenance = t.planned("Upgrade", &[]).await;
    t.pass(2 * HOUR).await;
    let until = t.now().plus_secs(3 * HOUR);
    let longer = ScheduleEdit {
        ends_at: Some(until),
        ..ScheduleEdit::default()
    };
    let extended = edit(&t, &maintenance, longer.clone())
        .await
        .expect("extended");
    assert_eq!(
        last_word(&extended),
        "This scheduled maintenance will take longer than planned. It is now planned for Nov 24, 17:00 – 20:00 UTC."
    );
    assert_eq!(extended.status, Status::InProgress);
    let again = edit(&t, &maintenance, longer)
        .await
        .expect("twice is harmless");
    assert_eq!(again, extended);
    assert_eq!(t.pass(HOUR).await, 0);
    assert_eq!(t.pass(2 * HOUR).await, 1);
    assert_eq!(t.stored(&maintenance.id).await.status, Status::Completed);
}

#[tokio::test]
async fn a_text_of_the_callers_stands_in_place_of_ours() {
    let t = TestApp::new().await;
    let maintenance = t.planned("Upgrade", &[]).await;
    let change = MaintenanceEdit {
        name: Some("Larger upgrade".into()),
        body: Some("The parts come tomorrow.".into()),
        schedule: ScheduleEdit {
            ends_at: maintenance
                .window
                .map(|window| window.ends_at.plus_secs(HOUR)),
            auto_finish: Some(false),
            ..ScheduleEdit::default()
        },
        deliver_notifications: Some(false),
    };
    let seen = version(&maintenance);
    let changed = t
        .app
        .edit_maintenance(
            &t.owner(),
            &maintenance.id,
            change.clone(),
            Some(&seen),
            None,
        )
        .await
        .expect("changed");
    assert_eq!(last_word(&changed), "The parts come tomorrow.");
    assert_eq!(statuses(&changed), [Status::Scheduled, Status::Scheduled]);
    assert!(!changed.updates[1].details.deliver_notifications);
    assert!(!changed.plan.auto_finish && changed.plan.auto_start);
    let stale = t
        .app
        .edit_maintenance(&t.owner(), &maintenance.id, change, Some(&seen), None)
        .await;
    assert!(matches!(stale, Err(Error::Stale)));
}

#[tokio::test]
async fn components_are_exchanged_until_it_begins() {
    let t = TestApp::new().await;
    let (web, api) = (t.component("Website").await, t.component("API").await);
    let maintenance = t.planned("Upgrade", &[&web]).await;
    let naming = |ids: &[&candor::domain::ComponentId]| ScheduleEdit {
        component_ids: Some(ids.iter().map(|id| (*id).clone()).collect()),
        ..ScheduleEdit::default()
    };
    let changed = edit(&t, &maintenance, naming(&[&api, &api]))
        .await
        .expect("changed");
    assert_eq!(changed.component_ids, std::slice::from_ref(&api));
    assert_eq!(changed.updates.len(), 1, "no word is needed");
    t.pass(2 * HOUR).await;
    assert_eq!(t.status_of(&web).await, ComponentStatus::Operational);
    assert_eq!(t.status_of(&api).await, ComponentStatus::UnderMaintenance);
    let taken = problems(edit(&t, &maintenance, naming(&[&web])).await);
    assert_eq!(taken, "components can't be taken away: it has begun");
    edit(&t, &maintenance, naming(&[&api, &web]))
        .await
        .expect("added");
    let unknown = candor::domain::ComponentId::parse("n0ne").expect("an id");
    problems(edit(&t, &maintenance, naming(&[&api, &web, &unknown])).await);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_by_field() {
    let t = TestApp::new().await;
    let maintenance = t.planned("Upgrade", &[]).await;
    let ends = |secs: i64| ScheduleEdit {
        ends_at: Some(t.now().plus_secs(secs)),
        ..ScheduleEdit::default()
    };
    let after = "scheduled_until must be after scheduled_for";
    assert_eq!(
        problems(edit(&t, &maintenance, ends(2 * HOUR)).await),
        after
    );
    let past = ScheduleEdit {
        starts_at: Some(t.now().plus_secs(-2 * HOUR)),
        ..ends(-HOUR)
    };
    assert_eq!(
        problems(edit(&t, &maintenance, past).await),
        "scheduled_until can't be in the past"
    );
    let new = |name: &str, window: Window| NewMaintenance::planned(name, window, "");
    for (new, text) in [
        (new(" ", window(&t, HOUR, HOUR)), "name can't be blank"),
        (new("x", window(&t, HOUR, 0)), after),
        (
            new("x", window(&t, -2 * HOUR, HOUR)),
            "scheduled_until can't be in the past",
        ),
        (
            NewMaintenance {
                status: Status::Investigating,
                ..new("x", window(&t, HOUR, HOUR))
            },
            "status can't be investigating for a maintenance",
        ),
    ] {
        let refused = t.app.schedule_maintenance(&t.owner(), new, None).await;
        assert_eq!(problems(refused), text);
    }
    t.pass(2 * HOUR).await;
    let start = ScheduleEdit {
        starts_at: Some(t.now().plus_secs(60)),
        ..ScheduleEdit::default()
    };
    assert_eq!(
        problems(edit(&t, &maintenance, start).await),
        "scheduled_for can't be changed: it has begun"
    );
    t.pass(2 * HOUR).await;
    assert_eq!(
        problems(edit(&t, &maintenance, ends(9 * HOUR)).await),
        "scheduled_until can't be changed: it is over"
    );
}

#[tokio::test]
async fn it_is_started_early_and_finished_early() {
    let t = TestApp::new().await;
    let web = t.component("Website").await;
    let maintenance = t
        .schedule(NewMaintenance {
            plan: MaintenancePlan {
                auto_start: true,
                auto_finish: true,
                ..MaintenancePlan::default()
            },
            touches: naming(&[&web]),
            ..NewMaintenance::planned("Upgrade", window(&t, HOUR, HOUR), "")
        })
        .await;
    let app = &t.app;
    let who = t.owner();
    let early = app.move_maintenance(
        &who,
        &maintenance.id,
        Transition::Finish,
        Announcement::default(),
        None,
        None,
    );
    assert!(matches!(early.await, Err(Error::Conflict(_))));
    for _ in 0..2 {
        let begun = app
            .move_maintenance(
                &who,
                &maintenance.id,
                Transition::Start,
                Announcement::default(),
                None,
                None,
            )
            .await
            .expect("started");
        assert_eq!(statuses(&begun), [Status::Scheduled, Status::InProgress]);
        assert_eq!(t.status_of(&web).await, ComponentStatus::UnderMaintenance);
    }
    assert_eq!(t.pass(HOUR).await, 0, "it has begun already");
    let announcement = Announcement {
        body: Some("Sooner than we thought.".into()),
        deliver_notifications: Some(false),
    };
    for _ in 0..2 {
        let over = app
            .move_maintenance(
                &who,
                &maintenance.id,
                Transition::Finish,
                announcement.clone(),
                None,
                None,
            )
            .await
            .expect("finished");
        assert_eq!(over.updates.len(), 3);
        assert_eq!(last_word(&over), "Sooner than we thought.");
        assert_eq!(t.status_of(&web).await, ComponentStatus::Operational);
    }
    assert_eq!(t.pass(10 * HOUR).await, 0);
    let late = app.move_maintenance(
        &who,
        &maintenance.id,
        Transition::Start,
        Announcement::default(),
        None,
        None,
    );
    assert!(matches!(late.await, Err(Error::Conflict(_))));
}

#[tokio::test]
async fn one_that_is_cancelled_never_was() {
    let t = TestApp::new().await;
    let web = t.component("Website").await;
    let maintenance = t.planned("Upgrade", &[&web]).await;
    let announcement = Announcement {
        body: Some("The vendor is ill.".into()),
        ..Announcement::default()
    };
    for _ in 0..2 {
        let gone = t
            .app
            .move_maintenance(
                &t.owner(),
                &maintenance.id,
                Transition::Cancel,
                announcement.clone(),
                None,
                None,
            )
            .await
            .expect("cancelled");
        assert_eq!(statuses(&gone), [Status::Scheduled, Status::Completed]);
        assert!(gone.is_cancelled());
        assert_eq!(
            last_word(&gone),
            "This scheduled maintenance has been cancelled and will not take place.\n\nThe vendor is ill."
        );
    }
    assert_eq!(t.pass(10 * HOUR).await, 0);
    assert_eq!(t.status_of(&web).await, ComponentStatus::Operational);
    let stored = t.stored(&maintenance.id).await;
    assert!(stored.is_cancelled());

    let begun = t.planned("Other", &[]).await;
    t.pass(2 * HOUR).await;
    let refused = t
        .app
        .move_maintenance(
            &t.owner(),
            &begun.id,
            Transition::Cancel,
            Announcement::default(),
            None,
            None,
        )
        .await;
    assert!(matches!(refused, Err(Error::Conflict(_))));
}

#[tokio::test]
async fn updates_go_forward() {
    let t = TestApp::new().await;
    let maintenance = t.planned("Upgrade", &[]).await;
    let post = async |status: Status| {
        let edit = IncidentEdit {
            status: Some(status),
            body: Some("A word.".into()),
            ..IncidentEdit::default()
        };
        t.app
            .edit_incident(&t.owner(), &maintenance.id, edit, None, None)
            .await
    };
    for status in [
        Status::Scheduled,
        Status::InProgress,
        Status::Verifying,
        Status::InProgress,
    ] {
        assert_eq!(post(status).await.expect("fits").status, status);
    }
    assert_eq!(
        problems(post(Status::Scheduled).await),
        "status can't be scheduled after in_progress"
    );
    post(Status::Completed).await.expect("fits");
    post(Status::Completed).await.expect("a word afterwards");
    assert_eq!(
        problems(post(Status::InProgress).await),
        "status can't be in_progress after completed"
    );
}

#[tokio::test]
async fn what_is_asked_twice_under_one_key_is_made_once() {
    let t = TestApp::new().await;
    let new = NewMaintenance::planned("Upgrade", window(&t, HOUR, HOUR), "");
    let once = IdempotencyKey::new("browser", "key", b"form");
    let mut ids = Vec::new();
    for _ in 0..2 {
        let made = t
            .app
            .schedule_maintenance(&t.owner(), new.clone(), Some(&once))
            .await
            .expect("scheduled");
        ids.push(made.id);
    }
    assert_eq!(ids[0], ids[1]);
}

#[tokio::test]
async fn conflicts_are_named_with_what_is_shared() {
    let t = TestApp::new().await;
    let (web, api) = (t.component("Website").await, t.component("API").await);
    let maintenance = t.planned("Upgrade", &[&web, &api]).await;
    let planned = maintenance.window.expect("a window");
    let find =
        async |window: Window, ids: &[&candor::domain::ComponentId], but: Option<&Incident>| {
            let ids: Vec<_> = ids.iter().map(|id| (*id).clone()).collect();
            let but = but.map(|one| &one.id);
            t.app
                .conflicts(&t.owner(), window, &ids, but)
                .await
                .expect("asked")
        };
    let found = find(planned, &[&api], None).await;
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].name.as_str(), found[0].window),
        ("Upgrade", planned)
    );
    assert_eq!(found[0].component_ids, std::slice::from_ref(&api));
    assert!(find(planned, &[&api], Some(&maintenance)).await.is_empty());
    assert!(find(planned, &[], None).await.is_empty());
    let next = Window {
        starts_at: planned.ends_at,
        ends_at: planned.ends_at.plus_secs(HOUR),
    };
    assert!(
        find(next, &[&web], None).await.is_empty(),
        "one after the other"
    );
    t.pass(2 * HOUR).await;
    edit(
        &t,
        &maintenance,
        ScheduleEdit {
            auto_finish: Some(false),
            ..ScheduleEdit::default()
        },
    )
    .await
    .expect("changed");
    t.pass(2 * HOUR).await;
    assert_eq!(
        find(next, &[&web], None).await.len(),
        1,
        "it is not over yet"
    );
    let announcement = Announcement::default();
    t.app
        .move_maintenance(
            &t.owner(),
            &maintenance.id,
            Transition::Finish,
            announcement,
            None,
            None,
        )
        .await
        .expect("finished");
    assert!(find(next, &[&web], None).await.is_empty());
}

#[tokio::test]
async fn a_responder_may_and_a_viewer_may_not() {
    let t = TestApp::new().await;
    let maintenance = t.planned("Upgrade", &[]).await;
    let viewer = Actor::token("test", "t1", Role::Viewer);
    let responder = Actor::token("test", "t2", Role::Responder);
    let new = NewMaintenance::planned("x", window(&t, HOUR, HOUR), "");
    let announcement = Announcement::default;
    let change = MaintenanceEdit::default;
    let denied = [
        t.app.schedule_maintenance(&viewer, new.clone(), None).await,
        t.app
            .edit_maintenance(&viewer, &maintenance.id, change(), None, None)
            .await,
        t.app
            .move_maintenance(
                &viewer,
                &maintenance.id,
                Transition::Start,
                announcement(),
                None,
                None,
            )
            .await,
        t.app
            .move_maintenance(
                &viewer,
                &maintenance.id,
                Transition::Finish,
                announcement(),
                None,
                None,
            )
            .await,
        t.app
            .move_maintenance(
                &viewer,
                &maintenance.id,
                Transition::Cancel,
                announcement(),
                None,
                None,
            )
            .await,
    ];
    for result in denied {
        assert!(matches!(result, Err(Error::Denied { .. })));
    }
    let (app, id) = (&t.app, &maintenance.id);
    assert!(
        app.schedule_maintenance(&responder, new, None)
            .await
            .is_ok()
    );
    assert!(
        app.edit_maintenance(&responder, id, change(), None, None)
            .await
            .is_ok()
    );
    assert!(
        app.move_maintenance(
            &responder,
            id,
            Transition::Start,
            announcement(),
            None,
            None
        )
        .await
        .is_ok()
    );
    assert!(
        app.move_maintenance(
            &responder,
            id,
            Transition::Finish,
            announcement(),
            None,
            None
        )
        .await
        .is_ok()
    );
    let window = window(&t, HOUR, HOUR);
    assert!(app.conflicts(&viewer, window, &[], None).await.is_ok());
    let other = t.incident("Trouble").open().await;
    let wrong = app
        .move_maintenance(
            &responder,
            &other.id,
            Transition::Start,
            announcement(),
            None,
            None,
        )
        .await;
    assert!(matches!(wrong, Err(Error::NotFound)));
}
