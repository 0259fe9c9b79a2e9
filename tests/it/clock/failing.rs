//! Jobs that fail, and jobs about nothing.

use std::fs::File;
use std::sync::Arc;

use candor::domain::{JobKind, Status};
use metrics_exporter_prometheus::PrometheusBuilder;
use tracing_subscriber::fmt;

use super::{
    HOUR, broken_series, by_clock, job, maintenance, save_series, set_job, without_reminder,
};
use crate::support::TestApp;

const KIND: JobKind = JobKind::AnnounceOccurrences;

#[tokio::test]
async fn a_job_that_fails_keeps_no_other_waiting_and_is_tried_again_after_a_growing_pause() {
    let t = TestApp::new().await;
    let path = t.database.dir().join("log.txt");
    let log = Arc::new(File::create(&path).expect("a file"));
    let subscriber = fmt().with_ansi(false).with_writer(log).finish();
    let _log = tracing::subscriber::set_default(subscriber);
    let recorder = PrometheusBuilder::new().build_recorder();
    let counted = recorder.handle();
    let _metrics = metrics::set_default_local_recorder(&recorder);

    let maintenance = maintenance(&t, "Upgrade", HOUR, 100 * HOUR, without_reminder()).await;
    let series = broken_series(&t, t.now().plus_secs(60)).await;
    let id = series.id.clone();
    assert_eq!(t.pass(HOUR).await, 1, "the maintenance begins");
    assert_eq!(t.stored(&maintenance.id).await.status, Status::InProgress);
    for (tries, pause) in [(1, 5), (2, 10), (3, 20)] {
        let failed = job(&t, KIND, id.as_str()).await.expect("it is kept");
        assert_eq!(
            (failed.tries, failed.due_at),
            (tries, t.now().plus_secs(pause))
        );
        assert_eq!(t.pass(pause - 1).await, 0);
        let waits = job(&t, KIND, id.as_str()).await.expect("it is kept");
        assert_eq!(waits, failed, "not before its pause is over");
        assert_eq!(t.pass(1).await, 0);
    }
    let told = std::fs::read_to_string(&path).expect("text");
    let line = told.lines().find(|line| line.contains("is tried again"));
    let line = line.expect("a line of the log");
    for part in [
        "ERROR",
        KIND.as_str(),
        id.as_str(),
        "tries=1",
        "pause_secs=5",
    ] {
        assert!(line.contains(part), "{part}: {line}");
    }
    let counted = counted.render();
    for line in [
        r#"candor_jobs_failed_total{kind="announce-occurrences"} 4"#,
        r#"candor_jobs_done_total{kind="make-transition"} 1"#,
    ] {
        assert!(counted.contains(line), "{line}: {counted}");
    }

    // When the rule is mended, the job's failures are forgotten.
    t.database
        .meddle("update maintenance_series set rule = 'FREQ=DAILY'")
        .await;
    save_series(&t, &series).await;
    assert_eq!(t.run_due().await, 1);
    let next = job(&t, KIND, id.as_str()).await.expect("it goes on");
    assert_eq!(next.tries, 0);
    assert!(next.due_at > t.now());
    let steps = by_clock(&t).await;
    let last = steps.last().map(|(action, _)| action.as_str());
    assert_eq!(last, Some("series.announce"));
}

#[tokio::test]
async fn a_job_that_fails_on_two_nodes_at_once_has_failed_once() {
    let a = TestApp::new().await;
    let b = TestApp::beside(&a).await;
    let series = broken_series(&a, a.now()).await;
    let (by_a, by_b) = tokio::join!(a.app.run_due(), b.app.run_due());
    assert_eq!(by_a.expect("run") + by_b.expect("run"), 0);
    let failed = job(&a, KIND, series.id.as_str()).await;
    assert_eq!(failed.map(|job| job.tries), Some(1));
}

#[tokio::test]
async fn a_job_whose_subject_is_gone_is_removed() {
    let t = TestApp::new().await;
    let maintenance = maintenance(&t, "Upgrade", HOUR, HOUR, without_reminder()).await;
    let kinds = [
        JobKind::AnnounceOccurrences,
        JobKind::MakeTransition,
        JobKind::PublishDraft,
    ];
    for kind in kinds {
        for subject in ["gone", "no id at all!"] {
            set_job(&t, kind, subject, t.now()).await;
        }
    }
    assert_eq!(t.run_due().await, 0);
    for kind in kinds {
        for subject in ["gone", "no id at all!"] {
            assert_eq!(job(&t, kind, subject).await, None, "{kind}");
        }
    }
    assert_eq!(by_clock(&t).await, []);
    assert_eq!(t.pass(HOUR).await, 1);
    assert_eq!(t.stored(&maintenance.id).await.status, Status::InProgress);
}
