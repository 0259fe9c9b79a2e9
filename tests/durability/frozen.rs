//! Writers that wait, and a node that freezes with everybody's lock: on PostgreSQL.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};
use tokio::task::JoinSet;

use crate::means::{needs, only_on};
use crate::support::{Place, Postgres, Reply, Server, measured, until};

/// How soon another node writes again.
const FREE_WITHIN: Duration = Duration::from_secs(15);

/// The longest that a reader of an old page waits while writers hold the lock.
const AT_ONCE: Duration = Duration::from_millis(500);

const LOCK: &str = "select pg_advisory_xact_lock(hashtext(current_schema()))";

fn incident(name: &str) -> Value {
    json!({"incident": {"name": name, "body": "Word."}})
}

async fn write(place: &Place, server: &Server, name: &str) -> Reply {
    let (client, path) = (server.client(), place.v1("incidents"));
    let body = incident(name);
    let sent = client.send("POST", &path, Some(&body), &[]);
    sent.await.expect("an answer")
}

async fn admin(database: &Postgres) -> PgConnection {
    let connected = PgConnection::connect(&database.url()).await;
    connected.expect("it answers")
}

#[tokio::test(flavor = "multi_thread")]
async fn writers_that_wait_hold_no_reader_up_and_are_no_outage() {
    only_on!(PostgreSQL);
    let database = needs!(Postgres::start());
    let place = Place::at(&database.url(), 0).await;
    let server = Server::start(&place).await;
    let mut admin = admin(&database).await;
    let mut other = admin.begin().await.expect("begun");
    sqlx::query(LOCK).execute(&mut *other).await.expect("taken");
    let mut writers = JoinSet::new();
    for number in 0..12 {
        let (client, path) = (server.client(), place.v1("incidents"));
        writers.spawn(async move {
            let body = incident(&format!("Number {number}"));
            client.send("POST", &path, Some(&body), &[]).await
        });
    }
    let begun = Instant::now();
    let mut slowest = Duration::ZERO;
    let mut round = 0;
    while begun.elapsed() < Duration::from_secs(4) {
        // Pages and lists that are read from the database, each a new one.
        round += 1;
        for path in [
            format!("/history?month=2015-{:02}", 1 + round % 12),
            format!("/incidents/nothere{round}"),
            place.v1("components"),
        ] {
            let reply = server.get(&path).await;
            assert!([200, 404].contains(&reply.status), "{path}: {reply:?}");
            slowest = slowest.max(reply.took);
        }
        let ready = server.get("/readyz").await.json(200);
        assert!(ready["database_down_since"].is_null(), "{ready}");
    }
    measured(
        "12 writers wait; the slowest reader",
        format!("{slowest:?}"),
    );
    assert!(slowest < AT_ONCE, "{slowest:?}");
    other.rollback().await.expect("let go");
    for reply in writers.join_all().await {
        let reply = reply.expect("an answer");
        if reply.status != 201 {
            reply.assert_refuses_clearly(&[503]);
        }
    }
    let lines = server.log_lines();
    let is_alarm = |line: &&Value| line.to_string().contains("does not answer");
    assert!(lines.iter().find(is_alarm).is_none());
    assert_eq!(write(&place, &server, "After").await.status, 201);
    assert!(server.stop().await.status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_freezes_with_the_lock_holds_the_other_up_for_seconds_only() {
    only_on!(PostgreSQL);
    let database = needs!(Postgres::start());
    let place = Place::at(&database.url(), 0).await;
    let (first, second) = tokio::join!(Server::start(&place), Server::start(&place));
    assert_eq!(write(&place, &first, "Before").await.status, 201);
    // A write of an incident with such a name waits in its transaction for as many seconds as the name says.
    let slow = "create function stand() returns trigger language plpgsql as
                $$ begin perform pg_sleep(split_part(new.name, ' ', 2)::int); return new; end $$;
                create trigger stand before insert on incidents for each row
                when (new.name like 'Stand %') execute function stand()";
    let mut admin = admin(&database).await;
    sqlx::raw_sql(slow).execute(&mut admin).await.expect("made");
    for secs in [1, 60] {
        let freezing = {
            let (client, path) = (first.client(), place.v1("incidents"));
            let body = incident(&format!("Stand {secs}"));
            tokio::spawn(async move { client.send("POST", &path, Some(&body), &[]).await })
        };
        let stands = "select count(*) from pg_stat_activity
                       where application_name = 'candor' and wait_event = 'PgSleep'";
        until("it stands", Duration::from_secs(5), async || {
            let mut admin = PgConnection::connect(&database.url()).await.ok()?;
            let count: i64 = sqlx::query_scalar(stands)
                .fetch_one(&mut admin)
                .await
                .ok()?;
            (count > 0).then_some(())
        })
        .await;
        first.signal("STOP");
        let frozen = Instant::now();
        until("the other node writes", FREE_WITHIN, async || {
            let reply = write(&place, &second, "Meanwhile").await;
            if reply.status != 201 {
                reply.assert_refuses_clearly(&[503]);
            }
            second.assert_readable_from_memory().await;
            (reply.status == 201).then_some(())
        })
        .await;
        measured(
            "a frozen node held the other up for",
            format!("{:?}", frozen.elapsed()),
        );
        assert!(frozen.elapsed() < FREE_WITHIN);
        first.signal("CONT");
        let late = freezing.await.expect("asked").expect("an answer");
        late.assert_refuses_clearly(&[503]);
        until("the node writes again", FREE_WITHIN, async || {
            (write(&place, &first, "Again").await.status == 201).then_some(())
        })
        .await;
    }
    place.inspect().await.assert_sound().await;
    assert!(first.stop().await.status.success());
    assert!(second.stop().await.status.success());
}
