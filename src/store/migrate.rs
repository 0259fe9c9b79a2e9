//! The steps from an empty database to today's.

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;

use sqlx::SqlSafeStr;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};

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
];

#[derive(sqlx_macros::FromRow)]
struct TableRow {
    name: String,
}

/// Holds back other processes that would migrate the same SQLite file; on PostgreSQL the migrator's own
/// lock does. Ends when dropped.
pub(super) struct Turn(#[expect(dead_code, reason = "held for its lock")] Option<File>);

impl Turn {
    /// Waits for its turn. A folder that cannot be locked is not: then the first of two processes wins
    /// and the other says that it lost.
    pub(super) fn take(location: &Location) -> Self {
        let Location::Sqlite(path) = location else {
            return Self(None);
        };
        // The folder, not the file: closing a file of SQLite's would drop SQLite's own locks on it.
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        Self(
            File::open(folder)
                .ok()
                .filter(|folder| folder.lock().is_ok()),
        )
    }
}

/// Refuses a database that holds another program's tables.
async fn refuse_foreign(db: &Db) -> Result<(), StoreError> {
    let tables: Vec<TableRow> = db
        .all(match db {
            Db::Sqlite { .. } => {
                q("select name from sqlite_master where type = 'table' order by name")
            }
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
    let migrations = STEPS
        .iter()
        .map(|(version, name, text)| {
            Migration::new(
                *version,
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
        Db::Sqlite { write, .. } => migrator.run(write).await,
        Db::Pg(pool) => migrator.run(pool).await,
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
