//! The steps from an empty database to today's.

use std::borrow::Cow;

use sqlx::SqlSafeStr;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};

use super::StoreError;
use super::db::{Db, q};

/// Every step: its version, its name, its text.
const STEPS: &[(i64, &str, &str)] = &[
    (1, "start", include_str!("../../migrations/0001_start.sql")),
    (
        2,
        "idempotency",
        include_str!("../../migrations/0002_idempotency.sql"),
    ),
];

#[derive(sqlx_macros::FromRow)]
struct TableRow {
    name: String,
}

/// Refuses an SQLite file that holds another program's tables.
async fn refuse_foreign(db: &Db) -> Result<(), StoreError> {
    if !matches!(db, Db::Sqlite { .. }) {
        return Ok(());
    }
    let tables: Vec<TableRow> = db
        .all(q(
            "select name from sqlite_master where type = 'table' order by name",
        ))
        .await?;
    let is_ours = tables.iter().any(|table| table.name == "_sqlx_migrations");
    match tables.first() {
        Some(table) if !is_ours => Err(StoreError::Location(format!(
            "the database file belongs to another program (it has a table {})",
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
