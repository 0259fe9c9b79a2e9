//! Snapshots of every public document of the demo, at a fixed moment.

use crate::support::TestApp;

/// Every public document, and a name for its snapshot.
pub(crate) const DOCUMENTS: &[(&str, &str)] = &[
    ("home", "/"),
    ("incident", "/incidents/6cr5qrtfcmrn"),
    ("incident_open", "/incidents/p5shl4t3nw2x"),
    ("maintenance", "/incidents/m4nt3n4nc3dz"),
    ("postmortem", "/incidents/6cr5qrtfcmrn/postmortem"),
    ("postmortems", "/postmortems"),
    ("history", "/history"),
    ("history_2015", "/history?month=2015-10"),
    ("subscribe", "/subscribe"),
    ("atom", "/history.atom"),
    ("atom_updates", "/history.atom?items=updates"),
    ("rss", "/history.rss"),
    ("rss_updates", "/history.rss?items=updates"),
    ("json_feed", "/feed.json"),
    ("json_feed_updates", "/feed.json?items=updates"),
    ("summary", "/api/v2/summary.json"),
    ("status", "/api/v2/status.json"),
    ("components", "/api/v2/components.json"),
    ("incidents", "/api/v2/incidents.json"),
    ("unresolved", "/api/v2/incidents/unresolved.json"),
    ("maintenances", "/api/v2/scheduled-maintenances.json"),
    ("upcoming", "/api/v2/scheduled-maintenances/upcoming.json"),
    ("active", "/api/v2/scheduled-maintenances/active.json"),
    ("incident_json", "/api/v2/incidents/6cr5qrtfcmrn.json"),
    ("api_docs", "/api/docs"),
];

#[tokio::test]
async fn every_public_document_of_the_demo() {
    let t = TestApp::demo().await;
    for (name, path) in DOCUMENTS {
        let reply = t.anyone().get(path).await;
        assert_eq!(reply.status(), 200, "{path}");
        let text = if reply.header("content-type").contains("json") {
            serde_json::to_string_pretty(&reply.json()).expect("JSON")
        } else {
            readable(reply.text())
        };
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(*name, text);
        });
    }
}

#[test]
fn no_snapshot_is_left_over() {
    let mut kept: Vec<String> = std::fs::read_dir("tests/it/public/snapshots")
        .expect("the snapshots")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    kept.sort();
    let mut asked: Vec<String> = DOCUMENTS
        .iter()
        .map(|(name, _)| format!("it__public__demo__{name}.snap"))
        .collect();
    asked.sort();
    assert_eq!(kept, asked);
}

/// Breaks a document into lines at its tags, so that a difference shows where it is.
fn readable(text: &str) -> String {
    text.replace("><", ">\n<")
        .replace("&gt; &lt;", "&gt;\n&lt;")
}
