//! The connections to a server of PostgreSQL, and the queue of those who write.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgListener, PgPool, PgPoolOptions};
use sqlx::{Connection, Postgres, Transaction};
use tokio::sync::Semaphore;

use super::answer::in_time;
use super::tx::Tx;
use crate::store::StoreError;

/// Connections of each kind: ten in all.
const READERS: u32 = 4;
/// Two archive pages, the edition, and the one that listens for other nodes.
const PUBLIC_READERS: u32 = 4;
/// One that writes, and one whose last transaction is being tidied.
const WRITERS: u32 = 2;

/// Longest run of one statement, its wait for locks included.
const STATEMENT: Duration = Duration::from_secs(7);

/// How long a write may stand still between two statements. If a process freezes while it holds the lock of all
/// writers, the server ends its transaction.
const STANDSTILL: Duration = Duration::from_secs(5);

/// How long a read may stand still. It holds nobody up.
const READ_STANDSTILL: Duration = Duration::from_mins(1);

/// The pools of one server.
pub(in crate::store) struct PgPools {
    options: PgConnectOptions,
    /// What staff and programs read.
    pub(super) read: PgPool,
    /// What is read for the public.
    pub(super) public: PgPool,
    write: PgPool,
    /// The queue of this process's writers. They stand in it without a connection.
    writers: Arc<Semaphore>,
    wait: Duration,
}

impl PgPools {
    /// Connects to a server.
    pub(super) async fn open(url: &str, wait: Duration) -> Result<Self, StoreError> {
        let options = PgConnectOptions::from_str(url)
            .map_err(|error| StoreError::Location(format!("DATABASE_URL: {error}")))?
            .application_name("candor")
            .options([("lock_timeout", wait.as_millis().to_string())])
            // The server notices within some seconds that a node is gone although nothing was closed.
            .options([
                ("tcp_user_timeout", "10000"),
                ("tcp_keepalives_idle", "5"),
                ("tcp_keepalives_interval", "2"),
                ("tcp_keepalives_count", "3"),
            ]);
        // A pool reports only that it waited in vain; a single connection reports why.
        let first = tokio::time::timeout(wait, PgConnection::connect_with(&options)).await;
        match first {
            Ok(connection) => connection?.close().await?,
            Err(_) => return Err(StoreError::Busy),
        }
        let pool = |connections: u32, standstill: Duration| {
            let bounds = [
                ("statement_timeout", STATEMENT),
                ("idle_in_transaction_session_timeout", standstill),
            ];
            let bounds = bounds.map(|(name, time)| (name, time.as_millis().to_string()));
            PgPoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(wait)
                // A request that is given up while BEGIN is on its way leaves a transaction that the
                // driver does not know of: it is ended here. A connection on which no answer comes,
                // or an error, is closed.
                .after_release(|connection, _| {
                    Box::pin(async {
                        let tidy = sqlx::raw_sql("begin; rollback").execute(connection);
                        in_time(tidy).await.map(|_| true)
                    })
                })
                .connect_lazy_with(options.clone().options(bounds))
        };
        Ok(Self {
            read: pool(READERS, READ_STANDSTILL),
            public: pool(PUBLIC_READERS, READ_STANDSTILL),
            write: pool(WRITERS, STANDSTILL),
            options,
            writers: Arc::new(Semaphore::new(1)),
            wait,
        })
    }

    /// Connects for the migration, whose statements may take longer than any later one.
    pub(in crate::store) async fn connect(&self) -> Result<PgConnection, StoreError> {
        Ok(in_time(PgConnection::connect_with(&self.options)).await?)
    }

    /// Connects to hear of other nodes' changes.
    pub(in crate::store) async fn listen(&self) -> Result<PgListener, StoreError> {
        let mut listener = in_time(PgListener::connect_with(&self.public)).await?;
        in_time(listener.listen("candor")).await?;
        Ok(listener)
    }

    /// Begins a write, which waits until no other is under way: first for those of this process, then for those
    /// of other nodes.
    pub(super) async fn begin_write(&self) -> Result<Tx, StoreError> {
        let turn = Arc::clone(&self.writers).acquire_owned();
        let turn = tokio::time::timeout(self.wait, turn).await;
        let Ok(Ok(turn)) = turn else {
            return Err(StoreError::Busy);
        };
        let mut tx = in_time(self.write.begin()).await?;
        // The queue at which the writers of all nodes stand, as SQLite's write lock is.
        let queue = sqlx::query("select pg_advisory_xact_lock(hashtext(current_schema()))");
        in_time(queue.execute(&mut *tx)).await?;
        Ok(Tx::Pg {
            tx,
            turn: Some(turn),
        })
    }

    pub(super) async fn close(&self) {
        for pool in [&self.read, &self.public, &self.write] {
            pool.close().await;
        }
    }
}

/// Begins a consistent read.
pub(super) async fn begin_read(pool: &PgPool) -> Result<Tx, StoreError> {
    let begun = pool.begin_with("begin isolation level repeatable read, read only");
    let tx: Transaction<'static, Postgres> = in_time(begun).await?;
    Ok(Tx::Pg { tx, turn: None })
}
