//! First starts: cut short, or two at once.

use std::time::Duration;

use serde_json::json;

use crate::support::{Place, Seed, Server};

/// How many first starts are cut short.
const STARTS: u64 = 10;

/// Latest moment of a kill, in milliseconds after the start.
const LATEST_MS: u64 = 120;

#[tokio::test(flavor = "multi_thread")]
async fn a_first_start_that_is_killed_is_made_up_for_by_the_next() {
    let mut seed = Seed::new(2);
    for _ in 0..STARTS {
        let mut place = Place::untouched().await;
        for _ in 0..2 {
            let mut command = place.command();
            command.arg("serve");
            let mut server = Server::spawn(&place, command);
            tokio::time::sleep(Duration::from_millis(seed.below(LATEST_MS))).await;
            server.kill();
        }
        place.settle();
        assert_works(&place).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_first_starts_at_once_make_one_page() {
    for _ in 0..4 {
        let mut place = Place::untouched().await;
        let starts = || {
            let mut command = place.command();
            command.arg("serve");
            Server::start_as(&place, command)
        };
        let (one, two, three) = tokio::join!(starts(), starts(), starts());
        for server in [one, two, three] {
            assert!(server.stop().await.status.success());
        }
        place.settle();
        let mut inspect = place.inspect().await;
        assert_eq!(inspect.number("select count(*) from pages").await, 1);
        assert_works(&place).await;
    }
}

async fn assert_works(place: &Place) {
    let server = Server::start(place).await;
    let body = json!({"incident": {"name": "First", "body": "Word."}});
    let path = place.v1("incidents");
    let made = server.send("POST", &path, Some(&body)).await;
    made.expect("an answer").json(201);
    server.assert_readable().await;
    place.inspect().await.assert_sound().await;
}
