//! Maintenances that come again and again.

use candor::app::{Actor, Error, IdempotencyKey, MaintenanceEdit, NewSeries, PageEdit, Upcoming};
use candor::domain::{ComponentId, Incident, MaintenancePlan, Pattern, Role, Series, Status};
use candor::i18n::english;
use candor::zone::Zone;

use super::HOUR;
use crate::support::TestApp;

const DAY: i64 = 24 * HOUR;

fn series(rule: &str, first_start: &str, on: &[&ComponentId]) -> NewSeries {
    NewSeries {
        rule: rule.to_owned(),
        first_start: first_start.to_owned(),
        duration_secs: 2 * HOUR,
        template: Pattern {
            name: "Weekly patches".into(),
            body: "Short interruptions are possible.".into(),
            component_ids: on.iter().map(|id| (*id).clone()).collect(),
            plan: MaintenancePlan::automatic(),
            deliver_notifications: false,
        },
    }
}

async fn in_new_york() -> TestApp {
    let t = TestApp::new().await;
    in_zone(&t).await;
    t
}

async fn in_zone(t: &TestApp) {
    let edit = PageEdit {
        time_zone: Some("America/New_York".into()),
        ..PageEdit::default()
    };
    t.app.edit_page(&t.owner(), &edit).await.expect("edited");
}

async fn begin(t: &TestApp, new: NewSeries) -> Series {
    t.app
        .schedule_series(&t.owner(), new, None)
        .await
        .expect("the series begins")
}

async fn ahead(t: &TestApp, series: &Series) -> Vec<Incident> {
    t.app
        .list_occurrences(&t.owner(), &series.id)
        .await
        .expect("listed")
}

fn shown(list: &[Incident]) -> Vec<String> {
    let zone = Zone::find("America/New_York").expect("known");
    list.iter()
        .filter_map(|one| one.window)
        .map(|window| {
            english()
                .dates(&zone)
                .range_as_of(window.starts_at, window.ends_at, window.starts_at)
        })
        .collect()
}

#[tokio::test]
async fn occurrences_are_ordinary_maintenances_and_come_by_the_clock() {
    let t = in_new_york().await;
    let web = t.component("Website").await;
    let series = begin(
        &t,
        series("FREQ=WEEKLY;BYDAY=WE", "2026-11-25T02:30", &[&web]),
    )
    .await;
    let first = ahead(&t, &series).await;
    assert_eq!(first.len(), 9, "nothing further than 60 days");
    assert_eq!(shown(&first)[0], "Nov 25, 02:30 – 04:30 EST");
    assert_eq!(first[0].component_ids, [web]);
    assert!(!first[0].updates[0].details.deliver_notifications);
    assert_eq!(t.run_due().await, 0);

    // A week later one is over and another one is announced.
    let steps = t.pass(7 * DAY).await;
    assert!(steps >= 3, "{steps}");
    let later = ahead(&t, &series).await;
    assert_eq!(later.len(), 9);
    assert_eq!(later[..8], first[1..]);
    assert_eq!(t.stored(&first[0].id).await.status, Status::Completed);
    assert_eq!(t.run_due().await, 0);
}

#[tokio::test]
async fn a_night_keeps_its_time_of_day_in_march_and_november() {
    let t = in_new_york().await;
    // The test's clock stands in November 2026; the changes are on March 14 and November 7, 2027.
    let spring = begin(&t, series("FREQ=WEEKLY;COUNT=3", "2027-03-07T02:30", &[])).await;
    let autumn = begin(&t, series("FREQ=WEEKLY;COUNT=3", "2027-10-31T01:30", &[])).await;
    assert_eq!(
        shown(&ahead(&t, &spring).await).len(),
        1,
        "the next one exists"
    );
    t.pass(90 * DAY).await;
    assert_eq!(
        shown(&ahead(&t, &spring).await),
        [
            "Mar 7, 02:30 – 04:30 EST",
            "Mar 14, 03:30 – 05:30 EDT",
            "Mar 21, 02:30 – 04:30 EDT"
        ]
    );
    t.pass(235 * DAY).await;
    assert_eq!(
        shown(&ahead(&t, &autumn).await),
        [
            "Oct 31, 01:30 – 03:30 EDT",
            // Two hours of work, in which the clocks are set back once.
            "Nov 7, 01:30 EDT – 02:30 EST",
            "Nov 14, 01:30 – 03:30 EST"
        ]
    );
    t.pass(300 * DAY).await;
    for series in t.app.list_series(&t.owner()).await.expect("listed") {
        assert_eq!(series.due_at, None, "nothing is left to do");
        assert!(ahead(&t, &series).await.is_empty());
    }
}

#[tokio::test]
async fn at_most_ten_are_ahead_and_the_next_one_always_is() {
    let t = TestApp::new().await;
    let daily = begin(&t, series("FREQ=DAILY", "2026-11-25T02:00", &[])).await;
    let yearly = begin(&t, series("FREQ=YEARLY", "2027-11-25T02:00", &[])).await;
    for _ in 0..3 {
        assert_eq!(ahead(&t, &daily).await.len(), 10);
        assert_eq!(ahead(&t, &yearly).await.len(), 1);
        t.pass(DAY).await;
    }
    // A month in which nothing ran: what passed unannounced is left out.
    t.pass(30 * DAY).await;
    let list = ahead(&t, &daily).await;
    assert_eq!(list.len(), 10);
    assert!(
        list.iter()
            .all(|one| one.window.is_some_and(|window| window.starts_at > t.now()))
    );
}

