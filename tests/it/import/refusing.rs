//! What an import refuses, and what it warns of.

use candor::domain::Status;
use candor::transfer::statuspage::read;

use super::{Desk, SMALL};

#[tokio::test]
async fn documents_of_another_page_change_nothing() {
    let desk = Desk::new(&SMALL).await;
    desk.import().await;
    let revision = desk.revision().await;
    std::fs::remove_file(desk.folder.join("incidents.json")).expect("removed");
    desk.write(
        "components.json",
        r#"{"page": {"id": "another"}, "components": [{"id": "x", "name": "X"}]}"#,
    );
    let imported = desk.read().await.expect("fine");
    let refused = desk
        .take(imported, false)
        .await
        .expect_err("refused")
        .to_string();
    assert!(
        refused.contains("another") && refused.contains("page00000001"),
        "{refused}"
    );
    assert_eq!(desk.revision().await, revision);
}

#[tokio::test]
async fn documents_of_two_pages_are_refused() {
    let desk = Desk::new(&[SMALL[0], ("summary.json", r#"{"page": {"id": "other"}}"#)]).await;
    let error = desk.read().await.expect_err("refused").to_string();
    assert!(
        error.contains("summary.json: page.id: is of page other, but"),
        "{error}"
    );
    assert!(
        error.ends_with("components.json is of page page00000001"),
        "{error}"
    );
}

#[tokio::test]
async fn broken_documents_are_named_with_place_and_reason() {
    for (name, text, message) in [
        (
            "incidents.json",
            "{\"incidents\": [\n  {]}",
            "line 2, column 4: not JSON: ",
        ),
        ("incidents.json", "", "line 1, column 0: not JSON: "),
        (
            "components.json",
            "{\"components\": 7}",
            "line 1, column 16: invalid type: integer",
        ),
        (
            "components.json",
            "7",
            "line 1, column 1: invalid type: integer `7`, expected an object",
        ),
        (
            "components.json",
            r#"{"page": []}"#,
            "line 1, column 11: invalid length 0, expected an object",
        ),
        (
            "incidents.json",
            r#"[{"id": "a", "name": "n", "created_at": "2024-05-01T00:00:00Z",
                 "components": [7]}]"#,
            "line 2, column 33: invalid type: integer `7`, expected an object",
        ),
        (
            "incidents.json",
            "[{\"id\": \"a\"}]",
            "line 1, column 12: missing field `name`",
        ),
        (
            "summary.json",
            "{\"error\": \"gone\"}",
            "holds neither a page nor",
        ),
        (
            "incidents.json",
            r#"[{"id": "a/b", "name": "n", "created_at": "2024-05-01T00:00:00Z"}]"#,
            "[0].id: \"a/b\" is not an id",
        ),
        (
            "incidents.json",
            r#"{"incidents": [{"id": "a", "name": "n", "created_at": "2024-05-01T00:00:00Z",
                "incident_updates": [{"id": "u", "created_at": "yester\nday"}]}]}"#,
            "incidents[0].incident_updates[0].created_at: \"yester\\nday\" is not a moment",
        ),
        ("history.atom", "<html/>", "not an Atom feed"),
    ] {
        let desk = Desk::new(&[("scheduled-maintenances.json", "[]"), (name, text)]).await;
        let error = desk.read().await.expect_err("refused").to_string();
        let path = desk.folder.join(name);
        let start = format!("{}: {message}", path.display());
        assert!(error.starts_with(&start), "{error}\n{start}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}

#[tokio::test]
async fn nothing_to_read_is_an_error() {
    let desk = Desk::new(&[("history-page-props.json", "{}")]).await;
    let error = desk.read().await.expect_err("refused").to_string();
    assert!(
        error.contains("holds none of components.json, incidents.json"),
        "{error}"
    );
    let error = read("/nowhere/at/all")
        .await
        .expect_err("refused")
        .to_string();
    assert_eq!(error, "/nowhere/at/all: there is no such folder");
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
        "\"wobbly\" is unknown, operational",
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
    let incident = desk.incident("i").await;
    assert_eq!(incident.status, Status::Monitoring);
    let statuses: Vec<Status> = incident.updates.iter().map(|one| one.status).collect();
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
async fn what_is_longer_than_anything_here_is_left_out_and_told() {
    let update = |id: &str, status: &str, chars: usize| {
        let body = "x".repeat(chars);
        format!(
            r#"{{"id": "{id}", "status": "{status}", "body": "{body}", "created_at": "2026-01-01T00:00:00Z"}}"#
        )
    };
    let updates = [
        update("toolong", "postmortem", 250_001),
        update("resolved", "resolved", 250_000),
        update("longer", "monitoring", 250_001),
        update("first", "investigating", 5),
    ];
    let name = "N".repeat(300);
    let incident = format!(
        r#"[{{"id": "long", "name": "{name}", "status": "postmortem", "impact": "none",
             "created_at": "2026-01-01T00:00:00Z", "incident_updates": [{}]}}]"#,
        updates.join(",")
    );
    let desk = Desk::new(&[("incidents.json", &incident)]).await;
    let report = desk.import().await;
    assert_eq!(
        report.skipped,
        [
            "incident long: its name is longer than 255 characters and is cut",
            "incident long: its update longer is longer than 250000 characters and is left out",
            "incident long: its postmortem is longer than 250000 characters and is left out",
        ]
    );
    let incident = desk.incident("long").await;
    assert_eq!(incident.status, Status::Resolved);
    assert_eq!(incident.updates.len(), 2);
    assert_eq!(incident.name.chars().count(), 255);
    assert_eq!(desk.import().await.incidents.unchanged, 1, "again");
}
