//! From documents to a database and back to what readers get.

use axum::Router;
use axum::routing::get;
use tempfile::TempDir;

use super::{ReadError, read};
use crate::app::{Actor, App, Error, ImportReport, Imported};
use crate::clock::Clock;
use crate::domain::{Component, Incident, IncidentId, Kind, Place, Status, Ts};
use crate::entropy::Entropy;
use crate::store::{Location, Store};
use crate::zone::parse_instant;

const PAGE: &str = r#""page": {"id": "page00000001", "name": "Exämple", "url": "https://status.example.com",
    "time_zone": "Europe/Paris", "updated_at": "2024-05-02T12:00:00.000+02:00"}"#;

fn document(rest: &str) -> String {
    format!("{{{PAGE}, {rest}}}")
}

/// Two updates of one instant, one older, in a group's component and in one that is gone.
const INCIDENTS: &str = r#""incidents": [{
    "id": "nc0000000001", "name": "Slow <b>&amp;</b> sad\r\n", "status": "resolved", "impact": "major",
    "created_at": "2024-05-01T10:00:00.123+02:00", "updated_at": "2024-05-01T12:00:00.000+02:00",
    "monitoring_at": null, "resolved_at": "2024-05-01T11:59:00.000+02:00",
    "started_at": "2024-05-01T09:59:59.990+02:00", "reminder_intervals": [3, 6], "new_key": {"x": [1]},
    "incident_updates": [
      {"id": "p3", "status": "resolved", "body": "Over.  \r\n", "created_at": "2024-05-01T11:00:00Z",
       "updated_at": "2024-05-01T11:00:00Z", "display_at": "2024-05-01T09:59:00Z",
       "affected_components": null, "deliver_notifications": false, "custom_tweet": "t", "tweet_id": 5},
      {"id": "p2", "status": "identified", "body": "b", "created_at": "2024-05-01T11:00:00Z",
       "affected_components": [{"name": "No components were affected by this update."}]},
      {"id": "p1", "status": "investigating", "body": "nul\u0000 gone", "created_at": "2024-05-01T08:00:00.123Z",
       "affected_components": [
         {"code": "gone", "name": "Old - Gone", "old_status": "operational", "new_status": "major_outage"},
         {"code": "leaf", "name": "Group - Leaf", "old_status": "operational", "new_status": "degraded_performance"}]}
    ],
    "components": [{"id": "leaf", "name": "Leaf", "status": "operational", "position": 1}]
  }]"#;

const COMPONENTS: &str = r#""components": [
    {"id": "leaf", "name": "Leaf", "description": "a\r\nb", "status": "operational", "position": 1,
     "showcase": true, "start_date": "2020-01-02", "group_id": "group", "group": false,
     "only_show_if_degraded": true, "created_at": "2020-01-02T03:04:05.678Z", "updated_at": "2024-05-01T11:00:00.001Z"},
    {"id": "group", "name": "Group", "status": "operational", "position": 1, "group": true, "components": ["leaf"],
     "created_at": "2020-01-02T03:04:05.678Z", "updated_at": "2020-01-02T03:04:05.678Z"},
    {"id": "lonely", "name": "No members", "status": "operational", "position": 2, "group": true,
     "created_at": "2020-01-02T03:04:05.678Z", "updated_at": "2020-01-02T03:04:05.678Z"}]"#;

/// A folder of documents and a database beside it.
struct Desk {
    folder: TempDir,
    app: App,
}

