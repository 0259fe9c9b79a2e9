//! The part of the data that an edition is made from.

use std::sync::Arc;

use super::db::q;
use super::{Read, StoreError, Write};
use crate::domain::public::{Dates, FED, LISTED, Snapshot};
use crate::domain::{PageImage, Ts};

#[derive(sqlx_macros::FromRow)]
struct DatesRow {
    incidents: Option<Ts>,
    maintenances: Option<Ts>,
    undated: Option<Ts>,
}

impl Read {
    /// Reads the page, every component, and the incidents that any hot document may show. The bytes of
    /// images that are known already are not read again.
    ///
    /// Ten queries at most, whatever the size of history.
    pub async fn snapshot(
        &mut self,
        past_since: Ts,
        known: &[Arc<PageImage>],
    ) -> Result<Snapshot, StoreError> {
        let listed = i64::try_from(LISTED).unwrap_or(i64::MAX);
        let fed = i64::try_from(FED).unwrap_or(i64::MAX);
        let ids = self.list_hot_ids(listed, fed, past_since).await?;
        let incidents = self.list_incidents_by_id(&ids).await?;
        Ok(Snapshot {
            page: self.get_page().await?,
            components: self.list_components().await?,
            postmortems: self.list_published_postmortems(&incidents).await?,
            incidents,
            open_incidents: self.count_open_incidents().await?,
            dates: self.dates().await?,
            images: self.list_images(known).await?,
        })
    }

    async fn dates(&mut self) -> Result<Dates, StoreError> {
        let row: Option<DatesRow> = self
            .tx
            .optional(q(
                "select (select max(updated_at) from incidents where kind = 'incident') as incidents,
                        (select max(updated_at) from incidents where kind = 'maintenance') as maintenances,
                        undated_change_at as undated
                   from pages",
            ))
            .await?;
        Ok(row.map_or_else(Dates::default, |row| Dates {
            incidents: row.incidents,
            maintenances: row.maintenances,
            undated: row.undated,
        }))
    }
}

impl Write {
    /// Notes that something public changes now without a newer date of its own.
    pub async fn note_undated_change(&mut self, now: Ts) -> Result<(), StoreError> {
        self.tx
            .exec(
                q("update pages set undated_change_at = $1
                    where undated_change_at is null or undated_change_at < $1")
                .bind(now),
            )
            .await?;
        Ok(())
    }
}
