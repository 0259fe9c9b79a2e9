//! A PostgreSQL server that stops, starts, ends connections, takes no writes, or is out of reach.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;
use sqlx::{Connection, PgConnection};
use tokio::task::JoinSet;

use crate::limits::hang_up;
use crate::means::{needs, only_on};
use crate::support::{
    Book, Client, Inspect, Outcome, Place, Postgres, Relay, Seed, Server, Writers, measured, until,
};

/// How soon a writer is told that the database is away.
const TOLD_WITHIN: Duration = Duration::from_secs(12);

/// How soon all is as before once the database is back.
const BACK_WITHIN: Duration = Duration::from_secs(15);

/// No transaction of ours lasts this long.
const STILL_OPEN: Duration = Duration::from_millis(800);

async fn working(writers: &Writers) {
    let before = writers.acknowledged();
    until("writes", BACK_WITHIN, async || {
        (writers.acknowledged() > before + 20).then_some(())
    })
    .await;
}

/// Readers are served at once, operators see since when it is down, and writers are told soon.
async fn assert_away(place: &Place, server: &Server) {
    let asked = Instant::now();
    server.assert_readable_from_memory().await;
    // No balancer takes the page down for it.
    let since = until("the time since when", TOLD_WITHIN, async || {
        let body = server.get("/readyz").await.json(200);
        body["database_down_since"].as_str().map(str::to_owned)
    })
    .await;
    assert!(since.ends_with('Z'), "{since}");
    measured("/readyz says so after", format!("{:?}", asked.elapsed()));
    let mut tasks = JoinSet::new();
    for number in 0..20 {
        let (client, path) = (server.client(), place.v1("incidents"));
        tasks.spawn(async move {
            let body = json!({"incident": {"name": format!("No {number}"), "body": "Word."}});
            client.send("POST", &path, Some(&body), &[]).await
        });
    }
    let mut slowest = Duration::ZERO;
    for reply in tasks.join_all().await {
        let reply = reply.expect("an answer");
        reply.assert_refuses_clearly(&[503]);
        slowest = slowest.max(reply.took);
    }
    measured("20 writers told within", format!("{slowest:?}"));
    assert!(slowest < TOLD_WITHIN, "{slowest:?}");
    server.assert_readable_from_memory().await;
}

async fn is_database_there(server: &Server) -> bool {
    server.get("/readyz").await.json(200)["database_down_since"].is_null()
}

async fn assert_back(server: &Server, writers: &Writers) {
    let back = Instant::now();
    let before = writers.acknowledged();
    until("writes go on", BACK_WITHIN, async || {
        (writers.acknowledged() > before).then_some(())
    })
    .await;
    measured("writing again after", format!("{:?}", back.elapsed()));
    until("the database is there", BACK_WITHIN, async || {
        is_database_there(server).await.then_some(())
    })
    .await;
    working(writers).await;
}

