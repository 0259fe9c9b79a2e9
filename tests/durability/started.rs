//! First starts: cut short, or two at once.

use std::time::Duration;

use serde_json::json;
use sqlx::{Connection, SqliteConnection};

use crate::means::{needs, only_on};
use crate::support::{Place, Postgres, Seed, Server, until};

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
        let (first, second, third) = tokio::join!(starts(), starts(), starts());
        for server in [first, second, third] {
            assert!(server.stop().await.status.success());
        }
        place.settle();
        let mut inspect = place.inspect().await;
        assert_eq!(inspect.number("select count(*) from pages").await, 1);
        assert_works(&place).await;
    }
}

/// Asserts that whoever asks is told that it starts, and when to ask again.
async fn assert_starting(server: &Server) {
    until("the port", Duration::from_secs(20), async || {
        server.send("GET", "/healthz", None).await.ok()
    })
    .await
    .assert_plain(200);
    for path in [
        "/",
        "/history.atom",
        "/api/v2/summary.json",
        "/admin",
        "/v1/pages",
    ] {
        let reply = server.get(path).await;
        reply.assert_plain(503);
        assert_eq!(reply.header("retry-after"), "2", "{path}");
        assert!(
            reply.took < Duration::from_millis(500),
            "{path}: {:?}",
            reply.took
        );
    }
    let ready = server.get("/readyz").await.json(503);
    assert_eq!(ready["ready"], false);
    assert!(ready["revision"].is_null(), "{ready}");
}

#[tokio::test(flavor = "multi_thread")]
async fn until_there_is_an_edition_everybody_is_told_so_at_once() {
    let dir = tempfile::tempdir().expect("a folder");
    let place = Place::in_folder(dir.path(), 0).await;
    let hold = async || {
        let mut holding = SqliteConnection::connect(&place.url).await.expect("opens");
        let hold = "pragma locking_mode = exclusive; begin exclusive";
        sqlx::raw_sql(hold)
            .execute(&mut holding)
            .await
            .expect("held");
        holding
    };
    let holding = hold().await;
    let server = Server::start_unready(&place);
    assert_starting(&server).await;
    holding.close().await.expect("let go");
    until("the page", Duration::from_secs(20), async || {
        (server.get("/").await.status == 200).then_some(())
    })
    .await;
    server.assert_readable().await;
    assert!(server.stop().await.status.success());

    let holding = hold().await;
    let server = Server::start_unready(&place);
    assert_starting(&server).await;
    let ended = server.stop().await;
    assert_eq!(ended.status.code(), Some(0));
    assert!(ended.took < Duration::from_secs(4), "{:?}", ended.took);
    holding.close().await.expect("let go");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_waits_for_a_server_that_is_away() {
    only_on!(PostgreSQL);
    let database = needs!(Postgres::start());
    let place = Place::at(&database.url(), 0).await;
    database.down("fast");
    let server = Server::start_unready(&place);
    assert_starting(&server).await;
    database.up();
    until("the page", Duration::from_secs(20), async || {
        (server.get("/").await.status == 200).then_some(())
    })
    .await;
    server.assert_readable().await;
    assert!(server.stop().await.status.success());
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
