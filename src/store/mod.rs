//! The only room that speaks SQL: one text for SQLite and PostgreSQL.
//!
//! [`Store::begin`] gives a write that waits its turn: writes are serial on both databases, so a deed that
//! loads, decides and stores cannot lose another's change. A write ends with [`Write::commit`], which takes the
//! audit entry, so no change can be made without one.
//!
//! [`Store`] belongs to whoever opened it, to `app` and to the `House`. Doors and the publication hold [`Reads`], which gives
//! consistent views and nothing else.

mod access;
mod audit;
mod components;
mod db;
mod error;
mod idempotency;
mod ids;
mod incidents;
mod jobs;
mod maintenances;
mod migrate;
mod page;
mod postmortems;
mod public_ids;
mod reads;
mod snapshot;
mod sound;
mod watch;

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use crate::domain::AuditEntry;
use db::{Db, Reader, Tx, q};

pub use db::Location;
pub use error::StoreError;
pub use incidents::{IncidentFilter, Naming};
pub use public_ids::Documented;
pub use reads::Reads;
pub use watch::Watch;

/// How long a statement may wait for a connection or a lock before it fails with [`StoreError::Busy`].
const WAIT: Duration = Duration::from_secs(5);

/// The database, to write and to read.
#[derive(Clone)]
pub struct Store {
    db: Db,
}

impl Store {
    /// Opens the database, creates it when it is a file that does not exist, and migrates it.
    ///
    /// # Errors
    /// It cannot be reached, is damaged, or belongs to a newer Candor; then it is left as it was.
    pub async fn open(location: &Location) -> Result<Self, StoreError> {
        sound::describe_metrics();
        let turn = migrate::MigrationLock::take(location).await?;
        let db = Db::open(location, WAIT).await?;
        let done = migrate::run(&db).await;
        drop(turn);
        done.map_err(|error| match error {
            StoreError::Damaged(why) => StoreError::Damaged(format!("{location}: {why}")),
            other => other,
        })?;
        Ok(Self { db })
    }

    /// Returns what staff and programs may read.
    pub fn reads(&self) -> Reads {
        Reads::new(self.db.clone(), Reader::Staff)
    }

    /// Returns what is read for the public, by connections of its own: it waits for no other reader.
    pub fn public_reads(&self) -> Reads {
        Reads::new(self.db.clone(), Reader::Public)
    }

    /// Begins a consistent read for staff or a program.
    pub async fn read(&self) -> Result<Read, StoreError> {
        let tx = self.db.begin_read(Reader::Staff).await?;
        Ok(Read { tx })
    }

    /// Begins a write, which waits until no other write is under way.
    pub async fn begin(&self) -> Result<Write, StoreError> {
        Ok(Write {
            read: Read {
                tx: self.db.begin_write().await?,
            },
        })
    }

    /// Closes every connection; on SQLite the write-ahead log goes back into the file.
    pub async fn close(&self) {
        self.db.close().await;
    }
}

const REVISION: &str = "select revision from pages";

#[derive(sqlx_macros::FromRow)]
struct Revision {
    revision: i64,
}

/// A consistent view of the data.
pub struct Read {
    tx: Tx,
}

impl Read {
    /// Returns the revision of this view.
    pub async fn revision(&mut self) -> Result<i64, StoreError> {
        let row: Option<Revision> = self.tx.optional(q(REVISION)).await?;
        Ok(row.map_or(0, |row| row.revision))
    }
}

/// A write under way; if it is dropped without [`Write::commit`], nothing changes.
pub struct Write {
    read: Read,
}

impl Deref for Write {
    type Target = Read;

    fn deref(&self) -> &Read {
        &self.read
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut Read {
        &mut self.read
    }
}

impl Write {
    /// Records the change, moves the revision and makes everything lasting. Returns the new revision.
    pub async fn commit(mut self, entry: &AuditEntry) -> Result<i64, StoreError> {
        let bumped: Option<Revision> = self
            .read
            .tx
            .optional(q(
                "update pages set revision = revision + 1 returning revision",
            ))
            .await?;
        let revision = bumped.ok_or(StoreError::NoPage)?.revision;
        self.insert_audit(Some(revision), entry).await?;
        self.read.tx.commit().await?;
        Ok(revision)
    }

    /// Records something that no edition could show and makes it lasting; the revision stays.
    pub async fn commit_unseen(mut self, entry: &AuditEntry) -> Result<(), StoreError> {
        self.insert_audit(None, entry).await?;
        self.read.tx.commit().await
    }

    /// Makes bookkeeping lasting that belongs to no deed: when a session was seen, a token used.
    pub async fn commit_bookkeeping(self) -> Result<(), StoreError> {
        self.read.tx.commit().await
    }

    /// Takes the next value of the counter that orders what is stored.
    pub async fn next_seq(&mut self) -> Result<i64, StoreError> {
        self.next_seqs(1).await
    }

    /// Takes `count` values of the counter at once and returns the first.
    pub async fn next_seqs(&mut self, count: i64) -> Result<i64, StoreError> {
        self.take(
            "update pages set next_seq = next_seq + $1 returning next_seq as revision",
            count,
        )
        .await
    }

    /// Takes the next number for the feed entries of an incident; it is never given again.
    pub async fn next_feed_number(&mut self) -> Result<i64, StoreError> {
        self.take(
            "update pages set next_feed_number = next_feed_number + $1
              returning next_feed_number as revision",
            1,
        )
        .await
    }

    async fn take(&mut self, sql: &'static str, count: i64) -> Result<i64, StoreError> {
        let row: Option<Revision> = self.read.tx.optional(q(sql).bind(count)).await?;
        Ok(row.ok_or(StoreError::NoPage)?.revision - count)
    }

    /// Sees to it that a feed number given from outside is never given again.
    pub async fn reserve_feed_number(&mut self, number: i64) -> Result<(), StoreError> {
        self.read
            .tx
            .exec(
                q("update pages set next_feed_number = $1 where next_feed_number < $1")
                    .bind(number + 1),
            )
            .await?;
        Ok(())
    }
}
