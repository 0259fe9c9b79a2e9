//! Two processes on one database.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::support::{Place, SEEN_WITHIN, Server, Writers, measured, until};

async fn open(place: &Place, server: &Server, name: &str) -> String {
    let body = json!({"incident": {"name": name, "body": "Word."}});
    let path = place.v1("incidents");
    let made = server.send("POST", &path, Some(&body)).await;
    let made = made.expect("an answer").json(201);
    made["id"].as_str().expect("an id").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_through_one_node_is_on_the_other_within_a_second() {
    let place = Place::new(0).await;
    let (first, second) = tokio::join!(Server::start(&place), Server::start(&place));
    let mut times = Vec::new();
    for round in 0..20 {
        let (writing, reading) = if round % 2 == 0 {
            (&first, &second)
        } else {
            (&second, &first)
        };
        let name = format!("Number {round} of them");
        let id = open(&place, writing, &name).await;
        let answered = Instant::now();
        for path in ["/", "/history.atom", "/api/v2/summary.json"] {
            until("it is there", SEEN_WITHIN, async || {
                reading.get(path).await.body.contains(&name).then_some(())
            })
            .await;
        }
        assert_eq!(reading.get(&format!("/incidents/{id}")).await.status, 200);
        let took = answered.elapsed();
        assert!(took < SEEN_WITHIN, "{took:?}");
        times.push(took);
        // On the node that took it, it was there with the answer.
        assert!(writing.get("/").await.body.contains(&name));
    }
    times.sort_unstable();
    measured(
        "seen on the other node",
        format!(
            "median {:?}, slowest {:?}",
            times[times.len() / 2],
            times[times.len() - 1]
        ),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn writers_on_both_nodes_lose_nothing() {
    let place = Place::new(6).await;
    let (first, second) = tokio::join!(Server::start(&place), Server::start(&place));
    let writers = Writers::untiring(&place, &[&first, &second], "both");
    until("many writes", Duration::from_secs(30), async || {
        (writers.acknowledged() > 150).then_some(())
    })
    .await;
    let book = writers.finish().await;
    book.assert_untroubled();
    book.assert_kept(&place, &first).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn parallel_updates_of_one_incident_through_both_nodes_are_all_kept() {
    const WRITERS: usize = 6;
    const EACH: usize = 8;
    let place = Place::new(0).await;
    let (first, second) = tokio::join!(Server::start(&place), Server::start(&place));
    let id = open(&place, &first, "Shared").await;
    let path = place.v1(&format!("incidents/{id}"));
    let mut tasks = JoinSet::new();
    for writer in 0..WRITERS {
        let client = [&first, &second][writer % 2].client();
        let path = path.clone();
        tasks.spawn(async move {
            for number in 0..EACH {
                let said = format!("{writer} says {number}");
                let body = json!({"incident": {"body": said}});
                let reply = client.send("PATCH", &path, Some(&body), &[]).await;
                let shown = reply.expect("an answer").json(200);
                assert!(bodies(&shown).contains(&said), "its own answer has it");
            }
        });
    }
    tasks.join_all().await;
    let shown = second.get(&path).await.json(200);
    let all = bodies(&shown);
    assert_eq!(all.len(), 1 + WRITERS * EACH, "{all:?}");
    for writer in 0..WRITERS {
        let said: Vec<&String> = all
            .iter()
            .rev()
            .filter(|body| body.starts_with(&format!("{writer} says ")))
            .collect();
        let expected: Vec<String> = (0..EACH)
            .map(|number| format!("{writer} says {number}"))
            .collect();
        assert_eq!(said, expected.iter().collect::<Vec<_>>());
    }
    place.inspect().await.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_parallel_updates_that_insist_on_a_version_one_wins() {
    const WRITERS: usize = 6;
    let place = Place::new(0).await;
    let (first, second) = tokio::join!(Server::start(&place), Server::start(&place));
    let id = open(&place, &first, "Shared").await;
    let path = place.v1(&format!("incidents/{id}"));
    for round in 0..6 {
        let shown = [&first, &second][round % 2].get(&path).await;
        let tag = shown.header("etag").to_owned();
        let mut tasks = JoinSet::new();
        for writer in 0..WRITERS {
            let client = [&first, &second][writer % 2].client();
            let (path, tag) = (path.clone(), tag.clone());
            tasks.spawn(async move {
                let body = json!({"incident": {"body": format!("{round} by {writer}")}});
                let headers = [("if-match", tag.as_str())];
                let reply = client.send("PATCH", &path, Some(&body), &headers).await;
                reply.expect("an answer").status
            });
        }
        let mut states = tasks.join_all().await;
        states.sort_unstable();
        assert_eq!(states, [200, 412, 412, 412, 412, 412]);
        let shown = first.get(&path).await.json(200);
        assert_eq!(bodies(&shown).len(), 2 + round);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_key_makes_one_incident_however_parallel_and_through_whichever_node() {
    let place = Place::new(0).await;
    let (first, second) = tokio::join!(Server::start(&place), Server::start(&place));
    for round in 0..4 {
        let mut tasks = JoinSet::new();
        for writer in 0..8 {
            let client = [&first, &second][writer % 2].client();
            let path = place.v1("incidents");
            tasks.spawn(async move {
                let body = json!({"incident": {"name": "Once", "body": "Word."}});
                let key = format!("key {round}");
                let headers = [("idempotency-key", key.as_str())];
                let reply = client.send("POST", &path, Some(&body), &headers).await;
                let made = reply.expect("an answer").json(201);
                made["id"].as_str().expect("an id").to_owned()
            });
        }
        let mut ids = tasks.join_all().await;
        ids.dedup();
        assert_eq!(ids.len(), 1);
        let mut inspect = place.inspect().await;
        let count = inspect.number("select count(*) from incidents").await;
        assert_eq!(count, 1 + round);
    }
}

fn bodies(incident: &Value) -> Vec<String> {
    let updates = incident["incident_updates"].as_array().expect("updates");
    updates
        .iter()
        .map(|update| update["body"].as_str().expect("a body").to_owned())
        .collect()
}