/// Uses the token, then waits until its use and the files of the program are stored, so that no test meets these
/// writes.
async fn start_is_over(client: &Client, path: &str, database: &Postgres) {
    client.send("GET", path, None, &[]).await.expect("read");
    let mut inspect = Inspect::open(&database.url()).await;
    until("the start is over", Duration::from_secs(30), async || {
        let noted = "select count(*) from api_tokens where last_used_at is not null";
        let kept = "select count(*) from assets";
        let is_over = inspect.number(noted).await > 0 && inspect.number(kept).await > 0;
        is_over.then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stops_and_comes_back_costs_writers_the_time_between() {
    only_on!(PostgreSQL);
    let database = needs!(Postgres::start());
    let place = Place::at(&database.url(), 4).await;
    let server = Server::start(&place).await;
    let mut book = Book::default();
    for mode in ["fast", "immediate"] {
        let writers = Writers::untiring(&place, &[&server], mode);
        working(&writers).await;
        database.down(mode);
        assert_away(&place, &server).await;
        database.up();
        assert_back(&server, &writers).await;
        book.add(writers.finish().await);
        book.assert_kept(&place, &server).await;
    }
    assert!(server.stop().await.status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_are_ended_lose_nothing_acknowledged() {
    only_on!(PostgreSQL);
    let database = needs!(Postgres::start());
    let place = Place::at(&database.url(), 4).await;
    let server = Server::start(&place).await;
    let mut admin = PgConnection::connect(&database.url())
        .await
        .expect("it answers");
    let writers = Writers::untiring(&place, &[&server], "cut");
    let mut ended = 0;
    for _ in 0..15 {
        working(&writers).await;
        let all = "select count(pg_terminate_backend(pid)) from pg_stat_activity
                    where application_name = 'candor'";
        let count: i64 = sqlx::query_scalar(all)
            .fetch_one(&mut admin)
            .await
            .expect("ended");
        ended += count;
        server.assert_readable_from_memory().await;
    }
    working(&writers).await;
    let book = writers.finish().await;
    measured(
        "connections ended",
        format!(
            "{ended}, {} writes acknowledged, {} refused, {} unknown",
            book.count(Outcome::Acknowledged),
            book.count(Outcome::Refused),
            book.count(Outcome::Unknown)
        ),
    );
    book.assert_kept(&place, &server).await;
    assert!(server.stop().await.status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_takes_no_writes_stops_writers_only() {
    only_on!(PostgreSQL);
    let database = needs!(Postgres::start());
    let place = Place::at(&database.url(), 4).await;
    let server = Server::start(&place).await;
    let writers = Writers::untiring(&place, &[&server], "read only");
    working(&writers).await;
    let mut admin = PgConnection::connect(&database.url())
        .await
        .expect("it answers");
    for statement in [
        "alter system set default_transaction_read_only = on",
        "select pg_reload_conf()",
    ] {
        let done = sqlx::raw_sql(statement).execute(&mut admin).await;
        done.expect("set");
    }
    let path = place.v1("incidents");
    let body = json!({"incident": {"name": "No", "body": "Word."}});
    let refused = until("a refusal", TOLD_WITHIN, async || {
        let reply = server.send("POST", &path, Some(&body)).await;
        let reply = reply.expect("an answer");
        (reply.status != 201).then_some(reply)
    })
    .await;
    refused.assert_refuses_clearly(&[503]);
    server.assert_readable().await;
    server.get(&path).await.json(200);
    assert!(is_database_there(&server).await);
    for statement in [
        "set default_transaction_read_only = off",
        "alter system reset default_transaction_read_only",
        "select pg_reload_conf()",
    ] {
        let done = sqlx::raw_sql(statement).execute(&mut admin).await;
        done.expect("set");
    }
    assert_back(&server, &writers).await;
    let book = writers.finish().await;
    assert!(!book.refusals.is_empty());
    place.inspect().await.assert_sound().await;
    assert!(server.stop().await.status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_whose_answer_is_lost_is_not_called_undone_and_asking_again_makes_one_thing() {
    only_on!(PostgreSQL);
    let database = needs!(Postgres::start());
    let relay = Relay::to(database.port()).await;
    let place = Place::at(&database.url_at(relay.port), 0).await;
    let server = Server::start(&place).await;
    let client = server.client();
    let path = place.v1("incidents");
    start_is_over(&client, &path, &database).await;
    for round in 0..3 {
        let name = format!("Lost {round}");
        let body = json!({"incident": {"name": name, "body": "Word."}});
        let headers = [("idempotency-key", name.as_str())];
        relay.cut_after_commit();
        let first = client.send("POST", &path, Some(&body), &headers).await;
        let first = first.expect("an answer");
        first.assert_refuses_clearly(&[503]);
        assert!(
            !first.body.contains("nothing was changed"),
            "it was: {}",
            first.body
        );
        let again = client.send("POST", &path, Some(&body), &headers).await;
        let made = again.expect("an answer").json(201);
        assert_eq!(made["name"], name);
        let mut inspect = place.inspect().await;
        inspect.assert_sound().await;
        let count = inspect.number("select count(*) from incidents").await;
        assert_eq!(count, 1 + round);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_out_of_reach_is_noticed_although_nothing_ends() {
    only_on!(PostgreSQL);
    let database = needs!(Postgres::start());
    let relay = Relay::to(database.port()).await;
    let place = Place::at(&database.url_at(relay.port), 4).await;
    let server = Server::start(&place).await;
    let mut book = Book::default();
    for round in 0..2 {
        let writers = Writers::untiring(&place, &[&server], &format!("round {round}"));
        working(&writers).await;
        relay.go_dead();
        assert_away(&place, &server).await;
        relay.heal();
        assert_back(&server, &writers).await;
        book.add(writers.finish().await);
    }
    // The test's own queries do not go through the relay.
    book.assert_kept(&place, &server).await;
    assert!(server.stop().await.status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_is_not_called_undone_when_the_server_goes_right_after_it() {
    only_on!(PostgreSQL);
    let database = needs!(Postgres::start());
    let relay = Relay::to(database.port()).await;
    let place = Place::at(&database.url_at(relay.port), 0).await;
    let server = Server::start(&place).await;
    let client = server.client();
    let path = place.v1("incidents");
    let body = json!({"incident": {"name": "Just made", "body": "Word."}});
    let headers = [("idempotency-key", "just made")];
    start_is_over(&client, &path, &database).await;
    relay.go_dead_after_commit_of("Just made");
    let first = client.send("POST", &path, Some(&body), &headers).await;
    let first = first.expect("an answer");
    measured(
        "made, and then nothing",
        format!("{} after {:?}", first.status, first.took),
    );
    if first.status != 201 {
        first.assert_refuses_clearly(&[503]);
        assert!(
            !first.body.contains("nothing was changed"),
            "it was: {}",
            first.body
        );
    }
    relay.heal();
    until("writes", BACK_WITHIN, async || {
        let again = client.send("POST", &path, Some(&body), &headers).await;
        (again.expect("an answer").status == 201).then_some(())
    })
    .await;
    let mut inspect = place.inspect().await;
    assert_eq!(inspect.number("select count(*) from incidents").await, 1);
    inspect.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_hang_up_leave_no_transaction_open() {
    only_on!(PostgreSQL);
    let database = needs!(Postgres::start());
    let relay = Relay::to(database.port()).await;
    let place = Place::at(&database.url_at(relay.port), 0).await;
    let server = Server::start(&place).await;
    let (place, server) = (Arc::new(place), Arc::new(server));
    // On a slow wire they go away at any step, also between a question and its answer.
    relay.slow_down();
    let mut inspect = Inspect::open(&database.url()).await;
    let mut seed = Seed::new(4);
    for _ in 0..6 {
        let mut patience = || Duration::from_millis(seed.below(150));
        let mut tasks = JoinSet::new();
        for _ in 0..10 {
            let (place, server, patience) = (Arc::clone(&place), Arc::clone(&server), patience());
            tasks.spawn(async move { hang_up(&place, &server, patience).await });
        }
        tasks.join_all().await;
        let gone = Instant::now();
        until("a moment", BACK_WITHIN, async || {
            (gone.elapsed() > STILL_OPEN).then_some(())
        })
        .await;
        let open = "select count(*) from pg_stat_activity where application_name = 'candor'
                       and xact_start < clock_timestamp() - interval '700 milliseconds'";
        assert_eq!(inspect.number(open).await, 0, "transactions left open");
    }
    inspect.assert_sound().await;
    let server = Arc::into_inner(server).expect("nobody else has it");
    assert!(server.stop().await.status.success());
}
