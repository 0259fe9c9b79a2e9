//! Limits over real sockets.

use std::fmt::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::means::needs;
use crate::support::{Place, Seed, Server, Wire, Writers, measured, request, until};

/// The server gives a head 30 s (`HEAD_TIME` in src/web/server.rs); here with room for a busy machine.
const HEAD_TIME: std::ops::Range<Duration> = Duration::from_secs(28)..Duration::from_secs(38);

#[tokio::test(flavor = "multi_thread")]
async fn those_who_keep_silent_stop_half_way_or_dawdle_are_ended() {
    let place = Place::new(0).await;
    let server = Server::start(&place).await;
    let silent = Wire::connect(&server.address).await.expect("a connection");
    let mut half = Wire::connect(&server.address).await.expect("a connection");
    half.write(b"GET / HTTP/1.1\r\nHost: x.te")
        .await
        .expect("sent");
    let mut idle = Wire::connect(&server.address).await.expect("a connection");
    idle.write(b"GET / HTTP/1.1\r\nHost: x.test\r\n\r\n")
        .await
        .expect("sent");
    assert_eq!(idle.answer().await.expect("an answer").0, 200);
    let mut second = Wire::connect(&server.address).await.expect("a connection");
    second
        .write(b"GET / HTTP/1.1\r\nHost: x.test\r\n\r\nGET /history HTTP/1.1\r\nHo")
        .await
        .expect("sent");
    assert_eq!(second.answer().await.expect("an answer").0, 200);
    let dawdling = Wire::connect(&server.address).await.expect("a connection");
    let taking_nothing = Wire::connect(&server.address).await.expect("a connection");

    let ended = async |kind: &str, mut wire: Wire| {
        let took = wire.closed_within(HEAD_TIME.end).await;
        let took = took.unwrap_or_else(|| panic!("{kind}: still open"));
        assert!(took >= HEAD_TIME.start, "{kind}: {took:?}");
        measured("ended", format!("{kind} after {took:?}"));
    };
    tokio::join!(
        ended("silent", silent),
        ended("half a head", half),
        ended("idle", idle),
        ended("half a second head", second),
        dawdles(dawdling),
        takes_nothing(taking_nothing),
    );
    server.assert_readable().await;
}

/// Sends requests and reads none of the answers.
async fn takes_nothing(mut wire: Wire) {
    let many = b"GET / HTTP/1.1\r\nHost: x.test\r\n\r\n".repeat(100);
    let mut blocked = Instant::now();
    loop {
        let written = tokio::time::timeout(HEAD_TIME.end, wire.write(&many))
            .await
            .expect("taking nothing: ended by now");
        match written {
            Ok(()) => blocked = Instant::now(),
            Err(_) => break,
        }
    }
    let took = blocked.elapsed();
    assert!(took >= HEAD_TIME.start, "taking nothing: {took:?}");
    measured("ended", format!("taking nothing after {took:?}"));
}

/// Sends a byte of a head every second, which does not extend the time for it.
async fn dawdles(mut wire: Wire) {
    let started = Instant::now();
    let mut bytes = b"GET / HTTP/1.1\r\nX-Slow: ".to_vec();
    loop {
        let written = wire.write(&bytes).await;
        let closed = wire.closed_within(Duration::from_secs(1)).await;
        if written.is_err() || closed.is_some() {
            break;
        }
        assert!(started.elapsed() < HEAD_TIME.end, "dawdling: still open");
        bytes = b"a".to_vec();
    }
    let took = started.elapsed();
    assert!(took >= HEAD_TIME.start, "dawdling: {took:?}");
    measured("ended", format!("dawdling after {took:?}"));
}

