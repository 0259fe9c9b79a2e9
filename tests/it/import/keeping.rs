//! What an import keeps, and that it can be done again.

use candor::domain::{ComponentId, IncidentId, IncidentKind, Placement};

use super::{Desk, FEED, SMALL, ts};

const NOTHING: [String; 0] = [];

#[tokio::test]
async fn everything_is_kept() {
    let desk = Desk::new(&SMALL).await;
    let report = desk.import().await;
    assert_eq!(report.components.imported, 4);
    assert_eq!(report.incidents.imported, 1);
    assert_eq!(report.updates.imported, 3);
    assert_eq!(report.skipped, NOTHING);

    let incident = desk.incident("nc0000000001").await;
    assert_eq!(incident.name, "Slow <b>&amp;</b> sad\r\n");
    assert_eq!(incident.created_at, ts("2024-05-01T08:00:00.123Z"));
    assert_eq!(incident.started_at, Some(ts("2024-05-01T07:59:59.990Z")));
    assert_eq!(incident.resolved_at, Some(ts("2024-05-01T09:59:00Z")));
    assert_eq!(incident.reminder_intervals.as_deref(), Some("[3,6]"));
    let named: Vec<&str> = incident
        .component_ids
        .iter()
        .map(ComponentId::as_str)
        .collect();
    assert_eq!(named, ["leaf", "gone"]);
}

#[tokio::test]
async fn updates_of_one_instant_stay_in_order_and_bodies_stay_as_they_are() {
    let desk = Desk::new(&SMALL).await;
    desk.import().await;
    let incident = desk.incident("nc0000000001").await;
    let order: Vec<&str> = incident.updates.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(order, ["p1", "p2", "p3"]);
    let [first, second, third] = &incident.updates[..] else {
        panic!("three updates");
    };
    assert_eq!(first.body.text, "nul gone");
    assert_eq!(first.changes[0].name, "Old - Gone");
    assert!(second.changes.is_empty());
    assert_eq!(third.body.text, "Over.  \r\n");
    assert_eq!(third.display_at, ts("2024-05-01T09:59:00Z"));
    assert_eq!(third.details.tweet_id.as_deref(), Some("5"));
}

#[tokio::test]
async fn a_child_may_come_before_its_group_and_a_component_that_is_gone_is_archived() {
    let desk = Desk::new(&SMALL).await;
    desk.import().await;
    let leaf = desk.component("leaf").await;
    assert!(matches!(&leaf.place, Placement::In(group) if group.as_str() == "group"));
    assert_eq!(leaf.description.as_deref(), Some("a\r\nb"));
    assert_eq!(leaf.start_date.as_deref(), Some("2020-01-02"));
    assert!(leaf.showcase && leaf.only_show_if_degraded);
    assert_eq!(desk.component("lonely").await.place, Placement::Group);
    let gone = desk.component("gone").await;
    assert_eq!(gone.archived_at, Some(ts("2024-05-01T10:00:00Z")));
    assert_eq!(
        (gone.name.as_str(), gone.place),
        ("Old - Gone", Placement::TopLevel)
    );
}

#[tokio::test]
async fn a_second_run_changes_nothing_and_says_so() {
    let desk = Desk::new(&SMALL).await;
    desk.import().await;
    let revision = desk.revision().await;
    let again = desk.import().await;
    assert!(again.is_unchanged(), "{again:?}");
    assert_eq!(again.components.unchanged, 4);
    assert_eq!(again.incidents.unchanged, 1);
    assert_eq!(again.updates.unchanged, 3);
    assert_eq!(desk.revision().await, revision);
}

#[tokio::test]
async fn an_empty_page_takes_id_name_zone_and_host() {
    let desk = Desk::new(&SMALL[..1]).await;
    assert!(desk.import().await.page_changed);
    let page = desk.page().await;
    assert_eq!(
        (page.id.as_str(), page.name.as_str()),
        ("page00000001", "Exämple")
    );
    assert_eq!(page.time_zone, "Europe/Paris");
    assert_eq!(page.feed_host.as_deref(), Some("status.example.com"));
    assert_eq!(page.updated_at, ts("2024-05-02T10:00:00Z"));
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_writes_nothing() {
    let desk = Desk::new(&SMALL).await;
    let (page, revision) = (desk.page().await, desk.revision().await);
    let imported = desk.read().await.expect("fine");
    let planned = desk.take(imported, true).await.expect("it fits");
    assert_eq!(desk.revision().await, revision);
    assert_eq!(desk.page().await, page);
    assert!(desk.t.components().await.is_empty());
    assert_eq!(desk.import().await, planned);
}

#[tokio::test]
async fn an_old_bare_list_is_enough() {
    let desk = Desk::new(&[(
        "incidents.json",
        r#"[{"id": "old", "page_id": "elder", "name": "Old", "status": "resolved",
             "created_at": "2014-05-01T00:00:00Z", "shortlink": "x",
             "incident_updates": [{"id": "u", "status": "resolved", "body": "ok", "created_at": "2014-05-01T00:00:00Z",
               "affected_components": [{"code": "c", "name": "C", "new_status": "partial_outage"}]}]},
            {"id": "work", "name": "Work", "status": "completed", "impact": "maintenance",
             "created_at": "2013-05-01T00:00:00Z", "scheduled_for": "2013-05-02T00:00:00Z"}]"#,
    )])
    .await;
    assert_eq!(desk.import().await.skipped, NOTHING);
    let incident = desk.incident("old").await;
    assert_eq!(
        (incident.kind, incident.impact.as_str()),
        (IncidentKind::Incident, "major")
    );
    assert_eq!(
        (incident.started_at, incident.updated_at),
        (None, incident.created_at)
    );
    let work = desk.incident("work").await;
    assert_eq!(work.kind, IncidentKind::Maintenance);
    let ends_at = work.window.map(|window| window.ends_at);
    assert_eq!(ends_at, Some(ts("2013-05-02T00:00:00Z")));
    assert_eq!(desk.page().await.id.as_str(), "elder");
    assert!(desk.import().await.is_unchanged());
}

