//! A database that can only be read.

use std::time::Duration;

use crate::means::{needs, only_on};
use crate::support::{Book, Immutable, Outcome, Place, Server, Writers, until};

/// A place whose database's files can be made so that nobody can write them; an error says why this machine cannot.
async fn freezable() -> Result<Place, String> {
    let place = Place::new(4).await;
    Immutable::probe(place.dir())?;
    Ok(place)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_becomes_read_only_stops_writers_only_and_only_while_it_is() {
    // For PostgreSQL see `a_server_that_takes_no_writes_stops_writers_only`.
    only_on!(SQLite);
    let place = needs!(freezable().await);
    let server = Server::start(&place).await;
    let mut book = Book::default();
    for round in 0..3 {
        let writers = Writers::untiring(&place, &[&server], &format!("round {round}"));
        until("some writes", Duration::from_secs(20), async || {
            (writers.acknowledged() > 20).then_some(())
        })
        .await;
        // Not the shared memory beside them: Linux kills who writes to an immutable file through memory.
        let frozen = Immutable::make(place.files()).expect("as when probed");
        let seen = writers.acknowledged();
        // A write under way may still end.
        server.assert_readable().await;
        server.get(&place.v1("incidents")).await.json(200);
        let ready = server.get("/readyz").await.json(200);
        assert!(ready["database_down_since"].is_null(), "{ready}");
        assert!(writers.acknowledged() <= seen + 4, "writes go on");
        writers.until_they_stop().await;
        let done = writers.finish().await;
        assert!(!done.refusals.is_empty());
        assert!(done.refusals.iter().all(|(status, _)| *status == 503));
        assert_eq!(done.count(Outcome::Unknown), 0);
        book.add(done);
        drop(frozen);

        let writers = Writers::untiring(&place, &[&server], &format!("round {round} again"));
        until("writes go on", Duration::from_secs(20), async || {
            (writers.acknowledged() > 20).then_some(())
        })
        .await;
        let done = writers.finish().await;
        done.assert_untroubled();
        book.add(done);
        book.assert_kept(&place, &server).await;
    }
    assert!(server.stop().await.status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_on_a_database_that_can_only_be_read_writes_as_soon_as_it_can_be_written() {
    // For PostgreSQL see `a_server_that_takes_no_writes_stops_writers_only`.
    only_on!(SQLite);
    let place = needs!(freezable().await);
    let frozen = Immutable::make(place.files()).expect("as when probed");
    let server = Server::start(&place).await;
    server.assert_readable().await;
    let refused = Writers::untiring(&place, &[&server], "frozen");
    refused.until_they_stop().await;
    drop(frozen);
    until("writes go on", Duration::from_secs(20), async || {
        (refused.acknowledged() > 20).then_some(())
    })
    .await;
    let done = refused.finish().await;
    assert!(!done.refusals.is_empty());
    assert!(done.refusals.iter().all(|(status, _)| *status == 503));
    let mut book = Book::default();
    book.add(done);
    book.assert_kept(&place, &server).await;
    assert!(server.stop().await.status.success());
}
