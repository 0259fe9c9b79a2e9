//! A disk that is full: writers are told, readers go on, and writing goes on when there is room.

use std::time::{Duration, Instant};

use crate::means::{needs, only_on};
use crate::support::{
    Book, FileSizeLimit, Outcome, Place, Server, SmallDisk, Writers, measured, until,
};

/// Room left when the disk fills, in bytes: none, a few pages, and enough for a few writes. It runs out
/// at another step each time.
const LEFT: &[usize] = &[0, 4 * 4096, 60 * 4096];

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_stops_writers_only_and_only_while_it_is_full() {
    // On PostgreSQL the disk is the server's.
    only_on!(SQLite);
    let disk = needs!(SmallDisk::mount(24));
    let place = Place::in_folder(disk.path(), 4).await;
    let server = Server::start(&place).await;
    let mut book = Book::default();
    for (round, left) in LEFT.iter().enumerate() {
        let label = format!("round {round}");
        let writers = Writers::untiring(&place, &[&server], &label);
        until("some writes", Duration::from_secs(20), async || {
            (writers.acknowledged() > 20).then_some(())
        })
        .await;
        disk.fill(*left);
        let done = refused_while_full(&place, &server, writers).await;
        let states: Vec<u16> = done.refusals.iter().map(|(status, _)| *status).collect();
        assert!(states.contains(&507), "{states:?}");
        book.add(done);
        book.assert_kept(&place, &server).await;

        disk.free();
        book.add(writes_again(&place, &server, &label).await);
        book.assert_kept(&place, &server).await;
    }

    // Killed while it is full, and started again when there is room.
    let mut server = server;
    disk.fill(0);
    let writers = Writers::untiring(&place, &[&server], "last");
    book.add(refused_while_full(&place, &server, writers).await);
    server.kill();
    disk.free();
    let server = Server::start(&place).await;
    book.assert_kept(&place, &server).await;
    assert!(server.stop().await.status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_grow_is_the_same() {
    only_on!(SQLite);
    let place = Place::new(4).await;
    let server = Server::start_as(&place, FileSizeLimit::command(&place)).await;
    let mut book = Book::default();
    for round in 0..2 {
        let label = format!("round {round}");
        let writers = Writers::untiring(&place, &[&server], &label);
        until("some writes", Duration::from_secs(20), async || {
            (writers.acknowledged() > 20).then_some(())
        })
        .await;
        // Every file is longer than this already.
        let limit = needs!(FileSizeLimit::set(server.pid(), 16 * 1024));
        let done = refused_while_full(&place, &server, writers).await;
        book.add(done);
        book.assert_kept(&place, &server).await;
        limit.lift();
        book.add(writes_again(&place, &server, &label).await);
        book.assert_kept(&place, &server).await;
    }
    assert!(server.stop().await.status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_on_a_full_disk_costs_nothing_but_the_log() {
    let disk = needs!(SmallDisk::mount(1));
    let place = Place::new(2).await;
    let log = std::fs::File::create(disk.path().join("log")).expect("a log");
    disk.fill(0);
    let server = Server::start_logging_to(&place, log).await;
    let writers = Writers::untiring(&place, &[&server], "unlogged");
    until("writes", Duration::from_secs(20), async || {
        (writers.acknowledged() > 20).then_some(())
    })
    .await;
    let book = writers.finish().await;
    book.assert_untroubled();
    book.assert_kept(&place, &server).await;
    server.assert_readable().await;
    assert!(server.stop().await.status.success());
}

/// Waits until every writer has been refused, with readers served meanwhile.
async fn refused_while_full(place: &Place, server: &Server, writers: Writers) -> Book {
    let started = Instant::now();
    writers.until_they_stop().await;
    server.assert_readable().await;
    let ready = server.get("/readyz").await.json(200);
    assert!(ready["database_down_since"].is_null(), "{ready}");
    // Programs read as well.
    server.get(&place.v1("incidents")).await.json(200);
    let done = writers.finish().await;
    assert!(!done.refusals.is_empty());
    assert_eq!(
        done.count(Outcome::Unknown),
        0,
        "every refusal says what it did"
    );
    let slowest = done.refusals.iter().map(|(_, took)| *took).max();
    measured(
        "full",
        format!(
            "{} refusals in {:?}, the slowest after {:?}",
            done.refusals.len(),
            started.elapsed(),
            slowest.expect("one")
        ),
    );
    done
}

/// The first write after there is room again is taken, and so are all that follow.
async fn writes_again(place: &Place, server: &Server, label: &str) -> Book {
    let writers = Writers::untiring(place, &[server], &format!("{label} again"));
    until("writes go on", Duration::from_secs(20), async || {
        (writers.acknowledged() > 20).then_some(())
    })
    .await;
    let done = writers.finish().await;
    done.assert_untroubled();
    done
}