impl Desk {
    async fn new(files: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("candor.db");
        let store = Store::open(&Location::Sqlite(path)).await.expect("opens");
        let clock = Clock::standing_at(Ts::from_secs(1_800_000_000));
        let app = App::new(store, clock, Entropy::seeded(1))
            .await
            .expect("starts");
        let desk = Self { folder, app };
        for (name, text) in files {
            desk.write(name, text);
        }
        desk
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).expect("written");
    }

    async fn read(&self) -> Result<Imported, ReadError> {
        read(self.folder.path().to_str().expect("UTF-8")).await
    }

    async fn import(&self) -> ImportReport {
        let imported = self.read().await.expect("readable");
        self.take(imported, false).await.expect("taken")
    }

    async fn take(&self, imported: Imported, dry_run: bool) -> Result<ImportReport, Error> {
        let who = Actor::command_line();
        self.app.import(&who, imported, dry_run, |_| {}).await
    }

    async fn incident(&self, id: &str) -> Incident {
        let mut read = self.app.store().read().await.expect("reads");
        read.get_incident(&IncidentId::parse(id).expect("an id"))
            .await
            .expect("there")
    }

    async fn component(&self, id: &str) -> Component {
        let mut read = self.app.store().read().await.expect("reads");
        let all = read.list_components().await.expect("reads");
        all.into_iter()
            .find(|one| one.id.as_str() == id)
            .expect("there")
    }

    async fn revision(&self) -> i64 {
        self.app.store().revision().await.expect("reads")
    }
}

fn ts(text: &str) -> Ts {
    parse_instant(text).expect("a moment")
}

#[tokio::test]
async fn everything_is_kept_and_a_second_run_changes_nothing() {
    let desk = Desk::new(&[
        ("components.json", &document(COMPONENTS)),
        ("incidents.json", &document(INCIDENTS)),
    ])
    .await;
    let report = desk.import().await;
    assert_eq!(
        (
            report.components.imported,
            report.incidents.imported,
            report.updates.imported
        ),
        (4, 1, 3)
    );
    assert_eq!(report.skipped, Vec::<String>::new());
    assert!(report.page_changed);

    let it = desk.incident("nc0000000001").await;
    assert_eq!(it.name, "Slow <b>&amp;</b> sad\r\n");
    assert_eq!(it.created_at, ts("2024-05-01T08:00:00.123Z"));
    assert_eq!(it.started_at, Some(ts("2024-05-01T07:59:59.990Z")));
    assert_eq!(it.resolved_at, Some(ts("2024-05-01T09:59:00Z")));
    assert_eq!(it.reminder_intervals.as_deref(), Some("[3,6]"));
    let order: Vec<&str> = it.updates.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(order, ["p1", "p2", "p3"]);
    assert_eq!(it.updates[0].body.text, "nul gone");
    assert_eq!(it.updates[0].changes[0].name, "Old - Gone");
    assert!(it.updates[1].changes.is_empty());
    assert_eq!(it.updates[2].body.text, "Over.  \r\n");
    assert_eq!(it.updates[2].tweet_id.as_deref(), Some("5"));
    let named: Vec<&str> = it.component_ids.iter().map(|id| id.as_str()).collect();
    assert_eq!(named, ["leaf", "gone"]);

    let leaf = desk.component("leaf").await;
    assert!(matches!(&leaf.place, Place::In(group) if group.as_str() == "group"));
    assert_eq!(leaf.description.as_deref(), Some("a\r\nb"));
    assert_eq!(desk.component("lonely").await.place, Place::Group);
    let gone = desk.component("gone").await;
    assert_eq!(gone.archived_at, Some(it.updated_at));
    assert_eq!(
        (gone.name.as_str(), gone.place),
        ("Old - Gone", Place::TopLevel)
    );

    let revision = desk.revision().await;
    let again = desk.import().await;
    assert!(again.is_unchanged(), "{again:?}");
    assert_eq!(
        (
            again.components.unchanged,
            again.incidents.unchanged,
            again.updates.unchanged
        ),
        (4, 1, 3)
    );
    assert_eq!(desk.revision().await, revision);
}

