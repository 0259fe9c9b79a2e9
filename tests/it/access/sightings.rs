//! "Last seen" and "last used" are noted in memory, so that no request waits for a writer.

use candor::domain::{Role, Ts};

use crate::support::TestApp;

#[tokio::test]
async fn a_request_does_not_wait_for_a_writer_to_note_that_it_came() {
    let t = TestApp::new().await;
    let program = t.token(Role::Viewer).await;
    let person = t.staff(Role::Viewer).await;
    t.clock.advance_secs(60 * 60);
    let now = t.now();
    let writing = t.store.begin().await.expect("a write");
    let seen = async || -> (Option<Ts>, Ts) {
        let mut read = t.store.read().await.expect("a read");
        let tokens = read.list_tokens().await.expect("listed");
        let sessions = read.list_sessions(&person.id).await.expect("listed");
        (tokens[0].last_used_at, sessions[0].seen_at)
    };
    let before = seen().await;
    let api = program.get("/v1/pages").await;
    assert_eq!(
        (api.status(), person.get("/admin").await.status()),
        (200, 200)
    );
    assert_eq!(seen().await, before, "nothing is written yet");
    drop(writing);
    t.app.store_sightings().await.expect("stored");
    assert_eq!(seen().await, (Some(now), now));
}
