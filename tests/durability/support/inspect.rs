//! Looking into the database past the program.

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection, SqliteConnection};
use std::str::FromStr;

/// A connection of the test's own.
pub(crate) enum Inspect {
    Sqlite(SqliteConnection),
    Pg(PgConnection),
}

impl Inspect {
    pub(crate) async fn open(url: &str) -> Self {
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url).expect("an address");
            Self::Sqlite(options.connect().await.expect("the file opens"))
        } else {
            let connection = PgConnection::connect(url).await;
            Self::Pg(connection.expect("the server answers"))
        }
    }

    /// The first column of every row, a text.
    pub(crate) async fn texts(&mut self, sql: &'static str) -> Vec<String> {
        let texts = match self {
            Self::Sqlite(connection) => sqlx::query_scalar(sql).fetch_all(connection).await,
            Self::Pg(connection) => sqlx::query_scalar(sql).fetch_all(connection).await,
        };
        texts.expect("the query runs")
    }

    /// One number.
    pub(crate) async fn number(&mut self, sql: &'static str) -> i64 {
        let number = match self {
            Self::Sqlite(connection) => sqlx::query_scalar(sql).fetch_one(connection).await,
            Self::Pg(connection) => sqlx::query_scalar(sql).fetch_one(connection).await,
        };
        number.expect("the query runs")
    }

    /// Asserts what holds for any database at any moment, however it got there.
    ///
    /// All of it is asked of one moment, as a server that was hung up on may still be writing.
    pub(crate) async fn assert_sound(&mut self) {
        self.execute(match self {
            Self::Sqlite(_) => "begin",
            Self::Pg(_) => "begin isolation level repeatable read",
        })
        .await;
        self.assert_sound_now().await;
        self.execute("rollback").await;
    }

    async fn execute(&mut self, sql: &'static str) {
        match self {
            Self::Sqlite(connection) => sqlx::query(sql).execute(connection).await.map(drop),
            Self::Pg(connection) => sqlx::query(sql).execute(connection).await.map(drop),
        }
        .expect("the statement runs");
    }

    async fn assert_sound_now(&mut self) {
        if matches!(self, Self::Sqlite(_)) {
            assert_eq!(self.texts("pragma integrity_check").await, ["ok"]);
            let broken = self
                .number("select count(*) from pragma_foreign_key_check")
                .await;
            assert_eq!(broken, 0, "foreign keys");
        }
        for (what, sql) in [
            (
                "incidents without an update",
                "select id from incidents i where not exists
                   (select 1 from incident_updates u where u.incident_id = i.id)",
            ),
            (
                "incidents that no audit entry made",
                "select id from incidents i where 1 <>
                   (select count(*) from audit_entries a
                     where a.subject = i.id and a.action = 'incident.create')",
            ),
            (
                "incidents whose updates are not one for each audit entry",
                "select id from incidents i where
                   (select count(*) from incident_updates u where u.incident_id = i.id) <>
                   (select count(*) from audit_entries a where a.subject = i.id)",
            ),
            (
                "incidents made that are not there",
                "select subject from audit_entries a where action = 'incident.create'
                    and not exists (select 1 from incidents i where i.id = a.subject)",
            ),
            (
                "incidents whose state is not that of their last update",
                "select i.id from incidents i join incident_updates u on u.incident_id = i.id
                  where u.seq = (select max(seq) from incident_updates where incident_id = i.id)
                    and u.status <> i.status",
            ),
            (
                "incidents that left no mark on their components",
                "select distinct incident_id from incident_components c where not exists
                   (select 1 from component_turns t where t.incident_id = c.incident_id)",
            ),
            (
                "numbers given twice",
                "select min(id) from incident_updates group by seq having count(*) > 1",
            ),
            (
                "numbers beyond the counter",
                "select i.id from incidents i, pages p
                  where i.feed_number >= p.next_feed_number or i.seq >= p.next_seq",
            ),
        ] {
            assert_eq!(self.texts(sql).await, Vec::<String>::new(), "{what}");
        }
        let revision = self.number("select revision from pages").await;
        let entries = self
            .number("select count(*) from audit_entries where revision is not null")
            .await;
        assert_eq!(revision, entries, "one audit entry for each revision");
        let last = self.number("select max(revision) from audit_entries").await;
        assert_eq!(revision, last, "the revision is the last entry's");
    }
}
