//! Two nodes, clocks that differ, crashes: each step once.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use candor::app::{OnDeletion, SeenVersions};
use candor::domain::{AuditEntry, JobKind, MaintenancePlan, Status};
use tokio::sync::watch;

use super::{HOUR, by_clock, daily, draft, due_at, job, maintenance, set_job, without_reminder};
use crate::support::TestApp;

/// How far the clock of the second node is ahead.
const SKEW: i64 = 5;

/// Two nodes on one database whose clocks differ.
async fn two() -> (TestApp, TestApp) {
    let a = TestApp::new().await;
    let b = TestApp::beside(&a).await;
    b.clock.advance_secs(SKEW);
    (a, b)
}

#[tokio::test]
async fn clocks_five_seconds_apart_take_each_step_once() {
    let (a, b) = two().await;
    let upgrade = maintenance(&a, "Upgrade", 2 * HOUR, HOUR, MaintenancePlan::automatic()).await;
    let late = maintenance(
        &b,
        "Patches",
        2 * HOUR - SKEW,
        2 * HOUR,
        MaintenancePlan::automatic(),
    )
    .await;
    draft(&b, "Calls fail", 2 * HOUR - SKEW).await;
    let series = daily(&a, "2026-11-24T17:00").await;
    let begun_at = a.now();
    let mut steps = 0;
    for moment in [HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR] {
        let ahead = moment - a.now().secs_since(begun_at) - SKEW - 1;
        for secs in std::iter::once(ahead).chain((0..2 * SKEW).map(|_| 1)) {
            a.clock.advance_secs(secs);
            b.clock.advance_secs(secs);
            let (by_a, by_b) = tokio::join!(a.app.run_due(), b.app.run_due());
            steps += by_a.expect("run") + by_b.expect("run");
        }
    }
    let done = by_clock(&a).await;
    let mut once = done.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), done.len(), "{done:?}");
    let count = |action: &str| done.iter().filter(|(one, _)| one == action).count();
    let counts = [
        "maintenance.remind",
        "maintenance.start",
        "maintenance.finish",
        "series.announce",
        "incident.create",
    ]
    .map(count);
    assert_eq!(counts, [2, 3, 3, 1, 1], "{done:?}");
    assert_eq!((done.len(), steps), (10, 10));
    for id in [&upgrade.id, &late.id] {
        let stored = a.stored(id).await;
        let said: Vec<Status> = stored.updates.iter().map(|one| one.status).collect();
        assert_eq!(
            said,
            [Status::Scheduled, Status::InProgress, Status::Completed]
        );
        let left = job(&a, JobKind::MakeTransition, id.as_str()).await;
        assert_eq!(left, None);
    }
    let ahead = a.app.list_occurrences(&a.owner(), &series.id).await;
    assert_eq!(ahead.expect("listed").len(), 10);
}

#[tokio::test]
async fn the_audit_log_is_cut_once_a_day_by_whichever_node_comes_first() {
    let (a, b) = two().await;
    let year = 365 * 24 * HOUR;
    let old = AuditEntry {
        at: a.now(),
        actor: "test".into(),
        door: "cli".into(),
        address: None,
        action: "test.entry".into(),
        subject: "x".into(),
        detail: "{}".into(),
    };
    let write = a.store.begin().await.expect("a write");
    write.commit_unseen(&old).await.expect("kept");
    for t in [&a, &b] {
        t.clock.advance_secs(4 * year);
    }
    let write = a.store.begin().await.expect("a write");
    let young = AuditEntry { at: a.now(), ..old };
    write.commit_unseen(&young).await.expect("kept");
    set_job(&a, JobKind::CutAuditLog, "audit", a.now()).await;
    for _ in 0..2 {
        let (by_a, by_b) = tokio::join!(a.app.run_due(), b.app.run_due());
        by_a.expect("run");
        by_b.expect("run");
    }
    let cuts = by_clock(&a).await;
    assert_eq!(cuts.len(), 1, "{cuts:?}");
    let next = due_at(&a, JobKind::CutAuditLog, "audit").await;
    let next = next.expect("it comes again").secs_since(a.now());
    assert!((24 * HOUR..=24 * HOUR + SKEW).contains(&next), "{next}");
}

#[tokio::test]
async fn a_server_plans_what_comes_every_day_and_the_next_one_leaves_it() {
    let t = TestApp::new().await;
    let (stop, stopped) = watch::channel(false);
    let mut live = t.store.reads().watch().await.expect("a watch");
    let ticking = tokio::spawn(t.app.clone().keep_time(stopped));
    let tomorrow = t.now().plus_secs(24 * HOUR);
    let planned = async {
        while due_at(&t, JobKind::CutAuditLog, "audit").await != Some(tomorrow) {
            live.changed().await.expect("connected");
        }
    };
    let limit = std::time::Duration::from_secs(10);
    tokio::time::timeout(limit, planned).await.expect("in time");
    stop.send_replace(true);
    ticking.await.expect("stopped");

    let again = TestApp::beside(&t).await;
    again.clock.advance_secs(HOUR);
    let (stop, stopped) = watch::channel(true);
    again.app.clone().keep_time(stopped).await;
    drop(stop);
    let kept = due_at(&again, JobKind::CutAuditLog, "audit").await;
    assert_eq!(kept, Some(tomorrow));
}

/// Polls a future so many times and gives it up then. Returns whether it ended before.
async fn poll_and_drop<F: Future>(future: F, most: usize) -> bool {
    let mut future = pin!(future);
    let mut polls = 0;
    poll_fn(|context| {
        if polls == most {
            return Poll::Ready(false);
        }
        polls += 1;
        future.as_mut().poll(context).map(|_| true)
    })
    .await
}

#[tokio::test]
async fn a_node_that_dies_anywhere_in_a_step_leaves_it_whole_or_to_the_next() {
    let a = TestApp::new().await;
    let b = TestApp::beside(&a).await;
    for polls in 0..60 {
        let maintenance = maintenance(&a, "Upgrade", 60, HOUR, without_reminder()).await;
        for t in [&a, &b] {
            t.clock.advance_secs(60);
        }
        let has_ended = poll_and_drop(Box::pin(a.app.run_due()), polls).await;
        b.app.run_due().await.expect("the other goes on");
        let begun = b.stored(&maintenance.id).await;
        assert_eq!(begun.updates.len(), 2, "after {polls} polls");
        assert_eq!(begun.status, Status::InProgress);
        let steps = by_clock(&b).await;
        let starts = steps
            .iter()
            .filter(|(_, of)| of == maintenance.id.as_str())
            .count();
        assert_eq!(starts, 1, "after {polls} polls");
        let next = due_at(&b, JobKind::MakeTransition, maintenance.id.as_str()).await;
        assert_eq!(next, begun.window.map(|window| window.ends_at));
        let (owner, left) = (b.owner(), OnDeletion::KeepStatuses);
        let gone = b
            .app
            .delete_incident(&owner, &maintenance.id, left, SeenVersions::default());
        gone.await.expect("deleted");
        let left = job(&b, JobKind::MakeTransition, maintenance.id.as_str()).await;
        assert_eq!(left, None);
        if has_ended {
            assert!(polls > 3, "a step takes more than {polls} polls");
            return;
        }
    }
    panic!("a step takes more polls than that");
}
