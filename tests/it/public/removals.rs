//! Single updates that are removed: what remains counts, and readers are told.

use candor::app::{Actor, Error, IncidentEdit, Touch, UpdateEdit};
use candor::domain::{ComponentStatus, Impact, Incident, Role, Status};

use crate::support::TestApp;

/// An incident with a second update that resolved it and blamed another component, ten minutes later.
async fn wrongly_resolved(t: &TestApp) -> Incident {
    let incident = t.incident("Trouble").open().await;
    let id = t.component("Website").await;
    t.clock.advance_secs(600);
    let edit = IncidentEdit {
        status: Some(Status::Resolved),
        body: Some("SAID BY MISTAKE".into()),
        touches: vec![Touch {
            id,
            status: Some(ComponentStatus::MajorOutage),
        }],
        ..IncidentEdit::default()
    };
    t.app
        .edit_incident(&t.owner(), &incident.id, edit, None, None)
        .await
        .expect("edited")
}

async fn remove(t: &TestApp, incident: &Incident, place: usize) -> Result<Incident, Error> {
    let reason = Some("It was meant for another incident.".to_owned());
    t.app
        .delete_update(
            &t.owner(),
            &incident.id,
            &incident.updates[place].id,
            reason,
            None,
        )
        .await
}

#[tokio::test]
async fn state_times_and_impact_follow_what_remains_and_components_stay() {
    let t = TestApp::new().await;
    let incident = wrongly_resolved(&t).await;
    assert_eq!(
        (incident.status, incident.impact),
        (Status::Resolved, Impact::Critical)
    );
    let left = remove(&t, &incident, 1).await.expect("removed");
    assert_eq!(
        (left.status, left.impact, left.resolved_at),
        (Status::Investigating, Impact::None, None)
    );
    assert_eq!(left.updates.len(), 1);
    assert!(left.component_ids.is_empty());
    let mut read = t.store.read().await.expect("a read");
    assert_eq!(read.get_incident(&incident.id).await.expect("there"), left);
    let website = t.component("Website").await;
    let intervals = read
        .list_intervals(std::slice::from_ref(&website))
        .await
        .expect("read");
    assert!(intervals.values().all(Vec::is_empty));
    let all = t.components().await;
    assert_eq!(all[0].status, ComponentStatus::MajorOutage);
}

#[tokio::test]
async fn readers_are_told_without_the_text() {
    let t = TestApp::new().await;
    let incident = wrongly_resolved(&t).await;
    let edit = UpdateEdit {
        body: Some("Another text.".into()),
        ..UpdateEdit::default()
    };
    t.clock.advance_secs(121);
    t.app
        .edit_update(
            &t.owner(),
            &incident.id,
            &incident.updates[1].id,
            edit,
            None,
        )
        .await
        .expect("corrected");
    let own = format!("/incidents/{}", incident.id);
    let corrections = format!("{own}/corrections");
    assert!(
        t.anyone()
            .get(&corrections)
            .await
            .text()
            .contains("BY MISTAKE")
    );
    remove(&t, &incident, 1).await.expect("removed");
    let page = t.anyone().get(&own).await;
    assert_eq!(
        page.one("a.corrected"),
        "An update was removed Nov 24, 2026 - 15:12 UTC"
    );
    let page = t.anyone().get(&corrections).await;
    assert_eq!(page.one("h2"), "An update was removed");
    let text = page.one("main");
    for part in [
        "Posted Nov 24, 2026 - 15:10 UTC",
        "Removed Nov 24, 2026 - 15:12 UTC",
        "Reason: It was meant for another incident.",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    for path in [
        "/",
        &own,
        &corrections,
        "/history.atom",
        "/api/v2/incidents.json",
    ] {
        let text = t.anyone().get(path).await.text().to_owned();
        assert!(
            !text.contains("BY MISTAKE") && !text.contains("Another text"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn within_two_minutes_nobody_is_told() {
    let t = TestApp::new().await;
    let incident = wrongly_resolved(&t).await;
    t.clock.advance_secs(60);
    remove(&t, &incident, 1).await.expect("removed");
    let own = format!("/incidents/{}", incident.id);
    assert_eq!(
        t.anyone().get(&format!("{own}/corrections")).await.status(),
        404
    );
    assert!(!t.anyone().get(&own).await.text().contains("removed"));
}

#[tokio::test]
async fn the_last_update_stays_and_only_responders_remove() {
    let t = TestApp::new().await;
    let incident = wrongly_resolved(&t).await;
    let viewer = Actor::token("viewer", "v", Role::Viewer);
    let refused = t
        .app
        .delete_update(&viewer, &incident.id, &incident.updates[1].id, None, None)
        .await;
    assert!(matches!(refused, Err(Error::Denied { .. })));
    let stale = t
        .app
        .delete_update(
            &t.owner(),
            &incident.id,
            &incident.updates[1].id,
            None,
            Some("old"),
        )
        .await;
    assert!(matches!(stale, Err(Error::Stale)));
    let wordy = Some("x".repeat(1001));
    let invalid = t
        .app
        .delete_update(
            &t.owner(),
            &incident.id,
            &incident.updates[1].id,
            wordy,
            None,
        )
        .await;
    assert!(matches!(invalid, Err(Error::Invalid(_))));
    remove(&t, &incident, 1).await.expect("removed");
    assert!(matches!(
        remove(&t, &incident, 1).await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        remove(&t, &incident, 0).await,
        Err(Error::Conflict(_))
    ));
}
