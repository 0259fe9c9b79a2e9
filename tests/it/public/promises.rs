//! "Next update by": a promise to readers, and what happens to it.

use candor::app::{Error, IncidentEdit};
use candor::domain::{Incident, Status, Ts};

use crate::support::TestApp;

async fn edit(t: &TestApp, incident: &Incident, edit: IncidentEdit) -> Result<Incident, Error> {
    t.app
        .edit_incident(&t.owner(), &incident.id, edit, None, None)
        .await
}

fn promise(by: Ts) -> IncidentEdit {
    IncidentEdit {
        next_update_by: Some(Some(by)),
        ..IncidentEdit::default()
    }
}

fn word(status: Status) -> IncidentEdit {
    IncidentEdit {
        status: Some(status),
        body: Some("A word.".into()),
        ..IncidentEdit::default()
    }
}

#[tokio::test]
async fn readers_see_it_and_its_date_only_on_another_day() {
    let t = TestApp::new().await;
    let incident = t.incident("Trouble").open().await;
    let own = format!("/incidents/{}", incident.id);
    let lines = async || {
        let own = t.anyone().get(&own).await.all("p.promise");
        assert_eq!(t.anyone().get("/").await.all("p.promise"), own);
        own
    };
    assert!(lines().await.is_empty());
    edit(&t, &incident, promise(t.now().plus_secs(1800)))
        .await
        .expect("promised");
    assert_eq!(lines().await, ["Next update by 15:30 UTC"]);
    let before = t.anyone().get(&own).await.header("etag").to_owned();
    t.clock.advance_secs(3600);
    t.publication.refresh().await.expect("refreshed");
    assert_eq!(lines().await, ["Next update by 15:30 UTC (overdue)"]);
    let after = t.anyone().get(&own).await;
    assert_ne!(after.header("etag"), before);
    assert_eq!(
        after.header("last-modified"),
        "Tue, 24 Nov 2026 15:30:00 GMT",
        "when it passed"
    );

    edit(&t, &incident, promise(t.now().plus_secs(10 * 3600)))
        .await
        .expect("promised");
    assert_eq!(lines().await, ["Next update by Nov 25, 2026 - 02:00 UTC"]);
    let back = IncidentEdit {
        next_update_by: Some(None),
        ..IncidentEdit::default()
    };
    edit(&t, &incident, back).await.expect("taken back");
    assert!(lines().await.is_empty());
}

#[tokio::test]
async fn the_next_update_keeps_it_only_when_it_promises_again_and_the_end_never() {
    let t = TestApp::new().await;
    let incident = t.incident("Trouble").open().await;
    let by = t.now().plus_secs(1800);
    let with = |status| IncidentEdit {
        next_update_by: Some(Some(by)),
        ..word(status)
    };
    let now = edit(&t, &incident, with(Status::Identified))
        .await
        .expect("said");
    assert_eq!(now.next_update_by, Some(by));
    let name = IncidentEdit {
        name: Some("Renamed".into()),
        ..IncidentEdit::default()
    };
    let now = edit(&t, &incident, name).await.expect("renamed");
    assert_eq!(now.next_update_by, Some(by), "no update, no change");
    let now = edit(&t, &incident, word(Status::Monitoring))
        .await
        .expect("said");
    assert_eq!(now.next_update_by, None);
    edit(&t, &incident, promise(by)).await.expect("promised");
    let now = edit(&t, &incident, with(Status::Resolved))
        .await
        .expect("over");
    assert_eq!(now.next_update_by, None);
    let late = edit(&t, &incident, promise(by)).await;
    assert!(matches!(late, Err(Error::Invalid(_))));
}

#[tokio::test]
async fn it_lies_in_the_future_and_within_a_week() {
    let t = TestApp::new().await;
    let incident = t.incident("Trouble").open().await;
    let week = 7 * 24 * 3600;
    for secs in [-1, 0, week + 1] {
        let refused = edit(&t, &incident, promise(t.now().plus_secs(secs))).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{secs}");
    }
    let by = t.now().plus_secs(week);
    edit(&t, &incident, promise(by)).await.expect("promised");
    // A client that sends back what it read is not refused because the moment has passed.
    t.clock.advance_secs(week + 1);
    edit(&t, &incident, promise(by)).await.expect("as it was");
}

#[tokio::test]
async fn a_late_one_is_counted_for_operators() {
    let t = TestApp::new().await;
    let incident = t.incident("Trouble").open().await;
    t.incident("Other").open().await;
    edit(&t, &incident, promise(t.now().plus_secs(1800)))
        .await
        .expect("promised");
    let overdue = || t.publication.health().promises_overdue;
    t.clock.advance_secs(1800);
    assert_eq!(overdue(), 0);
    t.clock.advance_secs(1);
    assert_eq!(overdue(), 1);
    edit(&t, &incident, word(Status::Monitoring))
        .await
        .expect("said");
    assert_eq!(overdue(), 0);
}
