//! One query text, two drivers: [`Q`] is a query as data, [`Db`] and [`Tx`] run it on either.

mod answer;
mod instants;
mod location;
mod postgres;
mod query;
mod sqlite;
mod stuck;
mod tx;

use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;

pub use location::Location;
pub(super) use query::{Arg, Q, ROWS, q};
pub(super) use tx::Tx;

use super::StoreError;
use answer::in_time;
use postgres::{PgPools, begin_read};
use query::Row;
use sqlite::SqlitePools;

/// Whom a read is for. Each kind has connections of its own, so that none waits for another.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reader {
    /// Staff and programs.
    Staff,
    /// The public's editions and old pages.
    Public,
}

/// The database's connections.
#[derive(Clone)]
pub(super) enum Db {
    Sqlite(SqlitePools),
    Pg(Arc<PgPools>),
}

impl Db {
    pub(super) async fn open(location: &Location, wait: Duration) -> Result<Self, StoreError> {
        Ok(match location {
            Location::Sqlite(path) => Self::Sqlite(SqlitePools::open(path, wait).await?),
            Location::Postgres(url) => Self::Pg(Arc::new(PgPools::open(url, wait).await?)),
        })
    }

    /// Runs one query for the public.
    pub(super) async fn all<R: Row>(&self, query: Q) -> Result<Vec<R>, StoreError> {
        match self {
            Self::Sqlite(pools) => {
                let (sql, arguments) = query.split::<SqliteArguments>()?;
                let query = sqlx::query_as_with(sql, arguments);
                Ok(query.fetch_all(&pools.public.pool).await?)
            }
            Self::Pg(pools) => {
                let (sql, arguments) = query.split::<PgArguments>()?;
                let query = sqlx::query_as_with(sql, arguments);
                Ok(in_time(query.fetch_all(&pools.public)).await?)
            }
        }
    }

    pub(super) async fn begin_read(&self, reader: Reader) -> Result<Tx, StoreError> {
        match (self, reader) {
            (Self::Sqlite(pools), Reader::Staff) => pools.read.begin("begin").await,
            (Self::Sqlite(pools), Reader::Public) => pools.public.begin("begin").await,
            (Self::Pg(pools), Reader::Staff) => begin_read(&pools.read).await,
            (Self::Pg(pools), Reader::Public) => begin_read(&pools.public).await,
        }
    }

    pub(super) async fn begin_write(&self) -> Result<Tx, StoreError> {
        match self {
            // It waits until no other write is under way.
            Self::Sqlite(pools) => pools.write.begin("begin immediate").await,
            Self::Pg(pools) => pools.begin_write().await,
        }
    }

    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite(pools) => pools.close().await,
            Self::Pg(pools) => pools.close().await,
        }
    }
}
