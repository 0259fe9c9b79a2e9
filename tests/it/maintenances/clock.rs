//! What the clock does with maintenances: each step at its moment, in order, once.

use candor::app::NewMaintenance;
use candor::domain::{ComponentStatus, MaintenancePlan, Status};
use tokio::sync::watch;

use super::{HOUR, naming, statuses, window};
use crate::support::TestApp;

const DUE: &str = "clock clock maintenance.";

#[tokio::test]
async fn the_clock_reminds_starts_and_finishes() {
    let t = TestApp::new().await;
    let phone = t.component("DUO7 / Phone Call Delivery").await;
    let maintenance = t.planned("Database upgrade", &[&phone]).await;
    assert_eq!(t.run_due().await, 0);
    assert_eq!(t.pass(HOUR - 1).await, 0, "a second before");

    assert_eq!(t.pass(1).await, 1);
    let reminded = t.stored(&maintenance.id).await;
    assert_eq!(reminded.plan.reminded_at, Some(t.now()));
    assert_eq!(statuses(&reminded), [Status::Scheduled], "it is no update");
    assert_eq!(reminded.updated_at, maintenance.updated_at);
    assert_eq!(t.run_due().await, 0);

    assert_eq!(t.pass(HOUR).await, 1);
    let begun = t.stored(&maintenance.id).await;
    let said = begun.updates.last().expect("an update");
    assert_eq!(said.status, Status::InProgress);
    assert_eq!(
        said.body.text,
        "Scheduled maintenance is currently in progress. We will provide updates as necessary."
    );
    assert_eq!((said.display_at, said.created_at), (t.now(), t.now()));
    assert_eq!(t.status_of(&phone).await, ComponentStatus::UnderMaintenance);

    assert_eq!(t.pass(HOUR).await, 1);
    let over = t.stored(&maintenance.id).await;
    let said = over.updates.last().expect("an update");
    assert_eq!(
        said.body.text,
        "The scheduled maintenance has been completed."
    );
    assert_eq!(over.resolved_at, Some(t.now()));
    assert_eq!(t.status_of(&phone).await, ComponentStatus::Operational);
    assert_eq!(t.pass(100 * HOUR).await, 0);
    let by_clock: Vec<String> = t.audit().await;
    let by_clock: Vec<&str> = by_clock
        .iter()
        .filter_map(|line| line.strip_prefix(DUE))
        .map(|line| line.split(' ').next().unwrap_or_default())
        .collect();
    assert_eq!(by_clock, ["finish", "start", "remind"]);
}

#[tokio::test]
async fn nothing_happens_by_itself_that_nobody_asked_for() {
    let t = TestApp::new().await;
    let web = t.component("Website").await;
    let maintenance = t
        .schedule(NewMaintenance {
            plan: MaintenancePlan::default(),
            touches: naming(&[&web]),
            ..NewMaintenance::planned("By hand", window(&t, HOUR, HOUR), "")
        })
        .await;
    assert_eq!(t.pass(10 * HOUR).await, 0);
    assert_eq!(t.stored(&maintenance.id).await, maintenance);

    // Begins by itself, touches nothing, tells nobody, and does not end.
    let maintenance = t
        .schedule(NewMaintenance {
            plan: MaintenancePlan {
                auto_start: true,
                notify_at_start: Some(false),
                ..MaintenancePlan::default()
            },
            touches: naming(&[&web]),
            ..NewMaintenance::planned("Half by hand", window(&t, HOUR, HOUR), "")
        })
        .await;
    assert_eq!(t.pass(10 * HOUR).await, 1);
    let begun = t.stored(&maintenance.id).await;
    assert_eq!(begun.status, Status::InProgress);
    assert!(!begun.updates[1].details.deliver_notifications);
    assert_eq!(t.status_of(&web).await, ComponentStatus::Operational);

    // The clock does not end a maintenance that nobody began: "completed" would be untrue.
    let maintenance = t
        .schedule(NewMaintenance {
            plan: MaintenancePlan {
                auto_finish: true,
                remind_prior: true,
                ..MaintenancePlan::default()
            },
            ..NewMaintenance::planned("Never begun", window(&t, 2 * HOUR, HOUR), "")
        })
        .await;
    assert_eq!(t.pass(10 * HOUR).await, 1, "the reminder is passed over");
    assert_eq!(t.pass(10 * HOUR).await, 0);
    let still = t.stored(&maintenance.id).await;
    assert_eq!(
        (still.status, still.plan.reminded_at),
        (Status::Scheduled, None)
    );
}

