//! Queries that find ids alone.

use super::db::Q;
use super::error::stored;
use super::sound::keep;
use super::{Read, StoreError};

#[derive(sqlx_macros::FromRow)]
pub(super) struct IdRow {
    id: String,
}

impl Read {
    /// Returns the ids that a query finds in a table, in its order.
    pub(super) async fn ids<T>(
        &mut self,
        query: Q,
        table: &'static str,
        parse: fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, StoreError> {
        let rows: Vec<IdRow> = self.tx.all(query).await?;
        Ok(rows
            .iter()
            .filter_map(|row| keep(stored(parse(&row.id), table, "id", &row.id)))
            .collect())
    }
}
