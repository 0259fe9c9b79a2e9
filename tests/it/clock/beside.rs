//! What came into the database without its job: from before there were jobs, from the release before, by an import.

use candor::domain::{JobKind, Status};

use super::{HOUR, daily, draft, due_at, job, maintenance, without_reminder};
use crate::support::TestApp;

#[tokio::test]
async fn a_database_from_before_there_were_jobs_gets_one_for_all_that_is_planned() {
    let old = TestApp::new().await;
    let upgrade = maintenance(&old, "Upgrade", HOUR, HOUR, without_reminder()).await;
    let by_hand = maintenance(
        &old,
        "By hand",
        HOUR,
        HOUR,
        candor::domain::MaintenancePlan::default(),
    )
    .await;
    let series = daily(&old, "2026-11-24T18:00").await;
    let planned = draft(&old, "Calls fail", HOUR).await;
    old.database
        .meddle("drop table jobs; delete from _sqlx_migrations where version = 12")
        .await;
    let t = TestApp::beside(&old).await;
    let in_an_hour = Some(t.now().plus_secs(HOUR));
    let due = async |kind, subject: &str| due_at(&t, kind, subject).await;
    let transition = JobKind::MakeTransition;
    assert_eq!(due(transition, upgrade.id.as_str()).await, in_an_hour);
    assert_eq!(due(transition, by_hand.id.as_str()).await, None);
    let kind = JobKind::AnnounceOccurrences;
    assert_eq!(due(kind, series.id.as_str()).await, series.due_at);
    let kind = JobKind::PublishDraft;
    assert_eq!(due(kind, planned.as_str()).await, in_an_hour);
    assert_eq!(t.app.reconcile_jobs().await.expect("looked"), 0);
    assert_eq!(t.pass(HOUR).await, 2);
}

#[tokio::test]
async fn what_the_release_before_plans_beside_it_is_done_all_the_same() {
    let t = TestApp::new().await;
    let early = maintenance(&t, "Early", HOUR, HOUR, without_reminder()).await;
    let late = maintenance(&t, "Late", 5 * HOUR, HOUR, without_reminder()).await;
    let planned = draft(&t, "Calls fail", HOUR).await;
    let found = async || t.app.reconcile_jobs().await.expect("looked");
    assert_eq!(found().await, 0);

    // Planned there: the columns are written, the jobs are not.
    t.database.meddle("delete from jobs").await;
    assert_eq!(found().await, 3);
    assert_eq!(found().await, 0);

    // Moved there to an earlier time.
    t.database
        .meddle("update jobs set due_at = (select max(due_at) from jobs)")
        .await;
    assert_eq!(found().await, 2);
    let in_an_hour = Some(t.now().plus_secs(HOUR));
    let due = async |id: &str| due_at(&t, JobKind::MakeTransition, id).await;
    assert_eq!(due(early.id.as_str()).await, in_an_hour);
    assert_eq!(
        due_at(&t, JobKind::PublishDraft, planned.as_str()).await,
        in_an_hour
    );

    // Moved there to a later time: the job finds nothing due, and follows.
    t.database
        .meddle("update jobs set due_at = (select min(due_at) from jobs)")
        .await;
    assert_eq!(found().await, 0);
    assert_eq!(t.pass(HOUR).await, 2);
    assert_eq!(t.stored(&late.id).await.status, Status::Scheduled);
    let starts_at = late.window.map(|window| window.starts_at);
    assert_eq!(due(late.id.as_str()).await, starts_at);

    // Begun and ended there by hand.
    t.database
        .meddle("update incidents set status = 'completed', due_at = null, is_open = false")
        .await;
    assert_eq!(t.pass(10 * HOUR).await, 0);
    for id in [&early.id, &late.id] {
        let left = job(&t, JobKind::MakeTransition, id.as_str()).await;
        assert_eq!(left, None);
    }
}

#[tokio::test]
async fn an_import_plans_what_the_clock_does_with_it() {
    let t = TestApp::demo().await;
    assert_eq!(t.app.reconcile_jobs().await.expect("looked"), 0);
    let mut read = t.store.read().await.expect("a read");
    let open = read.list_open_incidents().await.expect("listed");
    let mut planned = 0;
    for incident in &open {
        let job = read
            .find_job(JobKind::MakeTransition, incident.id.as_str())
            .await;
        let job = job.expect("asked").map(|job| job.due_at);
        assert_eq!(
            job,
            incident
                .next_due_transition(incident.created_at)
                .map(|(at, _)| at)
        );
        planned += usize::from(job.is_some());
    }
    assert!(planned > 0, "the demo plans a maintenance");
}