#[tokio::test]
async fn the_page_takes_id_name_and_zone_and_then_keeps_them() {
    let desk = Desk::new(&[("components.json", &document(COMPONENTS))]).await;
    desk.import().await;
    let page = desk
        .app
        .store()
        .read()
        .await
        .unwrap()
        .get_page()
        .await
        .unwrap();
    assert_eq!(
        (page.id.as_str(), page.name.as_str()),
        ("page00000001", "Exämple")
    );
    assert_eq!(page.time_zone, "Europe/Paris");
    assert_eq!(page.feed_host.as_deref(), Some("status.example.com"));
    assert_eq!(page.updated_at, ts("2024-05-02T10:00:00Z"));

    let revision = desk.revision().await;
    desk.write(
        "components.json",
        r#"{"page": {"id": "another"}, "components": [{"id": "x", "name": "X"}]}"#,
    );
    let other = desk.read().await.unwrap();
    let refused = desk.take(other, false).await.unwrap_err().to_string();
    assert!(
        refused.contains("another") && refused.contains("page00000001"),
        "{refused}"
    );
    assert_eq!(desk.revision().await, revision);
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_writes_nothing() {
    let desk = Desk::new(&[
        ("components.json", &document(COMPONENTS)),
        ("incidents.json", &document(INCIDENTS)),
    ])
    .await;
    let revision = desk.revision().await;
    let planned = desk.take(desk.read().await.unwrap(), true).await.unwrap();
    assert_eq!(desk.revision().await, revision);
    assert!(
        desk.app
            .store()
            .begin()
            .await
            .unwrap()
            .is_empty()
            .await
            .unwrap()
    );
    assert_eq!(desk.import().await, planned);
}

#[tokio::test]
async fn broken_documents_are_named_with_place_and_reason() {
    for (name, text, place) in [
        (
            "incidents.json",
            "{\"incidents\": [\n  {]}",
            "incidents.json: line 2, column 4: not JSON: ",
        ),
        (
            "incidents.json",
            "",
            "incidents.json: line 1, column 0: not JSON: ",
        ),
        (
            "components.json",
            "{\"components\": 7}",
            "components.json: line 1, column 16: invalid type",
        ),
        (
            "summary.json",
            "{\"error\": \"gone\"}",
            "summary.json: holds neither",
        ),
        (
            "incidents.json",
            r#"[{"id": "a/b", "name": "n", "created_at": "2024-05-01T00:00:00Z"}]"#,
            "incidents.json: [0].id: \"a/b\" is not an id",
        ),
        (
            "incidents.json",
            r#"{"incidents": [{"id": "a", "name": "n", "created_at": "2024-05-01T00:00:00Z",
                "incident_updates": [{"id": "u", "created_at": "yesterday"}]}]}"#,
            "incidents.json: incidents[0].incident_updates[0].created_at: \"yesterday\" is not a moment",
        ),
        ("history.atom", "<html/>", "history.atom: not an Atom feed"),
    ] {
        let desk = Desk::new(&[("scheduled-maintenances.json", "[]"), (name, text)]).await;
        let error = desk.read().await.unwrap_err().to_string();
        assert!(error.contains(place), "{error}");
        assert!(
            error.starts_with(desk.folder.path().to_str().unwrap()),
            "{error}"
        );
        assert!(!error.contains('\n'), "{error}");
    }
}

