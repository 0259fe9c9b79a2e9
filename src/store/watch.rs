//! Noticing that another process changed the data.

use std::time::Duration;

use sqlx::postgres::PgListener;

use super::StoreError;
use super::db::Db;

/// How often the revision is looked at; PostgreSQL also says so at once.
const POLL: Duration = Duration::from_millis(400);

/// Wakes when the data may have changed.
pub struct Watch {
    listener: Option<PgListener>,
}

impl Watch {
    pub(super) async fn start(db: &Db) -> Result<Self, StoreError> {
        let listener = match db {
            Db::Sqlite(_) => None,
            Db::Pg(pools) => Some(pools.listen().await?),
        };
        Ok(Self { listener })
    }

    /// Waits until the data may have changed: at most 400 ms, less when the database says so.
    ///
    /// # Errors
    /// The connection to the database is lost; a new watch is needed.
    pub async fn changed(&mut self) -> Result<(), StoreError> {
        match &mut self.listener {
            Some(listener) => {
                if let Ok(told) = tokio::time::timeout(POLL, listener.recv()).await {
                    told?;
                }
            }
            None => tokio::time::sleep(POLL).await,
        }
        Ok(())
    }
}