/// Asks for an incident and goes away before the answer.
pub(crate) async fn hang_up(place: &Place, server: &Server, patience: Duration) {
    let body = json!({"incident": {"name": "Gone", "body": "Word."}});
    let path = place.v1("incidents");
    let sent = request("POST", &path, &place.token, &body.to_string());
    let mut wire = Wire::connect(&server.address).await.expect("a connection");
    wire.write(sent.as_bytes()).await.expect("sent");
    let _ = tokio::time::timeout(patience, wire.answer()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_end_their_half_of_the_connection_get_their_answer() {
    let place = Place::new(0).await;
    let server = Server::start(&place).await;
    for path in ["/", "/history", "/incidents/none", "/api/v2/summary.json"] {
        for _ in 0..5 {
            let mut wire = Wire::connect(&server.address).await.expect("a connection");
            let sent = wire.write(request("GET", path, "", "").as_bytes()).await;
            sent.expect("sent");
            wire.end().await.expect("ended");
            let (status, body) = wire.answer().await.expect(path);
            assert!(
                status == 200 || path == "/incidents/none",
                "{path}: {status}"
            );
            assert!(!body.is_empty(), "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_hang_up_leave_nothing_half_and_nobody_stuck() {
    let place = Place::new(4).await;
    let server = Server::start(&place).await;
    let mut seed = Seed::new(3);
    for _ in 0..80 {
        let patience = Duration::from_micros(seed.below(15_000));
        hang_up(&place, &server, patience).await;
    }
    let writers = Writers::untiring(&place, &[&server], "staying");
    until("writes", Duration::from_secs(20), async || {
        (writers.acknowledged() > 40).then_some(())
    })
    .await;
    writers.finish().await.assert_untroubled();
    let mut inspect = place.inspect().await;
    inspect.assert_sound().await;
    let made = "select count(*) from incidents where name = 'Gone'";
    measured("hung up, and made all the same", inspect.number(made).await);
    server.assert_readable().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_or_no_http_is_refused_and_the_next_is_served() {
    let place = Place::new(0).await;
    let server = Server::start(&place).await;
    let path = place.v1("incidents");
    let large = "x".repeat(1024 * 1024 + 1);
    let mut many_headers = "GET / HTTP/1.1\r\nHost: x.test\r\n".to_owned();
    for number in 0..200 {
        let _ = write!(many_headers, "X-{number}: 1\r\n");
    }
    many_headers.push_str("\r\n");
    let long_header = format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "a".repeat(1024 * 1024));
    let long_path = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(100 * 1024));
    let chunked = format!(
        "POST {path} HTTP/1.1\r\nHost: x.test\r\nAuthorization: OAuth {}\r\n\
         Transfer-Encoding: chunked\r\n\r\nnonsense\r\n",
        place.token
    );
    let chunked_form = "POST /admin/login HTTP/1.1\r\nHost: x.test\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\
         Transfer-Encoding: chunked\r\n\r\nnonsense\r\n"
        .to_owned();
    let smuggled = format!(
        "POST {path} HTTP/1.1\r\nHost: x.test\r\nContent-Length: 5\r\nContent-Length: 6\r\n\
         Authorization: OAuth {}\r\n\r\n123456",
        place.token
    );
    for (kind, sent, states) in [
        (
            "large body",
            request("POST", &path, &place.token, &large),
            &[413][..],
        ),
        ("many headers", many_headers, &[431]),
        ("long header", long_header, &[431]),
        // A head is read up to its bound, and this path is longer.
        ("long path", long_path, &[431]),
        (
            "no HTTP",
            "\x16\x03\x01\x02\x00\x01\x00\x01\r\n\r\n".to_owned(),
            &[400],
        ),
        (
            "HTTP/2",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
            &[400, 505],
        ),
        ("broken chunks", chunked, &[400]),
        ("two lengths", smuggled, &[400]),
        ("broken chunks in a form", chunked_form, &[400]),
        ("no host", "GET / HTTP/1.1\r\n\r\n".to_owned(), &[400]),
        (
            "two hosts",
            "GET / HTTP/1.1\r\nHost: x.test\r\nHost: y.test\r\n\r\n".to_owned(),
            &[400],
        ),
        (
            "no host in HTTP/1.0",
            "GET / HTTP/1.0\r\n\r\n".to_owned(),
            &[200],
        ),
    ] {
        let mut wire = Wire::connect(&server.address).await.expect("a connection");
        // The server may end the connection before all is sent.
        let _ = wire.write(sent.as_bytes()).await;
        match wire.answer().await {
            Ok((status, _)) => assert!(states.contains(&status), "{kind}: {status}"),
            // It may also be that the end reached us before the answer did.
            Err(error) => measured("refused without an answer", format!("{kind}: {error}")),
        }
    }
    server.assert_readable().await;
    place.inspect().await.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_connections_than_fit_wait_and_are_served_when_there_is_room() {
    let place = Place::new(0).await;
    // 128 files are kept for other things, so 32 connections fit.
    let mut command = Command::new("prlimit");
    command.args(["--nofile=160:160", env!("CARGO_BIN_EXE_candor"), "serve"]);
    place.settings(&mut command);
    needs!(Command::new("prlimit").arg("--version").output());
    let server = Server::start_as(&place, command).await;
    let mut wires = Vec::new();
    for _ in 0..120 {
        wires.push(Wire::connect(&server.address).await.expect("a connection"));
    }
    // Those who got in send nothing; one who waits is not served yet.
    let mut last = wires.pop().expect("one");
    let get = b"GET / HTTP/1.1\r\nHost: x.test\r\n\r\n";
    last.write(get).await.expect("sent");
    let early = tokio::time::timeout(Duration::from_millis(300), last.answer()).await;
    assert!(early.is_err(), "there is a limit");
    wires.clear();
    let answer = tokio::time::timeout(Duration::from_secs(10), last.answer()).await;
    assert_eq!(answer.expect("in time").expect("an answer").0, 200);
    until("all is well", Duration::from_secs(10), async || {
        (server.get("/readyz").await.status == 200).then_some(())
    })
    .await;
    server.assert_readable().await;
}
