//! When sessions and tokens were last seen.

use std::collections::HashMap;

use crate::domain::{SessionId, TokenId, Ts};
use crate::store::db::{Arg, ROWS, q};
use crate::store::{StoreError, Write};

impl Write {
    /// Notes when sessions were last seen.
    pub async fn touch_sessions(
        &mut self,
        seen: &HashMap<SessionId, Ts>,
    ) -> Result<(), StoreError> {
        let sql = "update sessions set seen_at = seen.column2
                     from (values {rows}) as seen where id = seen.column1";
        self.touch(sql, seen, SessionId::as_str).await
    }

    /// Notes when tokens were last used.
    pub async fn touch_tokens(&mut self, used: &HashMap<TokenId, Ts>) -> Result<(), StoreError> {
        let sql = "update api_tokens set last_used_at = used.column2
                     from (values {rows}) as used where id = used.column1";
        self.touch(sql, used, TokenId::as_str).await
    }

    async fn touch<I>(
        &mut self,
        sql: &'static str,
        all: &HashMap<I, Ts>,
        as_str: fn(&I) -> &str,
    ) -> Result<(), StoreError> {
        let rows: Vec<Vec<Arg>> = all
            .iter()
            .map(|(id, at)| vec![as_str(id).into(), (*at).into()])
            .collect();
        for chunk in rows.chunks(ROWS) {
            let touch = q(sql).push_rows(chunk.iter().cloned());
            self.tx.exec(touch).await?;
        }
        Ok(())
    }
}
