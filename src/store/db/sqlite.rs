//! The connections to a file of SQLite.

use std::path::Path;
use std::time::Duration;

use sqlx::Connection;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use super::stuck::Stuck;
use super::tx::Tx;
use crate::store::StoreError;

/// Readers of each kind; each is a thread.
const READERS: u32 = 4;

/// The pools of one file.
#[derive(Clone)]
pub(in crate::store) struct SqlitePools {
    /// What staff and programs read.
    pub(super) read: Connections,
    /// What is read for the public.
    pub(super) public: Connections,
    /// The one connection that writes.
    pub(in crate::store) write: Connections,
}

/// Connections of one kind.
#[derive(Clone)]
pub(in crate::store) struct Connections {
    pub(in crate::store) pool: SqlitePool,
    stuck: Stuck,
}

impl Connections {
    async fn open(
        most: u32,
        options: SqliteConnectOptions,
        wait: Duration,
    ) -> Result<Self, sqlx::Error> {
        let stuck = Stuck::default();
        let noticed = stuck.clone();
        let pool = SqlitePoolOptions::new()
            .max_connections(most)
            .acquire_timeout(wait)
            .test_before_acquire(false)
            // SQLite itself ends a transaction in which the disk failed, and the driver still counts
            // it as open (begin_with at non-zero transaction depth): such a connection is closed.
            .before_acquire(move |connection, _| {
                let is_fine = !connection.is_in_transaction() && !noticed.take();
                Box::pin(async move { Ok(is_fine) })
            })
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options)
            .await?;
        Ok(Self { pool, stuck })
    }

    /// Begins a transaction with a statement of SQLite's.
    pub(super) async fn begin(&self, statement: &'static str) -> Result<Tx, StoreError> {
        let stuck = self.stuck.clone();
        match self.pool.begin_with(statement).await {
            Ok(tx) => Ok(Tx::Sqlite { tx, stuck }),
            Err(error) => Err(stuck.notice(error)),
        }
    }
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
        let opened = async {
            let write = Connections::open(1, options.clone(), wait).await?;
            let options = options.pragma("query_only", "1");
            Ok::<_, sqlx::Error>(Self {
                write,
                read: Connections::open(READERS, options.clone(), wait).await?,
                public: Connections::open(READERS, options, wait).await?,
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

    pub(super) async fn close(&self) {
        for connections in [&self.read, &self.public, &self.write] {
            connections.pool.close().await;
        }
    }
}

/// Makes an absent database file readable by its owner only; SQLite gives the files beside it the same mode.
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