#[tokio::test]
async fn documents_of_two_pages_are_refused() {
    let desk = Desk::new(&[
        ("components.json", &document(COMPONENTS)),
        ("summary.json", r#"{"page": {"id": "other"}}"#),
    ])
    .await;
    let error = desk.read().await.unwrap_err().to_string();
    assert!(
        error.contains("summary.json: page.id: is of page other, but"),
        "{error}"
    );
}

#[tokio::test]
async fn nothing_to_read_is_an_error() {
    let desk = Desk::new(&[("history-page-props.json", "{}")]).await;
    let error = desk.read().await.unwrap_err().to_string();
    assert!(
        error.contains("holds none of components.json, incidents.json"),
        "{error}"
    );
    let error = read("/nowhere/at/all").await.unwrap_err().to_string();
    assert_eq!(error, "/nowhere/at/all: there is no such folder");
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
    assert_eq!(desk.import().await.skipped, Vec::<String>::new());
    let it = desk.incident("old").await;
    assert_eq!((it.kind, it.impact.as_str()), (Kind::Incident, "major"));
    assert_eq!((it.started_at, it.updated_at), (None, it.created_at));
    let work = desk.incident("work").await;
    assert_eq!(work.kind, Kind::Maintenance);
    assert_eq!(
        work.window.map(|it| it.ends_at),
        Some(ts("2013-05-02T00:00:00Z"))
    );
    let page = desk
        .app
        .store()
        .read()
        .await
        .unwrap()
        .get_page()
        .await
        .unwrap();
    assert_eq!(page.id.as_str(), "elder");
    assert!(desk.import().await.is_unchanged());
}

#[tokio::test]
async fn what_is_unknown_is_warned_of() {
    let desk = Desk::new(&[(
        "summary.json",
        r#"{"page": {"id": "p", "time_zone": "Mars/Olympus"},
            "components": [{"id": "c", "name": "C", "status": "wobbly", "group_id": "nope"}],
            "incidents": [{"id": "i", "name": "I", "status": "haunted", "impact": "cosmic",
              "created_at": "2024-05-01T00:00:00Z", "incident_updates": [
                {"id": "u3", "status": "exorcised", "created_at": "2024-05-01T00:03:00Z"},
                {"id": "u2", "status": "monitoring", "created_at": "2024-05-01T00:02:00Z"},
                {"id": "u2", "status": "monitoring", "created_at": "2024-05-01T00:02:00Z"},
                {"id": "u1", "status": "spooky", "created_at": "2024-05-01T00:01:00Z"}]},
              {"id": "i", "name": "I", "created_at": "2024-05-01T00:00:00Z"}]}"#,
    )])
    .await;
    let report = desk.import().await;
    let words = [
        "Mars/Olympus",
        "\"wobbly\"",
        "no group nope",
        "\"spooky\" is unknown, investigating",
        "repeats the id of another update (u2)",
        "\"exorcised\" is unknown, monitoring",
        "\"haunted\" is unknown, monitoring",
        "\"cosmic\" is unknown, none",
        "incident i: incidents[1] in",
    ];
    assert_eq!(report.skipped.len(), words.len(), "{:#?}", report.skipped);
    for (line, word) in report.skipped.iter().zip(words) {
        assert!(line.contains(word), "{line} has no {word}");
    }
    let it = desk.incident("i").await;
    assert_eq!(it.status, Status::Monitoring);
    let statuses: Vec<Status> = it.updates.iter().map(|one| one.status).collect();
    assert_eq!(
        statuses,
        [
            Status::Investigating,
            Status::Monitoring,
            Status::Monitoring
        ]
    );
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
    let it = desk.incident("i").await;
    let order: Vec<&str> = it.updates.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(order, ["r", "pm1"]);
    let post = it.postmortem.expect("there");
    assert_eq!(post.body.expect("text").text, "**new**");
    assert_eq!(post.published_at, Some(ts("2024-05-02T00:00:00Z")));
    assert_eq!(post.posted_at, Some(ts("2024-05-03T00:00:00Z")));
    assert_eq!(post.body_updated_at, Some(ts("2024-05-04T00:00:00Z")));
    assert!(desk.import().await.is_unchanged());
}

#[tokio::test]
async fn fuller_documents_win_and_ties_stay_in_order() {
    let entry = |id: &str, name: &str, at: &str| {
        format!(
            r#"{{"id": "{id}", "name": "{name}", "status": "resolved", "impact": "none", "created_at": "{at}"}}"#
        )
    };
    let (late, early) = ("2024-05-02T00:00:00Z", "2024-05-01T00:00:00Z");
    let full = [
        entry("a", "full", late),
        entry("b", "B", late),
        entry("c", "C", late),
    ]
    .join(",");
    let part = [entry("a", "part", late), entry("d", "only here", early)].join(",");
    let desk = Desk::new(&[
        (
            "incidents.json",
            &document(&format!(r#""incidents": [{full}]"#)),
        ),
        (
            "summary.json",
            &document(&format!(r#""incidents": [{part}]"#)),
        ),
    ])
    .await;
    let imported = desk.read().await.unwrap();
    let names: Vec<&str> = imported
        .incidents
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["full", "B", "C", "only here"]);
    assert_eq!(imported.skipped, Vec::<String>::new());
    desk.import().await;
    let ids: Vec<IncidentId> = imported.incidents.into_iter().map(|one| one.id).collect();
    let mut read = desk.app.store().read().await.unwrap();
    let stored = read.list_incidents_by_id(&ids).await.unwrap();
    let stored: Vec<&str> = stored.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(stored, names_of(&["full", "B", "C", "only here"]));
}

fn names_of<'a>(names: &[&'a str]) -> Vec<&'a str> {
    names.to_vec()
}

