//! The deed of cutting what the audit log has kept long enough.

use serde_json::json;

use crate::app::{Actor, App, Error};

/// Most entries of one transaction: nobody waits long for it.
const CUT_MOST: u32 = 5_000;

/// A year, in seconds.
const YEAR_SECS: i64 = 365 * 24 * 60 * 60;

impl App {
    /// Removes the entries that are older than the settings keep them, a part at a time, and returns how many. An
    /// entry counts those of each part, so that nothing goes unseen.
    pub async fn cut_audit_log(&self) -> Result<u64, Error> {
        let mut read = self.store.read().await?;
        let years = i64::from(read.get_page().await?.settings.audit_years);
        if years == 0 {
            return Ok(0);
        }
        let since = self.clock.now().plus_secs(-years * YEAR_SECS);
        // With none so young everything is old but the newest, of which numbers go on.
        let Some(first) = read.first_audit_since(since).await? else {
            return Ok(0);
        };
        drop(read);
        let mut cut = 0;
        loop {
            let mut write = self.store.begin().await?;
            let part = write.cut_audit(first, CUT_MOST).await?;
            if part == 0 {
                return Ok(cut);
            }
            cut += part;
            let page = write.get_page().await?.id;
            let detail = json!({ "entries": part, "before": since.micros() });
            self.commit_unseen(write, &Actor::clock(), "audit.cut", page.as_str(), detail)
                .await?;
        }
    }
}
