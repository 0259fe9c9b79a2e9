//! What may be read: all that a door or the publication holds of the store.

use super::db::{Db, Reader, q};
use super::{REVISION, Read, Revision, StoreError, Watch};

/// Begins consistent reads, and knows the revision of the data. A write cannot be begun with it.
///
/// It is taken from [`Store::reads`](super::Store::reads) or [`Store::public_reads`](super::Store::public_reads) and is
/// cheap to clone.
#[derive(Clone)]
pub struct Reads {
    db: Db,
    reader: Reader,
}

impl Reads {
    pub(super) const fn new(db: Db, reader: Reader) -> Self {
        Self { db, reader }
    }

    /// Begins a consistent read.
    pub async fn read(&self) -> Result<Read, StoreError> {
        let tx = self.db.begin_read(self.reader).await?;
        Ok(Read { tx })
    }

    /// Returns the revision of the data: it grows with every committed change. Costs one short query.
    pub async fn revision(&self) -> Result<i64, StoreError> {
        let rows = self.db.all::<Revision>(q(REVISION)).await?;
        Ok(rows.first().map_or(0, |row| row.revision))
    }

    /// Watches for changes of the revision that other processes commit.
    pub async fn watch(&self) -> Result<Watch, StoreError> {
        Watch::start(&self.db).await
    }
}
