//! SIGTERM under load.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::task::JoinSet;

use crate::support::{Book, Outcome, Place, Server, Wire, Writers, measured, request, until};

/// How soon a server ends that has nothing to wait for.
const AT_ONCE: Duration = Duration::from_secs(4);

/// What a reader saw.
#[derive(Default)]
struct Seen {
    answers: u32,
    /// When requests were sent that got none.
    lost: Vec<Instant>,
}

/// Reads with and without keep-alive until the server is gone.
async fn reader(address: String, keeps: bool, gone: Arc<AtomicBool>) -> Seen {
    let mut seen = Seen::default();
    'connections: while !gone.load(Ordering::Relaxed) {
        let Ok(mut wire) = Wire::connect(&address).await else {
            return seen;
        };
        loop {
            if wire
                .write(b"GET / HTTP/1.1\r\nHost: x.test\r\n\r\n")
                .await
                .is_err()
            {
                continue 'connections;
            }
            let sent = Instant::now();
            match wire.answer().await {
                Ok((200, body)) if body.contains("</html>") => seen.answers += 1,
                Ok((status, body)) => panic!("{status} {body}"),
                Err(_) => {
                    seen.lost.push(sent);
                    continue 'connections;
                }
            }
            if !keeps {
                continue 'connections;
            }
        }
    }
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_under_load_cuts_nothing_and_ends_well() {
    let place = Place::new(4).await;
    let mut all = Book::default();
    for round in 0..5 {
        let mut server = Server::start(&place).await;
        let writers = Writers::until_lost(&place, &[&server], &format!("round {round}"));
        let gone = Arc::new(AtomicBool::new(false));
        let mut readers = JoinSet::new();
        for number in 0..8 {
            let (address, gone) = (server.address.clone(), Arc::clone(&gone));
            readers.spawn(reader(address, number % 2 == 0, gone));
        }
        until("load", Duration::from_secs(20), async || {
            (writers.acknowledged() > 15).then_some(())
        })
        .await;
        let asked = Instant::now();
        server.signal("TERM");
        let ended = server.ended().await;
        gone.store(true, Ordering::Relaxed);
        assert_eq!(ended.status.code(), Some(0));
        assert!(ended.took < AT_ONCE, "{:?}", ended.took);
        let mut answers = 0;
        for seen in readers.join_all().await {
            answers += seen.answers;
            for sent in seen.lost {
                assert!(sent >= asked, "sent {:?} before the stop", asked - sent);
            }
        }
        let book = writers.join().await;
        assert_eq!(book.count(Outcome::Refused), 0, "{:?}", book.refusals);
        assert_eq!(book.count(Outcome::Unknown), 0, "writes cut");
        measured(
            "stop under load",
            format!(
                "{:?}, {answers} reads answered, {} writes acknowledged",
                ended.took,
                book.count(Outcome::Acknowledged),
            ),
        );
        let server = Server::start(&place).await;
        all.add(book);
        all.assert_kept(&place, &server).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_before_the_stop_is_answered_even_if_it_was_not_looked_at_yet() {
    let place = Place::new(0).await;
    let mut server = Server::start(&place).await;
    // SIGSTOP holds the server, so that the requests wait among the connections that it has not accepted.
    server.signal("STOP");
    let mut wires = Vec::new();
    for _ in 0..50 {
        let mut wire = Wire::connect(&server.address).await.expect("a connection");
        let get = b"GET / HTTP/1.1\r\nHost: x.test\r\n\r\n";
        wire.write(get).await.expect("sent");
        wires.push(wire);
    }
    server.signal("TERM");
    server.signal("CONT");
    let mut answered = 0;
    for wire in &mut wires {
        if wire.answer().await.is_ok_and(|(status, _)| status == 200) {
            answered += 1;
        }
    }
    let ended = server.ended().await;
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(answered, wires.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_under_way_is_waited_for_and_its_write_is_kept() {
    let place = Place::new(0).await;
    let mut server = Server::start(&place).await;
    let body = json!({"incident": {"name": "Under way", "body": "Word."}}).to_string();
    let whole = request("POST", &place.v1("incidents"), &place.token, &body);
    let (first, rest) = whole.split_at(whole.len() - 9);
    let mut wire = Wire::connect(&server.address).await.expect("a connection");
    wire.write(first.as_bytes()).await.expect("sent");
    // Its head is read once another request, sent later, is answered.
    server.assert_readable().await;
    server.signal("TERM");
    until("no more connections", Duration::from_secs(10), async || {
        Wire::connect(&server.address).await.err()
    })
    .await;
    wire.write(rest.as_bytes()).await.expect("sent");
    let (status, answer) = wire.answer().await.expect("an answer");
    assert_eq!(status, 201, "{answer}");
    let ended = server.ended().await;
    assert_eq!(ended.status.code(), Some(0));
    assert!(ended.took < AT_ONCE, "{:?}", ended.took);
    let count = "select count(*) from incidents where name = 'Under way'";
    assert_eq!(place.inspect().await.number(count).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_send_half_a_head_or_nothing_do_not_hold_up_a_stop() {
    let place = Place::new(0).await;
    for kinds in [
        &["silent"][..],
        &["idle"],
        &["half"],
        &["half", "idle", "silent"],
    ] {
        let mut server = Server::start(&place).await;
        let mut wires = Vec::new();
        for kind in kinds.iter().cycle().take(12) {
            let mut wire = Wire::connect(&server.address).await.expect("a connection");
            match *kind {
                "half" => wire
                    .write(b"GET / HTTP/1.1\r\nHost: x.te")
                    .await
                    .expect("sent"),
                "idle" => {
                    let get = b"GET / HTTP/1.1\r\nHost: x.test\r\n\r\n";
                    wire.write(get).await.expect("sent");
                    wire.answer().await.expect("an answer");
                }
                _ => {}
            }
            wires.push(wire);
        }
        server.assert_readable().await;
        server.signal("TERM");
        let ended = server.ended().await;
        assert_eq!(ended.status.code(), Some(0));
        measured("stop", format!("{:?} with {kinds:?}", ended.took));
        assert!(ended.took < AT_ONCE, "{:?} with {kinds:?}", ended.took);
    }
}
