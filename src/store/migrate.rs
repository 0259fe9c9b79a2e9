//! The steps from an empty database to today's.

use std::borrow::Cow;
use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{Connection, SqlSafeStr};

use super::db::{Db, q};
use super::{Location, StoreError};

/// Every step: its version, its name, its text.
const STEPS: &[(i64, &str, &str)] = &[
    (1, "start", include_str!("../../migrations/0001_start.sql")),
    (
        2,
        "idempotency",
        include_str!("../../migrations/0002_idempotency.sql"),
    ),
    (
        3,
        "sign_in",
        include_str!("../../migrations/0003_sign_in.sql"),
    ),
    (
        4,
        "maintenance",
        include_str!("../../migrations/0004_maintenance.sql"),
    ),
    (5, "story", include_str!("../../migrations/0005_story.sql")),
    (
        6,
        "settings",
        include_str!("../../migrations/0006_settings.sql"),
    ),
    (
        7,
        "planned",
        include_str!("../../migrations/0007_planned.sql"),
    ),
    (
        8,
        "unbreakable",
        include_str!("../../migrations/0008_unbreakable.sql"),
    ),
    (9, "true", include_str!("../../migrations/0009_true.sql")),
    (
        10,
        "assets",
        include_str!("../../migrations/0010_assets.sql"),
    ),
    (12, "jobs", include_str!("../../migrations/0012_jobs.sql")),
];

/// A step whose text differs in part: what is the same for both databases, then the rest for each.
macro_rules! split {
    ($file:literal) => {
        (
            concat!(
                include_str!(concat!("../../migrations/", $file, ".sql")),
                include_str!(concat!("../../migrations/", $file, ".sqlite.sql"))
            ),
            concat!(
                include_str!(concat!("../../migrations/", $file, ".sql")),
                include_str!(concat!("../../migrations/", $file, ".pg.sql"))
            ),
        )
    };
}

/// Every step whose text differs: its version, its name, its text for SQLite and for PostgreSQL.
const SPLIT_STEPS: &[(i64, &str, (&str, &str))] = &[
    (11, "aggregates", split!("0011_aggregates")),
    (13, "posted", split!("0013_posted")),
];

#[derive(sqlx_macros::FromRow)]
struct TableRow {
    name: String,
}

/// Holds back other processes that would migrate the same SQLite file; on PostgreSQL the migrator's own
/// lock does. Ends when dropped.
pub(super) struct MigrationLock(#[expect(dead_code, reason = "held for its lock")] Option<File>);

/// How long a start waits for another process that migrates.
const LOCK_WAIT: Duration = Duration::from_secs(10);

/// How often it looks whether the other is done.
const LOCK_LOOK: Duration = Duration::from_millis(50);

impl MigrationLock {
    /// Waits for its turn at a file of our own beside the database: closing the database's own would drop
    /// SQLite's locks on it. If the file cannot be made, nothing is waited for: then the first of two processes
    /// migrates and the other fails with an error.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when another process holds the file for longer than ten seconds.
    pub(super) async fn take(location: &Location) -> Result<Self, StoreError> {
        let Location::Sqlite(path) = location else {
            return Ok(Self(None));
        };
        let mut name = path.as_os_str().to_owned();
        name.push("-turn");
        let opened = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&name);
        let Ok(file) = opened else {
            return Ok(Self(None));
        };
        let started = Instant::now();
        let mut is_told = false;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self(Some(file))),
                Err(TryLockError::Error(_)) => return Ok(Self(None)),
                Err(TryLockError::WouldBlock) if started.elapsed() > LOCK_WAIT => {
                    return Err(StoreError::Busy);
                }
                Err(TryLockError::WouldBlock) => {}
            }
            if !is_told && started.elapsed() > Duration::from_secs(1) {
                is_told = true;
                tracing::warn!(
                    file = %Path::new(&name).display(),
                    "another process is bringing the database up to date and holds this file"
                );
            }
            tokio::time::sleep(LOCK_LOOK).await;
        }
    }
}

/// Refuses a database that holds another program's tables.
async fn refuse_foreign(db: &Db) -> Result<(), StoreError> {
    let tables: Vec<TableRow> = db
        .all(match db {
            Db::Sqlite(_) => q("select name from sqlite_master where type = 'table' order by name"),
            Db::Pg(_) => q("select cast(tablename as text) as name from pg_tables
                  where schemaname = current_schema() order by tablename"),
        })
        .await?;
    let is_ours = tables.iter().any(|table| table.name == "_sqlx_migrations");
    match tables.first() {
        Some(table) if !is_ours => Err(StoreError::Location(format!(
            "the database belongs to another program (it has a table {})",
            table.name
        ))),
        _ => Ok(()),
    }
}

/// Brings the database up to date.
///
/// # Errors
/// A database that a newer program wrote, or a damaged one, is named and left as it is.
pub(super) async fn run(db: &Db) -> Result<(), StoreError> {
    let split = SPLIT_STEPS
        .iter()
        .map(|(version, name, (sqlite, pg))| match db {
            Db::Sqlite(_) => (*version, *name, *sqlite),
            Db::Pg(_) => (*version, *name, *pg),
        });
    let mut steps: Vec<(i64, &str, &str)> = STEPS.iter().copied().chain(split).collect();
    steps.sort_unstable_by_key(|(version, ..)| *version);
    let migrations = steps
        .into_iter()
        .map(|(version, name, text)| {
            Migration::new(
                version,
                Cow::Borrowed(name),
                MigrationType::Simple,
                text.into_sql_str(),
                false,
            )
        })
        .collect();
    let migrator = Migrator::with_migrations(migrations);
    refuse_foreign(db).await?;
    let done = match db {
        Db::Sqlite(pools) => migrator.run(&pools.write.pool).await,
        Db::Pg(pools) => {
            let mut connection = pools.connect().await?;
            let done = migrator.run(&mut connection).await;
            if done.is_ok() {
                connection.close().await?;
            }
            done
        }
    };
    done.map_err(|error| match error {
        MigrateError::VersionMissing(version) | MigrateError::VersionTooNew(version, _) => {
            StoreError::Newer { version }
        }
        MigrateError::VersionMismatch(version) => {
            StoreError::Damaged(format!("step {version} is not the one this program knows"))
        }
        MigrateError::Dirty(version) => {
            StoreError::Damaged(format!("step {version} was left half done"))
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        other => StoreError::Driver(sqlx::Error::Migrate(Box::new(other))),
    })
}
