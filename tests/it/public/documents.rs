//! Every document that exists, by its key.

use std::collections::BTreeSet;

use candor::app::UpdateEdit;
use candor::urls::{DocumentKey, DocumentName};

use super::demo::DOCUMENTS;
use crate::support::TestApp;

async fn paths(t: &TestApp) -> BTreeSet<String> {
    let keys = t.publication.list_documents().await.expect("listed");
    let paths: BTreeSet<String> = keys.iter().map(DocumentKey::path).collect();
    assert_eq!(paths.len(), keys.len(), "each once");
    paths
}

#[tokio::test]
async fn every_document_that_is_listed_is_there_and_every_other_is_not() {
    let t = TestApp::demo().await;
    let paths = paths(&t).await;
    for path in &paths {
        assert_eq!(t.anyone().get(path).await.status(), 200, "{path}");
        let key = DocumentKey::parse(path).expect("a document");
        assert_eq!(&key.path(), path);
    }
    for (_, path) in DOCUMENTS {
        assert!(paths.contains(*path), "{path}");
    }
    for path in [
        "/history?month=1999-01",
        "/history?page=4000",
        "/incidents/m4nt3n4nc3dz/postmortem",
        "/incidents/m4nt3n4nc3dz/corrections",
        "/.well-known/security.txt",
    ] {
        assert!(!paths.contains(path), "{path}");
        assert_eq!(t.anyone().get(path).await.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn the_list_follows_what_comes_and_goes() {
    let t = TestApp::new().await;
    let empty = paths(&t).await;
    assert!(empty.contains("/history") && empty.contains("/history?month=2026-11"));
    let incident = t.incident("Calls fail").open().await;
    let update = t.stored(&incident.id).await.updates.remove(0);
    t.clock.advance_secs(600);
    let edit = UpdateEdit {
        body: Some("Other words.".into()),
        ..UpdateEdit::default()
    };
    t.app
        .edit_update(&t.owner(), &incident.id, &update.id, edit, None)
        .await
        .expect("corrected");
    let came: Vec<String> = paths(&t).await.difference(&empty).cloned().collect();
    let of_it = [
        DocumentName::IncidentJson(incident.id.clone()),
        DocumentName::Incident(incident.id.clone()),
        DocumentName::Corrections(incident.id.clone()),
    ];
    let of_it = of_it.map(|document| DocumentKey::of_page(document).path());
    assert_eq!(came, of_it);
}