#[tokio::test]
async fn what_was_slept_over_is_done_in_its_order_in_one_run() {
    let t = TestApp::new().await;
    let web = t.component("Website").await;
    let first = t.planned("First", &[&web]).await;
    let second = t
        .schedule(NewMaintenance {
            touches: naming(&[&web]),
            ..NewMaintenance::planned("Second", window(&t, 3 * HOUR, 100 * HOUR), "")
        })
        .await;
    assert_eq!(t.pass(50 * HOUR).await, 3);
    let first = t.stored(&first.id).await;
    assert_eq!(
        statuses(&first),
        [Status::Scheduled, Status::InProgress, Status::Completed]
    );
    assert_eq!(first.plan.reminded_at, None, "too late to prepare");
    for update in &first.updates[1..] {
        assert_eq!(update.display_at, t.now(), "times are true");
    }
    assert_eq!(t.stored(&second.id).await.status, Status::InProgress);
    assert_eq!(t.status_of(&web).await, ComponentStatus::UnderMaintenance);
    let json = t.anyone().get("/api/v2/status.json").await.json();
    assert_eq!(json["status"]["indicator"], "maintenance");
}

#[tokio::test]
async fn two_nodes_do_each_step_once() {
    let a = TestApp::new().await;
    let b = TestApp::beside(&a).await;
    let web = a.component("Website").await;
    let mut ids = Vec::new();
    for number in 0..5 {
        ids.push(a.planned(&format!("Number {number}"), &[&web]).await.id);
    }
    for (step, secs) in [HOUR, HOUR, HOUR].into_iter().enumerate() {
        a.clock.advance_secs(secs);
        b.clock.advance_secs(secs);
        let (by_a, by_b) = tokio::join!(a.app.run_due(), b.app.run_due());
        let done = by_a.expect("done") + by_b.expect("done");
        assert_eq!(done, 5, "step {step}");
    }
    for id in &ids {
        assert_eq!(
            statuses(&b.stored(id).await),
            [Status::Scheduled, Status::InProgress, Status::Completed]
        );
    }
    assert_eq!(a.status_of(&web).await, ComponentStatus::Operational);
    let steps = a.audit().await;
    assert_eq!(
        steps.iter().filter(|line| line.starts_with(DUE)).count(),
        15
    );
}

#[tokio::test]
async fn a_restart_between_the_steps_changes_nothing() {
    let t = TestApp::new().await;
    let maintenance = t.planned("Upgrade", &[]).await;
    assert_eq!(t.pass(2 * HOUR).await, 1);
    let again = TestApp::beside(&t).await;
    again.clock.advance_secs(2 * HOUR);
    assert_eq!(again.run_due().await, 0, "it has begun already");
    assert_eq!(again.pass(5 * HOUR).await, 1);
    assert_eq!(
        again.stored(&maintenance.id).await.status,
        Status::Completed
    );
}

#[tokio::test]
async fn an_outage_of_another_incident_is_neither_hidden_nor_relieved() {
    let t = TestApp::new().await;
    let phone = t.component("DUO7 / Phone Call Delivery").await;
    let push = t.component("DUO7 / Push").await;
    t.planned("Upgrade", &[&phone, &push]).await;
    let outage = t
        .incident("Calls do not arrive")
        .on("DUO7 / Phone Call Delivery")
        .open()
        .await;
    t.pass(2 * HOUR).await;
    assert_eq!(t.status_of(&phone).await, ComponentStatus::MajorOutage);
    assert_eq!(t.status_of(&push).await, ComponentStatus::UnderMaintenance);
    t.pass(HOUR).await;
    assert_eq!(t.status_of(&phone).await, ComponentStatus::MajorOutage);
    assert_eq!(t.status_of(&push).await, ComponentStatus::Operational);
    assert!(outage.is_open());
}

#[tokio::test]
async fn a_component_that_is_gone_by_then_is_passed_over() {
    let t = TestApp::new().await;
    let (web, api) = (t.component("Website").await, t.component("API").await);
    t.planned("Upgrade", &[&web, &api]).await;
    t.app
        .delete_component(&t.owner(), &web)
        .await
        .expect("deleted");
    assert_eq!(t.pass(2 * HOUR).await, 1);
    assert_eq!(t.pass(HOUR).await, 1);
    assert_eq!(t.status_of(&api).await, ComponentStatus::Operational);
}

#[tokio::test]
async fn the_task_of_a_server_runs_what_is_due_and_stops() {
    let t = TestApp::new().await;
    let maintenance = t.planned("Upgrade", &[]).await;
    let (stop, stopped) = watch::channel(false);
    t.clock.advance_secs(2 * HOUR);
    let mut live = t.store.reads().watch().await.expect("a watch");
    let ticking = tokio::spawn(t.app.clone().keep_time(stopped));
    let begun = async {
        while t.stored(&maintenance.id).await.status != Status::InProgress {
            live.changed().await.expect("connected");
        }
    };
    let limit = std::time::Duration::from_secs(10);
    tokio::time::timeout(limit, begun).await.expect("in time");
    stop.send_replace(true);
    tokio::time::timeout(limit, ticking)
        .await
        .expect("in time")
        .expect("no panic");
}
