//! The pages, asked through selectors.

use candor::app::{IncidentEdit, NewIncident};
use candor::domain::{ComponentStatus, Status};

use crate::support::TestApp;

#[tokio::test]
async fn an_empty_page_says_so() {
    let t = TestApp::new().await;
    let home = t.anyone().get("/").await;
    assert_eq!(home.status(), 200);
    assert!(home.text().contains("All Systems Operational"));
    assert!(home.text().contains("No components yet"));
    assert_eq!(t.anyone().get("/history").await.status(), 200);
    assert_eq!(t.anyone().get("/postmortems").await.status(), 200);
    assert_eq!(t.anyone().get("/history.atom").await.status(), 200);
}

#[tokio::test]
async fn the_incident_page_reads_from_title_to_affected_sentence() {
    let t = TestApp::demo().await;
    let page = t.anyone().get("/incidents/6cr5qrtfcmrn").await;
    assert_eq!(page.one("h1"), "Widespread Telephony Authentication Issue");
    let text = page.one("main");
    let mut from = 0;
    for part in [
        "Incident Report for Duo",
        "Postmortem",
        "Posted Oct 08, 2015 - 17:07 EDT",
        "Resolved",
        "Posted Oct 07, 2015 - 16:21 EDT",
        "Update",
        "Posted Oct 07, 2015 - 11:17 EDT",
        "Monitoring",
        "Posted Oct 07, 2015 - 10:50 EDT",
        "Identified",
        "Posted Oct 07, 2015 - 10:12 EDT",
        "Investigating",
        "Posted Oct 07, 2015 - 09:54 EDT",
        "This incident affected: DUO1 (Phone Call Delivery), DUO2 (Phone Call Delivery),",
        "DUO8 (Phone Call Delivery), DUO47 (Phone Call Delivery), DUO10 (Phone Call Delivery),",
        "and DUO30 (Phone Call Delivery).",
    ] {
        let found = text[from..].find(part);
        assert!(found.is_some(), "{part} after {from} in {text}");
        from += found.unwrap_or_default() + part.len();
    }
}

#[tokio::test]
async fn an_incident_is_on_the_page_from_its_first_word() {
    let t = TestApp::new().await;
    let incident = t
        .incident("Calls <b>fail</b>")
        .on("DUO7 / Phone Call Delivery")
        .on("DUO8 / Phone Call Delivery")
        .on("Website")
        .open()
        .await;
    let home = t.anyone().get("/").await;
    assert!(
        home.text().contains("Calls &#60;b&#62;fail&#60;/b&#62;")
            || home.text().contains("Calls &lt;b&gt;")
    );
    let path = format!("/incidents/{}", incident.id);
    let page = t.anyone().get(&path).await;
    assert!(page.one("main").contains(
        "This incident affects: DUO7 (Phone Call Delivery), DUO8 (Phone Call Delivery), and Website."
    ));
    t.clock.advance_secs(600);
    let edit = IncidentEdit {
        status: Some(Status::Resolved),
        body: Some("Over.".into()),
        ..IncidentEdit::default()
    };
    t.app
        .edit_incident(&t.owner(), &incident.id, edit, None, None)
        .await
        .expect("resolved");
    let page = t.anyone().get(&path).await;
    assert!(page.one("main").contains("This incident affected: "));
}

#[tokio::test]
async fn the_banner_is_never_green_while_something_is_wrong() {
    let t = TestApp::new().await;
    t.component("Website").await;
    let mut new = NewIncident::named("Trouble", Status::Investigating, "Looking.");
    new.impact_override = Some(candor::domain::Impact::Major);
    t.app
        .open_incident(&t.owner(), new, None)
        .await
        .expect("opened");
    let home = t.anyone().get("/").await;
    assert!(
        home.one("section[aria-label='Current status']")
            .contains("Incident in progress")
    );
    // The API keeps Statuspage's word.
    let status = t.anyone().get("/api/v2/status.json").await.json();
    assert_eq!(status["status"]["indicator"], "none");
}

#[tokio::test]
async fn statuspage_addresses_of_history_work() {
    let t = TestApp::demo().await;
    let by_page = t.anyone().get("/history?page=2").await;
    let by_month = t.anyone().get("/history?month=2026-08").await;
    assert_eq!(by_page.status(), 200);
    assert!(by_page.body() == by_month.body());
    assert_eq!(t.anyone().get("/history?page=0").await.status(), 200);
    let old = t.anyone().get("/history?month=2015-10").await;
    assert!(
        old.one("main")
            .contains("Widespread Telephony Authentication Issue")
    );
}

#[tokio::test]
async fn only_show_if_degraded_hides_on_the_page_alone() {
    let t = TestApp::new().await;
    let id = t.component("Rarely seen").await;
    let edit = candor::app::ComponentEdit {
        only_show_if_degraded: Some(true),
        ..candor::app::ComponentEdit::default()
    };
    t.app
        .edit_component(&t.owner(), &id, edit)
        .await
        .expect("edited");
    assert!(!t.anyone().get("/").await.text().contains("Rarely seen"));
    assert!(
        t.anyone()
            .get("/api/v2/components.json")
            .await
            .text()
            .contains("Rarely seen")
    );
    let edit = candor::app::ComponentEdit {
        status: Some(ComponentStatus::PartialOutage),
        ..candor::app::ComponentEdit::default()
    };
    t.app
        .edit_component(&t.owner(), &id, edit)
        .await
        .expect("edited");
    assert!(t.anyone().get("/").await.text().contains("Rarely seen"));
}