#[tokio::test]
async fn two_nodes_announce_each_occurrence_once() {
    let a = TestApp::new().await;
    let b = TestApp::beside(&a).await;
    let series = begin(&a, series("FREQ=DAILY", "2026-11-25T02:00", &[])).await;
    for _ in 0..4 {
        a.clock.advance_secs(DAY);
        b.clock.advance_secs(DAY);
        let (by_a, by_b) = tokio::join!(a.app.run_due(), b.app.run_due());
        by_a.expect("done");
        by_b.expect("done");
    }
    let starts: Vec<_> = ahead(&b, &series)
        .await
        .iter()
        .filter_map(|one| one.plan.occurrence.as_ref().map(|of| of.starts_at))
        .collect();
    assert_eq!(starts.len(), 10);
    assert!(
        starts
            .windows(2)
            .all(|pair| pair[1].secs_since(pair[0]) == DAY)
    );
}

#[tokio::test]
async fn one_that_was_deleted_does_not_come_back() {
    let t = TestApp::new().await;
    let series = begin(&t, series("FREQ=DAILY", "2026-11-25T02:00", &[])).await;
    let gone = ahead(&t, &series).await.remove(3);
    t.app
        .delete_incident(
            &t.owner(),
            &gone.id,
            candor::app::OnDeletion::KeepStatuses,
            candor::app::SeenVersions::default(),
        )
        .await
        .expect("deleted");
    t.pass(DAY).await;
    let list = ahead(&t, &series).await;
    assert_eq!(list.len(), 10);
    assert!(list.iter().all(|one| one.window != gone.window));
}

#[tokio::test]
async fn ending_cancels_what_nobody_changed_or_keeps_it() {
    for (upcoming, left) in [(Upcoming::Keep, 10), (Upcoming::Cancel, 1)] {
        let t = TestApp::new().await;
        let series = begin(&t, series("FREQ=DAILY", "2026-11-25T02:00", &[])).await;
        let own = ahead(&t, &series).await.remove(2);
        let edit = MaintenanceEdit {
            name: Some("The large one".into()),
            ..MaintenanceEdit::default()
        };
        t.clock.advance_secs(60);
        t.app
            .edit_maintenance(&t.owner(), &own.id, edit, None, None)
            .await
            .expect("edited");
        for _ in 0..2 {
            let ended = t
                .app
                .end_series(&t.owner(), &series.id, upcoming, false)
                .await
                .expect("ended");
            assert!(ended.ended_at.is_some() && ended.due_at.is_none());
            let list = ahead(&t, &series).await;
            assert_eq!(list.len(), left);
            assert!(list.iter().any(|one| one.name == "The large one"));
        }
        t.pass(100 * DAY).await;
        assert!(ahead(&t, &series).await.is_empty());
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_by_field() {
    let t = TestApp::new().await;
    let daily = || series("FREQ=DAILY", "2026-11-25T02:00", &[]);
    let unknown = ComponentId::parse("n0ne").expect("an id");
    for (new, field) in [
        (series("FREQ=SECONDLY", "2026-11-25T02:00", &[]), "rrule"),
        (
            series("FREQ=DAILY;BYHOUR=1,2", "2026-11-25T02:00", &[]),
            "rrule",
        ),
        (
            series(
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "2026-11-25T02:00",
                &[],
            ),
            "rrule",
        ),
        (
            series("FREQ=DAILY;COUNT=2", "2020-11-25T02:00", &[]),
            "rrule",
        ),
        (series("FREQ=DAILY", "soon", &[]), "scheduled_for"),
        (
            NewSeries {
                duration_secs: 0,
                ..daily()
            },
            "scheduled_until",
        ),
        (
            NewSeries {
                duration_secs: DAY + 1,
                ..daily()
            },
            "scheduled_until",
        ),
        (
            series("FREQ=DAILY", "2026-11-25T02:00", &[&unknown]),
            "components",
        ),
        (
            NewSeries {
                template: Pattern {
                    name: String::new(),
                    ..daily().template
                },
                ..daily()
            },
            "name",
        ),
    ] {
        match t.app.schedule_series(&t.owner(), new, None).await {
            Err(Error::Invalid(errors)) => {
                assert!(errors.iter().any(|(name, _)| name == field), "{errors:?}");
            }
            other => panic!("{field}: {other:?}"),
        }
    }
    assert!(
        t.app
            .list_series(&t.owner())
            .await
            .expect("listed")
            .is_empty()
    );
}

#[tokio::test]
async fn a_series_is_made_once_under_a_key_and_by_who_may() {
    let t = TestApp::new().await;
    let new = series("FREQ=DAILY", "2026-11-25T02:00", &[]);
    let once = IdempotencyKey::new("browser", "key", b"form");
    let who = Actor::token("test", "t1", Role::Responder);
    let mut ids = Vec::new();
    for _ in 0..2 {
        let made = t.app.schedule_series(&who, new.clone(), Some(&once)).await;
        ids.push(made.expect("made").id);
    }
    assert_eq!(ids[0], ids[1]);
    let viewer = Actor::token("test", "t2", Role::Viewer);
    let denied = t.app.schedule_series(&viewer, new, None).await;
    assert!(matches!(denied, Err(Error::Denied { .. })));
    let denied = t
        .app
        .end_series(&viewer, &ids[0], Upcoming::Keep, false)
        .await;
    assert!(matches!(denied, Err(Error::Denied { .. })));
    assert_eq!(t.app.list_series(&viewer).await.expect("listed").len(), 1);
}
