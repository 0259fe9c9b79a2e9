//! What readers and their programs see of a maintenance in each of its states.

use candor::app::{Announcement, MaintenanceEdit, NewMaintenance, ScheduleEdit, Transition};
use candor::domain::{Incident, MaintenancePlan};

use super::{HOUR, naming, window};
use crate::support::TestApp;

async fn ids(t: &TestApp, which: &str) -> usize {
    let path = format!("/api/v2/scheduled-maintenances{which}.json");
    let json = t.anyone().get(&path).await.json();
    json["scheduled_maintenances"]
        .as_array()
        .map_or(0, Vec::len)
}

async fn page(t: &TestApp, maintenance: &Incident) -> String {
    t.anyone()
        .get(&format!("/incidents/{}", maintenance.id))
        .await
        .text()
        .to_owned()
}

#[tokio::test]
async fn documents_follow_each_state() {
    let t = TestApp::new().await;
    let web = t.component("Website").await;
    let maintenance = t.planned("Database upgrade", &[&web]).await;
    let counts = async || {
        (
            ids(&t, "/upcoming").await,
            ids(&t, "/active").await,
            ids(&t, "").await,
        )
    };
    assert_eq!(counts().await, (1, 0, 1));
    let home = t.anyone().get("/").await.text().to_owned();
    assert!(home.contains("Nov 24, 17:00 – 18:00 UTC (1 hour)") && home.contains("Scheduled"));
    t.pass(2 * HOUR).await;
    assert_eq!(counts().await, (0, 1, 1));
    assert!(
        t.anyone()
            .get("/")
            .await
            .text()
            .contains("Under maintenance")
    );
    assert!(page(&t, &maintenance).await.contains("In progress"));
    t.pass(HOUR).await;
    assert_eq!(counts().await, (0, 0, 1));
    let over = page(&t, &maintenance).await;
    assert!(over.contains("The scheduled maintenance has been completed."));
    assert!(over.contains("This scheduled maintenance affected: "));
    let feed = t.anyone().get("/history.atom").await.text().to_owned();
    assert!(feed.contains("Completed") && feed.contains("In progress"));
}

#[tokio::test]
async fn a_json_feed_publishes_nothing_in_the_future() {
    let t = TestApp::new().await;
    let planned = NewMaintenance::planned("Upgrade", window(&t, 240 * HOUR, HOUR), "We upgrade.");
    t.schedule(planned).await;
    t.incident("Phones are silent").open().await;
    for path in ["/feed.json", "/feed.json?items=updates"] {
        let feed = t.anyone().get(path).await.json();
        for item in feed["items"].as_array().expect("items") {
            let at =
                |key: &str| candor::zone::parse_instant(item[key].as_str().expect(key)).expect(key);
            assert!(at("date_published") <= t.now(), "{item}");
            assert!(at("date_modified") >= at("date_published"), "{item}");
        }
    }
}

#[tokio::test]
async fn a_summary_lists_maintenances_newest_created_first() {
    let t = TestApp::new().await;
    let mut names = Vec::new();
    for (name, ahead) in [("First", 5), ("Second", 1), ("Third", 9)] {
        let new = NewMaintenance::planned(name, window(&t, ahead * HOUR, HOUR), "We upgrade.");
        t.schedule(new).await;
        t.clock.advance_secs(1);
        names.insert(0, name);
    }
    // A maintenance that is under way does not move to the top.
    t.pass(HOUR).await;
    let summary = t.anyone().get("/api/v2/summary.json").await.json();
    let listed: Vec<&str> = summary["scheduled_maintenances"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["name"].as_str())
        .collect();
    assert_eq!(listed, names);
}

#[tokio::test]
async fn one_that_was_cancelled_is_not_called_completed_or_said_to_have_affected() {
    let t = TestApp::new().await;
    let web = t.component("Website").await;
    let maintenance = t.planned("Database upgrade", &[&web]).await;
    t.app
        .move_maintenance(
            &t.owner(),
            &maintenance.id,
            Transition::Cancel,
            Announcement::default(),
            None,
            None,
        )
        .await
        .expect("cancelled");
    for path in [
        "/".to_owned(),
        format!("/incidents/{}", maintenance.id),
        "/history".to_owned(),
        "/history.atom".to_owned(),
        "/history.rss".to_owned(),
    ] {
        let text = t.anyone().get(&path).await.text().to_owned();
        assert!(
            text.contains("Cancelled") && !text.contains("Completed"),
            "{path}"
        );
    }
    assert!(page(&t, &maintenance).await.contains("would have affected"));
    let path = format!("/api/v2/incidents/{}.json", maintenance.id);
    let json = t.anyone().get(&path).await.json();
    assert_eq!(
        json["incident"]["status"], "completed",
        "programs know no other word"
    );
    assert_eq!(ids(&t, "/upcoming").await, 0);
}

