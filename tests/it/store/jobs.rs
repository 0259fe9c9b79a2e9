//! Jobs as the store keeps them.

use candor::domain::{Job, JobKind, Ts};
use candor::store::Store;

use super::story::at;
use crate::support::TestDatabase;

const DRAFT: JobKind = JobKind::PublishDraft;

async fn next(store: &Store, kinds: &[JobKind]) -> Option<(String, Ts)> {
    let next = store.find_next_job(kinds).await.expect("asked");
    next.map(|job| (job.subject, job.due_at))
}

#[tokio::test]
async fn a_job_is_planned_moved_put_off_and_removed() {
    let database = TestDatabase::new().await;
    let store = database.open().await;
    assert_eq!(next(&store, JobKind::ALL).await, None);
    let mut write = store.begin().await.expect("a write");
    for (kind, subject, secs) in [
        (DRAFT, "late", 70),
        (DRAFT, "one", 60),
        (JobKind::MakeTransition, "one", 50),
    ] {
        write.set_job(kind, subject, at(secs)).await.expect("set");
    }
    write.commit_bookkeeping().await.expect("committed");
    assert_eq!(
        next(&store, JobKind::ALL).await,
        Some(("one".into(), at(50)))
    );
    // A kind that a program does not know holds up none that it knows.
    assert_eq!(next(&store, &[DRAFT]).await, Some(("one".into(), at(60))));
    assert_eq!(next(&store, &[]).await, None);

    let job = Job {
        kind: DRAFT,
        subject: "one".into(),
        due_at: at(60),
        tries: 0,
    };
    let mut write = store.begin().await.expect("a write");
    assert!(write.put_job_off(&job, at(65)).await.expect("put off"));
    assert!(!write.put_job_off(&job, at(90)).await.expect("asked"));
    let again = write.find_job(DRAFT, "one").await.expect("asked");
    let again = again.expect("there");
    assert_eq!((again.due_at, again.tries), (at(65), 1));
    assert!(write.put_job_off(&again, at(75)).await.expect("put off"));
    write
        .move_job(DRAFT, "late", Some(at(70)), Some(at(70)))
        .await
        .expect("left");
    write
        .move_job(DRAFT, "late", Some(at(70)), None)
        .await
        .expect("removed");
    write.commit_bookkeeping().await.expect("committed");
    assert_eq!(next(&store, &[DRAFT]).await, Some(("one".into(), at(75))));

    // If the job is planned anew, its failures are forgotten.
    let mut write = store.begin().await.expect("a write");
    write.set_job(DRAFT, "one", at(55)).await.expect("moved");
    let moved = write.find_job(DRAFT, "one").await.expect("asked");
    assert_eq!(moved.map(|job| job.tries), Some(0));
    write.delete_job(DRAFT, "one").await.expect("removed");
    write.delete_job(DRAFT, "one").await.expect("gone already");
    write.commit_bookkeeping().await.expect("committed");
    assert_eq!(next(&store, &[DRAFT]).await, None);
    assert!(next(&store, JobKind::ALL).await.is_some());
}
