//! The part of the data that an edition is made from.

use super::{Read, StoreError};
use crate::domain::Ts;
use crate::domain::public::{FED, LISTED, Snapshot};

impl Read {
    /// Reads the page, every component, and the incidents that any hot document may show.
    ///
    /// Six queries, whatever the size of history.
    pub async fn snapshot(&mut self, past_since: Ts) -> Result<Snapshot, StoreError> {
        let listed = i64::try_from(LISTED).unwrap_or(i64::MAX);
        let fed = i64::try_from(FED).unwrap_or(i64::MAX);
        let ids = self.list_hot_ids(listed, fed, past_since).await?;
        Ok(Snapshot {
            page: self.get_page().await?,
            components: self.list_components().await?,
            incidents: self.list_incidents_by_id(&ids).await?,
        })
    }
}