#[tokio::test]
async fn one_behind_its_time_says_so_and_every_node_says_it_alike() {
    let t = TestApp::new().await;
    let web = t.component("Website").await;
    let maintenance = t
        .schedule(NewMaintenance {
            plan: MaintenancePlan::default(),
            touches: naming(&[&web]),
            ..NewMaintenance::planned("By hand", window(&t, HOUR, HOUR), "Soon.")
        })
        .await;
    let refreshed = async |secs: i64| {
        t.clock.advance_secs(secs);
        t.publication.refresh().await.expect("refreshed");
        t.settle();
        let home = t.anyone().get("/").await;
        let page = t
            .anyone()
            .get(&format!("/incidents/{}", maintenance.id))
            .await;
        let modified = page.header("last-modified").to_owned();
        (home.text().to_owned(), page.text().to_owned(), modified)
    };
    let not_begun = "It has not begun yet.";
    let (home, page, before) = refreshed(HOUR).await;
    assert!(
        !home.contains(not_begun) && !page.contains(not_begun),
        "a moment of grace"
    );
    let (home, page, after) = refreshed(300).await;
    assert!(home.contains(not_begun) && page.contains(not_begun));
    assert!(before != after, "{before}");
    assert_eq!(after, "Tue, 24 Nov 2026 16:05:00 GMT");
    t.app
        .move_maintenance(
            &t.owner(),
            &maintenance.id,
            Transition::Start,
            Announcement::default(),
            None,
            None,
        )
        .await
        .expect("started");
    let (home, page, _) = refreshed(HOUR).await;
    let takes_longer = "It takes longer than planned.";
    assert!(home.contains(takes_longer) && page.contains(takes_longer));
    assert!(!home.contains(not_begun));
    let extended = MaintenanceEdit {
        schedule: ScheduleEdit {
            ends_at: Some(t.now().plus_secs(HOUR)),
            ..ScheduleEdit::default()
        },
        ..MaintenanceEdit::default()
    };
    t.app
        .edit_maintenance(&t.owner(), &maintenance.id, extended, None, None)
        .await
        .expect("extended");
    let (home, _, _) = refreshed(0).await;
    assert!(!home.contains(takes_longer));
}

#[tokio::test]
async fn a_new_time_is_in_page_feed_and_document_at_once() {
    let t = TestApp::new().await;
    let maintenance = t.planned("Database upgrade", &[]).await;
    let updated = async || {
        let feed = t.anyone().get("/feed.json").await.json();
        feed["items"][0]["date_modified"].clone()
    };
    let before = updated().await;
    t.clock.advance_secs(60);
    let edit = MaintenanceEdit {
        schedule: ScheduleEdit {
            ends_at: maintenance
                .window
                .map(|window| window.ends_at.plus_secs(HOUR)),
            ..ScheduleEdit::default()
        },
        ..MaintenanceEdit::default()
    };
    t.app
        .edit_maintenance(&t.owner(), &maintenance.id, edit, None, None)
        .await
        .expect("extended");
    assert!(
        page(&t, &maintenance)
            .await
            .contains("17:00 – 19:00 UTC (2 hours)")
    );
    let feed = t.anyone().get("/history.atom").await.text().to_owned();
    assert!(feed.contains("19:00") && feed.contains("will take longer than planned"));
    assert_ne!(updated().await, before);
    let path = format!("/api/v2/incidents/{}.json", maintenance.id);
    let json = t.anyone().get(&path).await.json();
    assert_eq!(
        json["incident"]["scheduled_until"],
        "2026-11-24T19:00:00.000Z"
    );
}

#[tokio::test]
async fn a_planned_time_of_another_year_shows_it_and_who_polls_hears_of_new_year() {
    let t = TestApp::new().await;
    let new_year = candor::zone::parse_instant("2027-01-10T00:00:00Z").expect("an instant");
    let ahead = new_year.secs_since(t.now());
    let later = t
        .schedule(NewMaintenance::planned(
            "Later",
            window(&t, ahead, HOUR),
            "Soon.",
        ))
        .await;
    let soon = t
        .schedule(NewMaintenance::planned(
            "Soon",
            window(&t, 24 * HOUR, HOUR),
            "Soon.",
        ))
        .await;
    t.settle();
    let path = |incident: &candor::domain::Incident| format!("/incidents/{}", incident.id);
    let home = t.anyone().get("/").await;
    let page = t.anyone().get(&path(&later)).await;
    let date = page.header("last-modified").to_owned();
    for reply in [&home, &page] {
        assert!(reply.text().contains("Jan 10, 2027, 00:00 – 01:00 UTC"));
    }
    assert!(home.text().contains("Nov 25, 15:00 – 16:00 UTC"));
    t.clock.advance_secs(ahead - 3 * 24 * HOUR);
    t.publication.refresh().await.expect("refreshed");
    let asking = t.anyone().with("if-modified-since", &date);
    let page = asking.get(&path(&later)).await;
    assert!(page.text().contains("Jan 10, 00:00 – 01:00 UTC"));
    let soon = t.anyone().get(&path(&soon)).await;
    assert!(soon.text().contains("Nov 25, 2026, 15:00 – 16:00 UTC"));
}
