//! Lists of maintenances: for a calendar, and those that are over.

use crate::domain::{Incident, Ts};
use crate::store::db::q;
use crate::store::{Read, StoreError};

/// Most maintenances in one answer.
const MOST: i64 = 500;

impl Read {
    /// Returns the maintenances that are planned for any moment between two instants, the first to start
    /// comes first; at most 500. Three queries.
    pub async fn list_maintenances_between(
        &mut self,
        from: Ts,
        to: Ts,
    ) -> Result<Vec<Incident>, StoreError> {
        let ids = self
            .incident_ids(
                q("select id from incidents
                    where kind = 'maintenance' and starts_at < $2 and ends_at > $1
                    order by starts_at, seq limit $3")
                .bind(from)
                .bind(to)
                .bind(MOST),
            )
            .await?;
        self.in_order(&ids).await
    }

    /// Returns a page of the maintenances that are over, the last to start comes first. Three queries.
    pub async fn list_past_maintenances(
        &mut self,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<Incident>, StoreError> {
        let ids = self
            .incident_ids(
                q("select id from incidents
                    where kind = 'maintenance' and not is_open
                    order by coalesce(starts_at, created_at) desc, seq desc limit $1 offset $2")
                .bind(limit)
                .bind(offset),
            )
            .await?;
        self.in_order(&ids).await
    }
}
