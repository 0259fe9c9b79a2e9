//! Lists: which, in what order, how many, and searching.

use candor::domain::Role;
use serde_json::json;

use super::{api, each, ok};
use crate::support::TestApp;

#[tokio::test]
async fn lists_are_newest_first_in_pages() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    for name in ["One", "Two", "Three", "Four", "Five"] {
        t.clock.advance_secs(60);
        program.incident(json!({ "name": name })).await;
    }
    for (query, names) in [
        ("", &["Five", "Four", "Three", "Two", "One"][..]),
        ("?limit=2", &["Five", "Four"]),
        ("?per_page=2&page=1", &["Five", "Four"]),
        ("?limit=2&page=0", &["Five", "Four"]),
        ("?limit=2&page=3", &["One"]),
        ("?limit=2&page=4", &[]),
        ("?limit=2&page=4294967295", &[]),
        ("?limit=0", &["Five"]),
        (
            "?limit=4294967295",
            &["Five", "Four", "Three", "Two", "One"],
        ),
        ("?limit=&page=", &["Five", "Four", "Three", "Two", "One"]),
    ] {
        let list = ok(&program.get(&format!("incidents{query}")).await);
        assert_eq!(each(&list, "name"), names, "{query}");
    }
    for query in [
        "?limit=x",
        "?page=-1",
        "?page=1.5",
        "?page=99999999999999999999",
        "?page=1&page=2",
    ] {
        assert_eq!(
            program.get(&format!("incidents{query}")).await.status(),
            400,
            "{query}"
        );
    }
}

#[tokio::test]
async fn each_state_has_its_list() {
    let t = TestApp::demo().await;
    let program = api(&t, Role::Viewer).await;
    for (list, states) in [
        (
            "unresolved",
            &["investigating", "identified", "monitoring"][..],
        ),
        ("scheduled", &["scheduled", "in_progress", "verifying"]),
        ("upcoming", &["scheduled"]),
        ("active_maintenance", &["in_progress", "verifying"]),
    ] {
        let here = ok(&program.get(&format!("incidents/{list}")).await);
        for incident in here.as_array().expect("a list") {
            assert!(
                states.contains(&incident["status"].as_str().expect("a status")),
                "{list}"
            );
        }
        let all = ok(&program.get("incidents").await);
        let all = all.as_array().expect("a list").iter();
        let expected =
            all.filter(|one| states.contains(&one["status"].as_str().expect("a status")));
        assert_eq!(
            here.as_array().map(Vec::len),
            Some(expected.count()),
            "{list}"
        );
    }
}

#[tokio::test]
async fn search_finds_names_states_updates_and_published_postmortems() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let incident = program
        .incident_path(
            json!({ "name": "Calls FAIL 100%", "body": "Ünder_way", "status": "resolved" }),
        )
        .await;
    program
        .incident(json!({ "name": "Other", "body": "Else" }))
        .await;
    let draft = json!({ "postmortem": { "body_draft": "The root cause" } });
    ok(&program.put(&format!("{incident}/postmortem"), draft).await);
    let names = async |query: &str| {
        let list = ok(&program.get(&format!("incidents?q={query}")).await);
        each(&list, "name").join(", ")
    };
    for query in ["calls", "100%25", "%C3%BCnder", "R_w", "resolved", "FAIL+1"] {
        assert_eq!(names(query).await, "Calls FAIL 100%", "{query}");
    }
    for query in ["1_0", "e%25e", "root+cause", "'", "!", "\\"] {
        assert_eq!(
            names(query).await,
            "",
            "{query}: nothing is a wildcard, drafts are not searched"
        );
    }
    ok(&program
        .put(&format!("{incident}/postmortem/publish"), json!({}))
        .await);
    assert_eq!(names("root+cause").await, "Calls FAIL 100%");
    assert_eq!(names("%00").await, "Other, Calls FAIL 100%");
    assert_eq!(program.get("incidents?q=%ff%fe").await.status(), 200);
}
