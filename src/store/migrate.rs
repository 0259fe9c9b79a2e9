//! The steps from an empty database to today's.

use std::borrow::Cow;

use sqlx::SqlSafeStr;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};

use super::StoreError;
use super::db::Db;

/// Every step: its version, its name, its text.
const STEPS: &[(i64, &str, &str)] = &[
    (1, "start", include_str!("../../migrations/0001_start.sql")),
    (
        2,
        "idempotency",
        include_str!("../../migrations/0002_idempotency.sql"),
    ),
];

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
