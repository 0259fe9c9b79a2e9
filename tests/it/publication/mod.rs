//! The live edition: same data, same bytes; boundaries; other processes; a database that is gone.

mod assets;
mod carried;

use candor::app::PageEdit;
use candor::domain::Status;
use candor::urls::{DocumentKey, DocumentName, Months};

use crate::public::DOCUMENTS;
use crate::support::{TestApp, TestDatabase};

async fn bytes(t: &TestApp) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for (_, path) in DOCUMENTS {
        let reply = t.anyone().get(path).await;
        all.push((
            format!(
                "{path} {} {}",
                reply.header("etag"),
                reply.header("last-modified")
            ),
            reply.body().to_vec(),
        ));
    }
    all
}

/// A second node on the same database.
async fn second_node(t: &TestApp) -> TestApp {
    let database = TestDatabase::same_as(&t.database);
    TestApp::on(database).await
}

#[tokio::test]
async fn two_nodes_and_a_restart_give_the_same_bytes() {
    let t = TestApp::demo().await;
    let second = second_node(&t).await;
    second.clock.advance_secs(60 * 60);
    second.publication.refresh().await.expect("refreshed");
    t.settle();
    assert!(bytes(&t).await == bytes(&second).await);
}

#[tokio::test]
async fn a_change_elsewhere_is_live_here_within_a_second() {
    let t = TestApp::demo().await;
    let second = second_node(&t).await;
    let edit = PageEdit {
        name: Some("Renamed".into()),
        ..PageEdit::default()
    };
    second
        .app
        .edit_page(&second.owner(), &edit)
        .await
        .expect("renamed");
    assert!(
        second.anyone().get("/").await.text().contains("Renamed"),
        "at once on its own node"
    );
    let revision = t.store.reads().revision().await.expect("a revision");
    let live = t.publication.wait_until_live(revision);
    let within = tokio::time::timeout(std::time::Duration::from_secs(1), live);
    within.await.expect("within a second");
    assert!(t.anyone().get("/").await.text().contains("Renamed"));
}

#[tokio::test]
async fn midnight_moves_the_page_and_no_feed() {
    let t = TestApp::demo().await;
    let home = t.anyone().get("/").await;
    let feed = t.anyone().get("/history.atom").await;
    let serial = t.publication.edition();
    t.clock.advance_secs(6 * 3600);
    t.publication.refresh().await.expect("refreshed");
    assert_eq!(
        t.anyone().get("/").await.header("etag"),
        home.header("etag"),
        "still the same day in New York"
    );
    t.clock.advance_secs(9 * 3600);
    t.publication.refresh().await.expect("refreshed");
    t.settle();
    let next = t.anyone().get("/").await;
    assert_ne!(next.header("etag"), home.header("etag"));
    assert_eq!(
        next.header("last-modified"),
        "Wed, 25 Nov 2026 05:00:00 GMT",
        "midnight in New York"
    );
    assert_eq!(
        t.anyone().get("/history.atom").await.header("etag"),
        feed.header("etag")
    );
    drop(serial);
}

#[tokio::test]
async fn a_clock_that_ran_ahead_and_came_back_leaves_no_edition_of_the_future() {
    const AHEAD: i64 = 3 * 24 * 3600;
    let t = TestApp::demo().await;
    let before = bytes(&t).await;
    t.clock.advance_secs(AHEAD);
    t.publication.refresh().await.expect("refreshed");
    assert!(bytes(&t).await != before);
    t.clock.advance_secs(-AHEAD);
    t.publication.refresh().await.expect("refreshed");
    assert!(bytes(&t).await == before);
    assert_eq!(t.publication.health().edition_age_secs, 0);
}

#[tokio::test]
async fn a_draft_costs_readers_nothing() {
    let t = TestApp::demo().await;
    let edition = t.publication.edition();
    let incidents = edition.state.newest(candor::domain::IncidentKind::Incident);
    let before = t.publication.hot("/").expect("hot");
    let health = t.publication.health();
    let archived = || async {
        let wanted = DocumentKey::of_page(DocumentName::History(Months::Page(2)));
        let found = t.publication.find(wanted).await.expect("rendered");
        found.expect("there")
    };
    let page = archived().await;
    t.app
        .save_postmortem_draft(&t.owner(), &incidents[0].id, "Nobody reads this yet.", None)
        .await
        .expect("saved");
    t.app
        .add_note(&t.owner(), &incidents[0].id, "Nor this.", None)
        .await
        .expect("noted");
    t.publication.refresh().await.expect("looked");
    assert_eq!(t.publication.health().revision, health.revision);
    assert!(std::sync::Arc::ptr_eq(&page, &archived().await));
    assert!(std::sync::Arc::ptr_eq(
        &before,
        &t.publication.hot("/").expect("hot")
    ));
}

#[tokio::test]
async fn every_word_is_live_when_its_deed_returns() {
    let t = TestApp::new().await;
    for number in 0..20 {
        t.clock.advance_secs(1);
        let name = format!("Incident {number}");
        let incident = t.incident(&name).on("Website").open().await;
        for path in [
            "/",
            "/history.atom",
            "/feed.json",
            "/api/v2/summary.json",
            "/history",
            &format!("/incidents/{}", incident.id),
        ] {
            assert!(t.anyone().get(path).await.text().contains(&name), "{path}");
        }
        let edit = candor::app::IncidentEdit {
            status: Some(Status::Resolved),
            ..Default::default()
        };
        t.app
            .edit_incident(&t.owner(), &incident.id, edit, None, None)
            .await
            .expect("resolved");
        assert!(
            !t.anyone()
                .get("/api/v2/incidents/unresolved.json")
                .await
                .text()
                .contains(&name)
        );
    }
}

#[tokio::test]
async fn without_its_database_the_edition_is_still_served() {
    let t = TestApp::demo().await;
    assert_eq!(t.anyone().get("/readyz").await.status(), 200);
    t.store.close().await;
    assert!(t.publication.refresh().await.is_err());
    let ready = t.anyone().get("/readyz").await;
    assert_eq!(ready.status(), 200, "readers are served");
    assert_eq!(ready.json()["ready"], true);
    assert_eq!(
        ready.json()["database_down_since"],
        "2026-11-24T15:00:00.000Z"
    );
    for path in [
        "/",
        "/history.atom",
        "/history.rss",
        "/feed.json?items=updates",
        "/api/v2/summary.json",
        "/incidents/6cr5qrtfcmrn",
        "/incidents/6cr5qrtfcmrn/postmortem",
        "/subscribe",
        "/api/docs",
    ] {
        assert_eq!(t.anyone().get(path).await.status(), 200, "{path}");
    }
    let old = t.anyone().get("/history?month=2015-10").await;
    assert_eq!(old.status(), 503);
    assert_eq!(old.header("retry-after"), "10");
    assert_eq!(old.header("cache-control"), "no-store");
}
