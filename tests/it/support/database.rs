//! A database for one test: a file in a temporary folder, or a schema of the server that
//! `CANDOR_TEST_DATABASE_URL` names.

use candor::store::{Location, Store};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqlSafeStr, SqliteConnection};
use tempfile::TempDir;

pub(crate) struct TestDatabase {
    pub(crate) url: String,
    dir: std::sync::Arc<TempDir>,
}

impl TestDatabase {
    pub(crate) async fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let url = match std::env::var("CANDOR_TEST_DATABASE_URL") {
            Ok(server) => own_schema(&server).await,
            Err(_) => format!("sqlite://{}", dir.path().join("candor.db").display()),
        };
        Self {
            url,
            dir: std::sync::Arc::new(dir),
        }
    }

    /// The same database, for another node.
    pub(crate) fn same_as(other: &Self) -> Self {
        Self {
            url: other.url.clone(),
            dir: std::sync::Arc::clone(&other.dir),
        }
    }

    /// The folder of this test, for whatever else it writes.
    pub(crate) fn dir(&self) -> &std::path::Path {
        self.dir.path()
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }

    /// Changes the database as no program of ours does.
    pub(crate) async fn meddle(&self, sql: &str) {
        let sql = || AssertSqlSafe(sql.to_owned());
        if self.is_sqlite() {
            let mut raw = SqliteConnection::connect(&self.url).await.expect("opens");
            sqlx::raw_sql(sql()).execute(&mut raw).await.expect("done");
            raw.close().await.expect("closed");
        } else {
            let mut raw = PgConnection::connect(&self.url).await.expect("opens");
            sqlx::raw_sql(sql()).execute(&mut raw).await.expect("done");
            raw.close().await.expect("closed");
        }
    }

    pub(crate) async fn open(&self) -> Store {
        let location = Location::parse(&self.url).expect("a location");
        Store::open(&location).await.expect("the database opens")
    }
}

async fn own_schema(server: &str) -> String {
    let id = candor::entropy::Entropy::system().id().expect("randomness");
    let schema = format!("test_{id}");
    let mut connection = PgConnection::connect(server)
        .await
        .expect("the test server answers");
    sqlx::query(AssertSqlSafe(format!("create schema {schema}")))
        .execute(&mut connection)
        .await
        .expect("a schema is made");
    connection.close().await.expect("closed");
    let join = if server.contains('?') { '&' } else { '?' };
    format!("{server}{join}options=-c%20search_path%3D{schema}")
}

impl TestDatabase {
    /// A database as the release whose last step this is left it: no page, no rows. For steps of one text.
    pub(crate) async fn at_step(last: i64) -> Self {
        let database = Self::new().await;
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let mut steps: Vec<Migration> = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|file| file.expect("a file").path())
            .filter_map(|path| {
                let name = path.file_name()?.to_str()?.strip_suffix(".sql")?.to_owned();
                let (number, name) = name.split_once('_')?;
                let number: i64 = number.parse().ok()?;
                let text = std::fs::read_to_string(&path).expect("a text");
                (number <= last).then(|| {
                    let (name, text) = (name.to_owned().into(), AssertSqlSafe(text));
                    let text = text.into_sql_str();
                    Migration::new(number, name, MigrationType::Simple, text, false)
                })
            })
            .collect();
        steps.sort_by_key(|step| step.version);
        let migrator = Migrator::with_migrations(steps);
        if database.is_sqlite() {
            let url = format!("{}?mode=rwc", database.url);
            let mut raw = SqliteConnection::connect(&url).await.expect("opens");
            migrator.run(&mut raw).await.expect("migrated");
            raw.close().await.expect("closed");
        } else {
            let mut raw = PgConnection::connect(&database.url).await.expect("opens");
            migrator.run(&mut raw).await.expect("migrated");
            raw.close().await.expect("closed");
        }
        database
    }
}
