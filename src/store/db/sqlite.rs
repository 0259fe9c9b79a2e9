//! The connections to a file of SQLite.

use std::path::Path;
use std::time::Duration;

use sqlx::Connection;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use super::tx::Tx;
use crate::store::StoreError;

/// Readers of each kind; each is a thread.
const READERS: u32 = 4;

/// The pools of one file.
#[derive(Clone)]
pub(in crate::store) struct SqlitePools {
    /// What staff and programs read.
    pub(super) read: SqlitePool,
    /// What is read for the public.
    pub(super) public: SqlitePool,
    /// The one connection that writes.
    pub(in crate::store) write: SqlitePool,
}

impl SqlitePools {
    /// Opens a file, which is made when it does not exist.
    pub(super) async fn open(path: &Path, wait: Duration) -> Result<Self, StoreError> {
        create_private(path)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(wait);
        let pool = |connections: u32| {
            SqlitePoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(wait)
                .test_before_acquire(false)
                // SQLite itself ends the transaction in which the disk failed, and the driver goes on
                // believing in it (begin_with at non-zero transaction depth): such a connection is closed.
                .before_acquire(|connection, _| {
                    let is_fine = !connection.is_in_transaction();
                    Box::pin(async move { Ok(is_fine) })
                })
                .idle_timeout(None)
                .max_lifetime(None)
        };
        let opened = async {
            let write = pool(1).connect_with(options.clone()).await?;
            let options = options.pragma("query_only", "1");
            Ok::<_, sqlx::Error>(Self {
                write,
                read: pool(READERS).connect_with(options.clone()).await?,
                public: pool(READERS).connect_with(options).await?,
            })
        };
        opened.await.map_err(|error| match StoreError::from(error) {
            StoreError::Damaged(why) => StoreError::Damaged(format!("{}: {why}", path.display())),
            StoreError::Driver(error) | StoreError::Unreachable(error) => {
                StoreError::Location(format!("{} cannot be opened: {error}", path.display()))
            }
            other => other,
        })
    }

    /// Begins a write, which waits until no other is under way.
    pub(super) async fn begin_write(&self) -> Result<Tx, StoreError> {
        match self.write.begin_with("begin immediate").await {
            Ok(tx) => Ok(Tx::Sqlite(tx)),
            Err(error) => {
                let error = StoreError::from(error);
                // A file opened while it was read-only stays so for this connection.
                if matches!(error, StoreError::ReadOnly) {
                    self.write.acquire().await?.close().await?;
                }
                Err(error)
            }
        }
    }

    pub(super) async fn close(&self) {
        for pool in [&self.read, &self.public, &self.write] {
            pool.close().await;
        }
    }
}

/// Makes an absent database file readable by its owner only; SQLite's own companions take its mode.
fn create_private(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::OpenOptionsExt;
    let made = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match made {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(StoreError::Location(format!(
            "{} cannot be created: {error}",
            path.display()
        ))),
    }
}
