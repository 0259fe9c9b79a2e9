//! Statuspage's own addresses beside `/api/v2`: an incident as JSON, the history as its script reads it.

use candor::wire::times::parse_http_date;
use serde_json::Value;

use crate::support::TestApp;

#[tokio::test]
async fn an_incident_has_a_document_beside_its_page() {
    let t = TestApp::demo().await;
    let page = t.anyone().get("/incidents/6cr5qrtfcmrn.json").await;
    assert_eq!(page.status(), 200);
    assert_eq!(
        page.header("content-type"),
        "application/json; charset=utf-8"
    );
    assert_eq!(page.header("access-control-allow-origin"), "*");
    let api = t.anyone().get("/api/v2/incidents/6cr5qrtfcmrn.json").await;
    assert_eq!(page.json(), api.json());
    for missing in [
        "/incidents/none.json",
        "/incidents/.json",
        "/incidents/a%20b.json",
    ] {
        let reply = t.anyone().get(missing).await;
        assert_eq!(reply.status(), 404, "{missing}");
        assert_eq!(reply.json()["error"], "Not found", "{missing}");
    }
}

#[tokio::test]
async fn history_is_given_to_programs_as_statuspage_gives_it() {
    let t = TestApp::demo().await;
    t.settle();
    let reply = t.anyone().get("/history.json?month=2015-10").await;
    assert_eq!(reply.status(), 200);
    let index = reply.json();
    let keys: Vec<&String> = index.as_object().expect("an object").keys().collect();
    for key in [
        "page_status",
        "components",
        "months",
        "show_component_filter",
        "show_uptime_calendar",
        "component_filter",
        "start_time",
        "end_time",
    ] {
        assert!(keys.iter().any(|one| *one == key), "{key}");
    }
    assert_eq!(index["start_time"], "2015-08-01T00:00:00-04:00");
    assert_eq!(index["end_time"], "2015-10-31T23:59:59-04:00");
    let months = index["months"].as_array().expect("months");
    let facts: Vec<(&Value, &Value, &Value, &Value)> = months
        .iter()
        .map(|one| (&one["name"], &one["year"], &one["starts_on"], &one["days"]))
        .collect();
    let facts = format!("{facts:?}");
    assert_eq!(
        facts
            .replace("String(", "")
            .replace("Number(", "")
            .replace(')', ""),
        "[(\"October\", 2015, 4, 31, (\"September\", 2015, 2, 30, (\"August\", 2015, 6, 31]"
    );
    let listed = &months[0]["incidents"][0];
    assert_eq!(listed["code"], "6cr5qrtfcmrn");
    assert_eq!(
        listed["timestamp"],
        "Oct <var data-var='date'> 7</var>, <var data-var='time'>09:54</var> - \
         <var data-var='time'>16:21</var> EDT"
    );
    let page = t
        .anyone()
        .get("/api/v2/incidents/6cr5qrtfcmrn.json")
        .await
        .json();
    let updates = page["incident"]["incident_updates"]
        .as_array()
        .expect("updates");
    assert!(updates.iter().any(|one| one["body"] == listed["message"]));

    // The page's own address answers with JSON if that is asked for, and caches keep the two apart.
    let same = t.anyone().with("accept", "application/json");
    let same = same.get("/history?month=2015-10").await;
    assert_eq!(same.json(), index);
    assert!(same.all_headers("vary").contains(&"Accept".to_owned()));
    let browser = t
        .anyone()
        .with("accept", "text/html,application/json;q=0.9,*/*;q=0.8");
    let browser = browser.get("/history?month=2015-10").await;
    assert!(browser.header("content-type").starts_with("text/html"));
    assert!(browser.all_headers("vary").contains(&"Accept".to_owned()));

    assert!(parse_http_date(reply.header("last-modified")).is_some());
    assert_eq!(
        t.anyone().get("/history.json").await.json()["months"][0]["name"],
        "November"
    );
    assert_eq!(
        t.anyone().get("/history.json?page=2").await.json()["months"][0]["name"],
        "August"
    );
    for (path, state) in [
        ("/history.json?page=x", 400),
        ("/history.json?month=2030-01", 404),
        ("/history.json?page=400", 404),
    ] {
        let refused = t.anyone().get(path).await;
        assert_eq!(refused.status(), state, "{path}");
        assert!(refused.json()["error"].is_string());
    }
}