const FEED: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<feed xml:lang="en-US" xmlns="http://www.w3.org/2005/Atom">
  <id>tag:feeds.example.com,2005:/history</id><title>Status</title><updated>2024-05-02T00:00:00Z</updated>
  <entry><id>tag:feeds.example.com,2005:Incident/4711</id><title>t</title><updated>2024-05-02T00:00:00Z</updated>
    <link rel="alternate" type="text/html" href="https://feeds.example.com/incidents/nc0000000001"/></entry>
  <entry><id>tag:feeds.example.com,2005:Incident/4710</id><title>t</title><updated>2024-05-01T00:00:00Z</updated>
    <link rel="alternate" type="text/html" href="https://feeds.example.com/incidents/unheardof"/></entry>
</feed>"#;

#[tokio::test]
async fn the_feed_gives_numbers_and_its_host() {
    let desk = Desk::new(&[
        ("incidents.json", &document(INCIDENTS)),
        ("history.atom", FEED),
    ])
    .await;
    let report = desk.import().await;
    assert_eq!(
        report.skipped,
        ["history.atom: 1 entry has no incident in the documents"]
    );
    assert_eq!(desk.incident("nc0000000001").await.feed_number, 4711);
    let page = desk
        .app
        .store()
        .read()
        .await
        .unwrap()
        .get_page()
        .await
        .unwrap();
    assert_eq!(page.feed_host.as_deref(), Some("feeds.example.com"));

    let alone = Desk::new(&[("history.atom", FEED)]).await;
    let report = alone.import().await;
    assert!(report.is_unchanged());
    assert_eq!(
        report.skipped,
        ["history.atom: 2 entries have no incident in the documents"]
    );
}

#[tokio::test]
async fn a_component_comes_back_when_the_page_lists_it() {
    let desk = Desk::new(&[("incidents.json", &document(INCIDENTS))]).await;
    assert_eq!(desk.import().await.components.imported, 2);
    assert!(desk.component("leaf").await.archived_at.is_some());
    desk.write("components.json", &document(COMPONENTS));
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
    let desk = Desk::new(&[
        ("components.json", &document(COMPONENTS)),
        ("incidents.json", &document(INCIDENTS)),
    ])
    .await;
    desk.import().await;
    let leaf = desk.component("leaf").await.id;
    desk.app
        .delete_component(&Actor::command_line(), &leaf)
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

#[tokio::test]
async fn an_address_is_read_like_a_folder() {
    let incidents = document(INCIDENTS);
    let routes = Router::new()
        .route(
            "/api/v2/incidents.json",
            get(move || async move { incidents }),
        )
        .route("/history.atom", get(|| async { FEED }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("binds");
    let address = format!("http://{}", listener.local_addr().expect("bound"));
    let server = tokio::spawn(async move { axum::serve(listener, routes).await });
    let imported = read(&format!("{address}/")).await.expect("readable");
    assert_eq!(imported.incidents[0].feed_number, 4711);
    let none = read(&format!("{address}/elsewhere"))
        .await
        .unwrap_err()
        .to_string();
    assert!(none.contains("holds none of"), "{none}");
    server.abort();
    let _ = server.await;
    let gone = read(&address).await.unwrap_err().to_string();
    assert!(
        gone.starts_with(&format!("{address}/api/v2/components.json: ")),
        "{gone}"
    );
}
