//! Hostile input costs little memory, holds nobody up, and prevents neither a start nor a stop.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::task::JoinSet;

use crate::support::{Place, Server, Wire, measured, until};

/// Most memory under attack, in kB.
const MEMORY_KB: u64 = 250 * 1024;

/// The longest that anybody has to wait, on a busy machine.
const SOON: Duration = Duration::from_secs(2);

/// Texts whose cost once grew with the square of their length.
fn texts(chars: usize) -> Vec<String> {
    let fill = |piece: &str| piece.repeat(chars / piece.len());
    vec![
        fill(">"),
        format!("http://a{}", fill(")")),
        fill("+ - "),
        fill("- "),
        fill("*a_ "),
        fill("[a"),
        fill("<b><i>"),
        fill("&"),
        fill("<table>"),
        fill("`"),
    ]
}

/// The most memory that a process has had, in kB.
fn peak_kb(server: &Server) -> u64 {
    let status =
        std::fs::read_to_string(format!("/proc/{}/status", server.pid())).expect("it runs");
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let figure = line.and_then(|line| line.split_whitespace().nth(1));
    figure.expect("a figure").parse().expect("a number")
}

/// Sends a stranger's form again and again, without looking at the answers.
async fn flood(address: String, until: Instant) {
    let body = "a&".repeat(1024 * 1024);
    let head = format!(
        "POST /admin/login HTTP/1.1\r\nHost: x.test\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    while Instant::now() < until {
        let Ok(mut wire) = Wire::connect(&address).await else {
            continue;
        };
        // The server may end the connection before all is sent.
        let _ = wire.write(head.as_bytes()).await;
        let _ = wire.write(body.as_bytes()).await;
        wire.closed_within(SOON).await;
    }
}

/// Sends most of a stranger's form and keeps the rest.
async fn half_a_form(address: &str) -> Option<Wire> {
    let mut wire = Wire::connect(address).await.ok()?;
    let head = "POST /admin/login HTTP/1.1\r\nHost: x.test\r\n\
                Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 64000\r\n\r\n";
    wire.write(head.as_bytes()).await.ok()?;
    let most = "a&".repeat(30_000);
    let _ = tokio::time::timeout(Duration::from_millis(200), wire.write(most.as_bytes())).await;
    Some(wire)
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_with_large_forms_take_little_memory_and_hold_no_reader_up() {
    let place = Place::new(4).await;
    let server = Server::start(&place).await;
    let mut attack = JoinSet::new();
    let end = Instant::now() + Duration::from_secs(6);
    for _ in 0..40 {
        attack.spawn(flood(server.address.clone(), end));
    }
    let mut halves = Vec::new();
    for _ in 0..500 {
        halves.extend(half_a_form(&server.address).await);
    }
    let mut times = Vec::new();
    while Instant::now() < end {
        let shown = server.get("/").await;
        assert_eq!(shown.status, 200);
        times.push(shown.took);
    }
    attack.join_all().await;
    times.sort_unstable();
    let slowest = times[times.len() - 1 - times.len() / 100];
    let peak = peak_kb(&server);
    measured(
        "under attack",
        format!("/ in {slowest:?} (p99 of {}), {peak} kB", times.len()),
    );
    assert!(slowest < SOON, "{slowest:?}");
    assert!(peak < MEMORY_KB, "{peak} kB");
    drop(halves);
    server.assert_readable().await;
    assert!(server.stop().await.status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_texts_that_are_stored_keep_no_word_no_start_and_no_stop() {
    let place = Place::new(4).await;
    let server = Server::start(&place).await;
    let path = place.v1("incidents");
    let post = async |server: &Server, text: &str| {
        let body = json!({"incident": {"name": "Hostile", "body": text}});
        let made = server.send("POST", &path, Some(&body)).await;
        made.expect("an answer")
    };
    let mut stored = 0;
    for text in texts(25_000) {
        let made = post(&server, &text).await;
        assert!([201, 422].contains(&made.status), "{made:?}");
        assert!(made.took < 4 * SOON, "{:?} for {}", made.took, &text[..8]);
        stored += usize::from(made.status == 201);
    }
    assert!(stored > 5, "{stored}");
    let made = post(&server, "A plain word.").await;
    measured("a plain word beside them", format!("{:?}", made.took));
    assert_eq!(made.status, 201);
    assert!(made.took < SOON, "{:?}", made.took);
    server.assert_readable().await;
    assert!(server.stop().await.status.success());

    let started = Instant::now();
    let mut server = Server::start(&place).await;
    measured("a start beside them", format!("{:?}", started.elapsed()));
    // Old and new pages are computed while it is asked to stop.
    let mut readers = JoinSet::new();
    for text in texts(25_000) {
        let (client, path) = (server.client(), path.clone());
        readers.spawn(async move {
            let body = json!({"incident": {"name": "Hostile", "body": text}});
            let _ = client.send("POST", &path, Some(&body), &[]).await;
        });
    }
    until("it is asked", SOON, async || Some(())).await;
    server.signal("TERM");
    let ended = server.ended().await;
    assert_eq!(ended.status.code(), Some(0));
    measured("a stop among them", format!("{:?}", ended.took));
    assert!(ended.took < Duration::from_secs(30), "{:?}", ended.took);
    readers.abort_all();
}
