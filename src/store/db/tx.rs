//! A transaction on either database.

use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use sqlx::{FromRow, Postgres, Sqlite, Transaction};
use tokio::sync::OwnedSemaphorePermit;

use super::answer::in_time;
use super::query::{Q, Row};
use super::stuck::Stuck;
use crate::store::StoreError;
use crate::store::sound::keep;

#[derive(sqlx_macros::FromRow)]
struct CountRow {
    count: i64,
}

/// A transaction on either database.
pub(in crate::store) enum Tx {
    Sqlite {
        tx: Transaction<'static, Sqlite>,
        /// Of the connection: whether it was found to be unable to write.
        stuck: Stuck,
    },
    Pg {
        tx: Transaction<'static, Postgres>,
        /// Of a write: its turn among the writers of this process.
        turn: Option<OwnedSemaphorePermit>,
    },
}

impl Tx {
    /// Reads rows. One that cannot be read is left out.
    pub(in crate::store) async fn all<R: Row>(&mut self, query: Q) -> Result<Vec<R>, StoreError> {
        Ok(self
            .rows(query)
            .await?
            .into_iter()
            .filter_map(keep)
            .collect())
    }

    /// Reads the first row, if there is one.
    pub(in crate::store) async fn optional<R: Row>(
        &mut self,
        query: Q,
    ) -> Result<Option<R>, StoreError> {
        self.rows(query).await?.into_iter().next().transpose()
    }

    /// Reads the one number that a query returns as `count`.
    pub(in crate::store) async fn count(&mut self, query: Q) -> Result<i64, StoreError> {
        let row: Option<CountRow> = self.optional(query).await?;
        Ok(row.map_or(0, |row| row.count))
    }

    async fn rows<R: Row>(&mut self, query: Q) -> Result<Vec<Result<R, StoreError>>, StoreError> {
        match self {
            Self::Sqlite { tx, stuck } => {
                let (sql, arguments) = query.split::<SqliteArguments>()?;
                let query = sqlx::query_with(sql, arguments);
                let rows = query.fetch_all(&mut **tx).await;
                Ok(read(&rows.map_err(|error| stuck.notice(error))?))
            }
            Self::Pg { tx, .. } => {
                let (sql, arguments) = query.split::<PgArguments>()?;
                let query = sqlx::query_with(sql, arguments);
                let rows = in_time(query.fetch_all(&mut **tx)).await?;
                Ok(read(&rows))
            }
        }
    }

    /// Runs a statement and returns how many rows it touched.
    pub(in crate::store) async fn exec(&mut self, query: Q) -> Result<u64, StoreError> {
        match self {
            Self::Sqlite { tx, stuck } => {
                let (sql, arguments) = query.split::<SqliteArguments>()?;
                let done = sqlx::query_with(sql, arguments).execute(&mut **tx).await;
                let done = done.map_err(|error| stuck.notice(error))?;
                Ok(done.rows_affected())
            }
            Self::Pg { tx, .. } => {
                let (sql, arguments) = query.split::<PgArguments>()?;
                let query = sqlx::query_with(sql, arguments);
                let done = in_time(query.execute(&mut **tx)).await?;
                Ok(done.rows_affected())
            }
        }
    }

    /// Makes the changes lasting; on PostgreSQL the other nodes hear of it.
    ///
    /// # Errors
    /// [`StoreError::Unsure`] when no clear answer came: the changes may be lasting or not.
    pub(in crate::store) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite { tx, .. } => tx.commit().await.map_err(StoreError::of_commit),
            Self::Pg { mut tx, turn } => {
                let notify = sqlx::query("select pg_notify('candor', '')");
                in_time(notify.execute(&mut *tx)).await?;
                let done = in_time(tx.commit()).await.map_err(StoreError::of_commit);
                drop(turn);
                done
            }
        }
    }
}

fn read<'r, D, R: FromRow<'r, D>>(rows: &'r [D]) -> Vec<Result<R, StoreError>>
where
    D: sqlx::Row,
{
    let rows = rows.iter();
    rows.map(|row| R::from_row(row).map_err(StoreError::from))
        .collect()
}
