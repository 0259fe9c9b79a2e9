//! So many requests a minute for each token.

use candor::domain::Role;

use super::api;
use crate::support::TestApp;

#[tokio::test]
async fn a_token_that_asks_too_often_waits_and_others_do_not() {
    let t = TestApp::limited(5).await;
    let (program, other) = (api(&t, Role::Owner).await, api(&t, Role::Viewer).await);
    for _ in 0..5 {
        assert_eq!(program.get("incidents").await.status(), 200);
    }
    let reply = program.get("incidents").await;
    assert_eq!(reply.status(), 429);
    assert!(
        reply.json()["error"]
            .as_str()
            .is_some_and(|text| text.starts_with("Too many"))
    );
    let wait: u64 = reply.header("retry-after").parse().expect("seconds");
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(other.get("incidents").await.status(), 200);
    assert_eq!(t.anyone().get("/").await.status(), 200);
}

#[tokio::test]
async fn a_limit_of_0_is_none() {
    let t = TestApp::limited(0).await;
    let program = api(&t, Role::Viewer).await;
    for _ in 0..200 {
        assert_eq!(program.get("").await.status(), 200);
    }
}
