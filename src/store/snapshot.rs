//! The part of the data that an edition is made from.

use std::sync::Arc;

use super::{Read, StoreError};
use crate::domain::public::{FED, LISTED, Snapshot};
use crate::domain::{PageImage, Ts};

impl Read {
    /// Reads the page, every component, and the incidents that any hot document may show. The bytes of
    /// images that are known already are not read again.
    ///
    /// Eight queries, whatever the size of history.
    pub async fn snapshot(
        &mut self,
        past_since: Ts,
        known: &[Arc<PageImage>],
    ) -> Result<Snapshot, StoreError> {
        let listed = i64::try_from(LISTED).unwrap_or(i64::MAX);
        let fed = i64::try_from(FED).unwrap_or(i64::MAX);
        let ids = self.list_hot_ids(listed, fed, past_since).await?;
        Ok(Snapshot {
            page: self.get_page().await?,
            components: self.list_components().await?,
            incidents: self.list_incidents_by_id(&ids).await?,
            open_incidents: self.count_open_incidents().await?,
            images: self.list_images(known).await?,
        })
    }
}
