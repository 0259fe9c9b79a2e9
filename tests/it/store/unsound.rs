//! A stored row that makes no sense is left out and stops nothing else.

use candor::app::PageEdit;

use crate::support::TestApp;

/// What is changed in the demo's data, and whether only SQLite allows it.
const RUINS: &[(&str, bool)] = &[
    (
        "update incidents set status = 'nonsense' where id = '6cr5qrtfcmrn'",
        false,
    ),
    (
        "update incident_components set component_id = '[' where incident_id = '6cr5qrtfcmrn' and position = 0",
        false,
    ),
    (
        "update incident_updates set changes = '[' where incident_id = '6cr5qrtfcmrn'",
        false,
    ),
    (
        "update incident_updates set status = '' where incident_id = '6cr5qrtfcmrn'",
        false,
    ),
    ("update incident_updates set posted = 'nonsense'", false),
    ("update postmortems set body_format = 'nonsense'", false),
    ("update component_turns set status = 'nonsense'", false),
    (
        "update components set status = 'nonsense' where position = 2",
        false,
    ),
    (
        "update components set display = 'nonsense' where is_group",
        false,
    ),
    (
        "update incidents set created_at = 'nonsense' where id = '6cr5qrtfcmrn'",
        true,
    ),
    ("update incident_updates set seq = 'nonsense'", true),
    (
        "update components set position = 'nonsense' where position = 2",
        true,
    ),
];

#[tokio::test]
async fn a_row_that_makes_no_sense_freezes_nothing() {
    for (ruin, is_only_sqlite) in RUINS {
        let t = TestApp::demo().await;
        if *is_only_sqlite && !t.database.is_sqlite() {
            continue;
        }
        t.database.meddle(ruin).await;
        let edit = PageEdit {
            name: Some("Renamed".into()),
            ..PageEdit::default()
        };
        let renamed = t.app.edit_page(&t.owner(), &edit).await;
        renamed.expect(ruin);
        let ready = t.anyone().get("/readyz").await.json();
        assert!(ready["database_down_since"].is_null(), "{ruin}: {ready}");
        for path in ["/", "/history", "/history.atom", "/postmortems"] {
            let shown = t.anyone().get(path).await;
            assert_eq!(shown.status(), 200, "{ruin}: {path}");
            assert!(shown.text().contains("Renamed"), "{ruin}: {path}");
        }
        let opened = t.incident("Meanwhile").open().await;
        let shown = t.anyone().get(&format!("/incidents/{}", opened.id)).await;
        assert_eq!(shown.status(), 200, "{ruin}");
        assert!(
            t.anyone().get("/").await.text().contains("Meanwhile"),
            "{ruin}"
        );
    }
}

#[tokio::test]
async fn an_open_incident_that_cannot_be_read_keeps_the_page_from_being_green() {
    let t = TestApp::new().await;
    t.incident("Phones are silent").open().await;
    t.database
        .meddle("update incidents set impact = 'nonsense'")
        .await;
    let edit = PageEdit {
        name: Some("Renamed".into()),
        ..PageEdit::default()
    };
    t.app.edit_page(&t.owner(), &edit).await.expect("renamed");
    let shown = t.anyone().get("/").await;
    let home = shown.text();
    assert!(home.contains("One incident cannot be shown"), "{home}");
    assert!(!home.contains("All Systems Operational"), "{home}");
}

#[tokio::test]
async fn an_incident_that_makes_no_sense_is_an_error_where_it_is_asked_for_and_no_outage() {
    let t = TestApp::demo().await;
    t.database
        .meddle("update incidents set impact = 'nonsense' where id = '6cr5qrtfcmrn'")
        .await;
    t.incident("Meanwhile").open().await;
    let shown = t.anyone().get("/incidents/6cr5qrtfcmrn").await;
    assert_eq!(shown.status(), 500);
    assert_eq!(t.anyone().get("/").await.status(), 200);
}
