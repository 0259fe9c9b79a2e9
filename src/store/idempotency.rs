//! What was asked for under an idempotency key.

use super::db::q;
use super::{StoreError, Write};
use crate::domain::Ts;

/// How long a key is remembered, in seconds.
const KEPT_SECS: i64 = 24 * 60 * 60;

#[derive(sqlx_macros::FromRow)]
struct IdempotencyRow {
    request_hash: String,
    subject: String,
}

impl Write {
    /// Finds what a key made in the last 24 hours: the hash of the request, and the id.
    pub async fn find_idempotency_key(
        &mut self,
        id: &str,
        now: Ts,
    ) -> Result<Option<(String, String)>, StoreError> {
        let row: Option<IdempotencyRow> = self
            .tx
            .optional(
                q("select request_hash, subject from idempotency_keys
                    where id = $1 and created_at >= $2")
                .bind(id)
                .bind(now.plus_secs(-KEPT_SECS)),
            )
            .await?;
        Ok(row.map(|row| (row.request_hash, row.subject)))
    }

    /// Remembers what a key made, and forgets the keys older than 24 hours.
    pub async fn insert_idempotency_key(
        &mut self,
        id: &str,
        request_hash: &str,
        subject: &str,
        now: Ts,
    ) -> Result<(), StoreError> {
        self.tx
            .exec(
                q("delete from idempotency_keys where created_at < $1")
                    .bind(now.plus_secs(-KEPT_SECS)),
            )
            .await?;
        self.tx
            .exec(
                q(
                    "insert into idempotency_keys (id, request_hash, subject, created_at)
                   values ($1, $2, $3, $4)",
                )
                .bind(id)
                .bind(request_hash)
                .bind(subject)
                .bind(now),
            )
            .await?;
        Ok(())
    }
}