#[tokio::test]
async fn the_newest_postmortem_update_is_the_postmortem() {
    let desk = Desk::new(&[(
        "incidents.json",
        r#"[{"id": "i", "name": "I", "status": "postmortem", "impact": "none", "created_at": "2024-05-01T00:00:00Z",
             "incident_updates": [
               {"id": "pm2", "status": "postmortem", "body": "**new**", "created_at": "2024-05-03T00:00:00Z",
                "updated_at": "2024-05-04T00:00:00Z", "display_at": "2024-05-02T00:00:00Z"},
               {"id": "pm1", "status": "postmortem", "body": "old", "created_at": "2024-05-02T00:00:00Z"},
               {"id": "r", "status": "resolved", "body": "", "created_at": "2024-05-01T01:00:00Z"}]}]"#,
    )])
    .await;
    desk.import().await;
    let incident = desk.incident("i").await;
    let order: Vec<&str> = incident.updates.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(order, ["r", "pm1"]);
    let post = desk.postmortem("i").await.expect("a postmortem");
    assert_eq!(post.update_id.as_str(), "pm2");
    assert_eq!(post.body.expect("a text").text, "**new**");
    assert_eq!(post.published_at, Some(ts("2024-05-02T00:00:00Z")));
    assert_eq!(post.posted_at, Some(ts("2024-05-03T00:00:00Z")));
    assert_eq!(post.body_updated_at, Some(ts("2024-05-04T00:00:00Z")));
    assert!(desk.import().await.is_unchanged());
}

#[tokio::test]
async fn fuller_documents_win_and_incidents_of_one_instant_stay_in_order() {
    let entry = |id: &str, name: &str, at: &str| {
        format!(r#"{{"id": "{id}", "name": "{name}", "status": "resolved", "created_at": "{at}"}}"#)
    };
    let list = |entries: [String; 3]| format!(r#"{{"incidents": [{}]}}"#, entries.join(","));
    let (late, early) = ("2024-05-02T00:00:00Z", "2024-05-01T00:00:00Z");
    let full = list([
        entry("a", "full", late),
        entry("z", "Z", late),
        entry("c", "C", late),
    ]);
    let part = list([
        entry("a", "part", late),
        entry("z", "part", late),
        entry("d", "D", early),
    ]);
    let desk = Desk::new(&[("incidents.json", &full), ("summary.json", &part)]).await;
    assert_eq!(desk.import().await.skipped, NOTHING);
    let ids = ["d", "c", "z", "a"].map(|id| IncidentId::parse(id).expect("an id"));
    let mut read = desk.t.store.read().await.expect("a read");
    let stored = read.list_incidents_by_id(&ids).await.expect("incidents");
    let names: Vec<&str> = stored.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["full", "Z", "C", "D"]);
}

#[tokio::test]
async fn the_feed_gives_numbers_and_its_host() {
    let desk = Desk::new(&[SMALL[1], ("history.atom", FEED)]).await;
    let report = desk.import().await;
    assert_eq!(
        report.skipped,
        ["history.atom: 1 entry has no incident in the documents"]
    );
    assert_eq!(desk.incident("nc0000000001").await.feed_number, 4711);
    assert_eq!(
        desk.page().await.feed_host.as_deref(),
        Some("feeds.example.com")
    );
}

#[tokio::test]
async fn a_feed_alone_changes_nothing() {
    let desk = Desk::new(&[("history.atom", FEED)]).await;
    let report = desk.import().await;
    assert!(report.is_unchanged());
    assert_eq!(
        report.skipped,
        ["history.atom: 2 entries have no incident in the documents"]
    );
}

#[tokio::test]
async fn a_component_comes_back_when_the_page_lists_it() {
    let desk = Desk::new(&SMALL[1..]).await;
    assert_eq!(desk.import().await.components.imported, 2);
    assert!(desk.component("leaf").await.archived_at.is_some());
    desk.write("components.json", SMALL[0].1);
    let report = desk.import().await;
    assert_eq!(
        (report.components.updated, report.components.imported),
        (1, 2)
    );
    assert_eq!(desk.component("leaf").await.archived_at, None);
    assert!(desk.import().await.is_unchanged());
}

#[tokio::test]
async fn what_was_changed_here_since_stays() {
    let desk = Desk::new(&SMALL).await;
    desk.import().await;
    let leaf = desk.component("leaf").await.id;
    desk.t
        .app
        .delete_component(&desk.t.owner(), &leaf)
        .await
        .expect("archived");
    let report = desk.import().await;
    assert!(report.is_unchanged(), "{report:?}");
    assert!(
        report
            .skipped
            .iter()
            .any(|line| line.contains("component leaf"))
    );
    assert!(desk.component("leaf").await.archived_at.is_some());
}
