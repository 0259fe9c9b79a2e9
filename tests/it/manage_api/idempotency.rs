//! `Idempotency-Key`: one thing however often, and however parallel, it is asked for.

use candor::domain::Role;
use serde_json::json;

use super::{api, made, ok, refused};
use crate::support::TestApp;

#[tokio::test]
async fn the_same_key_twice_makes_one_thing() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let client = program.client.clone().with("idempotency-key", "k1");
    let incident = json!({ "incident": { "name": "Trouble" } });
    let first = made(
        &client
            .post(&program.path("incidents"), incident.clone())
            .await,
    );
    let again = made(
        &client
            .post(&program.path("incidents"), incident.clone())
            .await,
    );
    assert_eq!(first, again);

    let client = program.client.clone().with("idempotency-key", "k2");
    let component = json!({ "component": { "name": "Website" } });
    let first = made(
        &client
            .post(&program.path("components"), component.clone())
            .await,
    );
    let again = made(&client.post(&program.path("components"), component).await);
    assert_eq!(first, again);

    let client = program.client.clone().with("idempotency-key", "k3");
    let group = json!({ "component_group": { "name": "Web", "components": [first["id"]] } });
    let first = made(
        &client
            .post(&program.path("component-groups"), group.clone())
            .await,
    );
    let again = made(&client.post(&program.path("component-groups"), group).await);
    assert_eq!(first, again);

    assert_eq!(
        ok(&program.get("incidents").await).as_array().map(Vec::len),
        Some(1)
    );
    assert_eq!(
        ok(&program.get("components").await)
            .as_array()
            .map(Vec::len),
        Some(2)
    );
}

#[tokio::test]
async fn twenty_in_parallel_make_one_thing() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let client = program.client.clone().with("idempotency-key", "k");
    let path = program.path("incidents");
    let asked = (0..20).map(|_| client.post(&path, json!({ "incident": { "name": "Trouble" } })));
    let replies = futures(asked).await;
    let first = made(&replies[0]);
    for reply in &replies {
        assert_eq!(made(reply)["id"], first["id"]);
    }
    assert_eq!(
        ok(&program.get("incidents").await).as_array().map(Vec::len),
        Some(1)
    );
}

#[tokio::test]
async fn a_key_of_another_request_is_refused_and_of_another_token_is_new() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Admin).await;
    let client = program.client.clone().with("idempotency-key", "k");
    made(
        &client
            .post(
                &program.path("incidents"),
                json!({ "incident": { "name": "One" } }),
            )
            .await,
    );
    let other = client
        .post(
            &program.path("incidents"),
            json!({ "incident": { "name": "Two" } }),
        )
        .await;
    assert_eq!(
        refused(&other),
        ["Idempotency key was used for another request"]
    );
    let component = json!({ "component": { "name": "One" } });
    refused(&client.post(&program.path("components"), component).await);

    let somebody = t.token(Role::Admin).await.with("idempotency-key", "k");
    made(
        &somebody
            .post(
                &program.path("incidents"),
                json!({ "incident": { "name": "One" } }),
            )
            .await,
    );
    assert_eq!(
        ok(&program.get("incidents").await).as_array().map(Vec::len),
        Some(2)
    );
}

#[tokio::test]
async fn a_refused_request_does_not_use_its_key_up() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    let client = program.client.clone().with("idempotency-key", "k");
    refused(
        &client
            .post(&program.path("incidents"), json!({ "incident": {} }))
            .await,
    );
    made(
        &client
            .post(
                &program.path("incidents"),
                json!({ "incident": { "name": "One" } }),
            )
            .await,
    );
}

#[tokio::test]
async fn a_key_is_a_text_of_1_to_255_characters() {
    let t = TestApp::new().await;
    let program = api(&t, Role::Responder).await;
    for (key, status) in [
        ("", 400),
        (&*"k".repeat(256), 400),
        (&*"k".repeat(255), 201),
    ] {
        let client = program.client.clone().with("idempotency-key", key);
        let reply = client
            .post(
                &program.path("incidents"),
                json!({ "incident": { "name": "x" } }),
            )
            .await;
        assert_eq!(reply.status(), status, "{key}");
    }
}

/// Waits for all at once.
async fn futures<F: Future>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut all: Vec<_> = all.map(Box::pin).collect();
    let mut done: Vec<Option<F::Output>> = all.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, done) in all.iter_mut().zip(&mut done) {
            if done.is_none()
                && let std::task::Poll::Ready(output) = future.as_mut().poll(context)
            {
                *done = Some(output);
            }
        }
        if done.iter().all(Option::is_some) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    done.into_iter().flatten().collect()
}
