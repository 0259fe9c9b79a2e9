//! The deed of cutting what the audit log has kept long enough.

use serde_json::json;

use super::{Actor, App, Error};
use crate::domain::Ts;

/// Most entries of one transaction: nobody waits long for it.
const CUT_MOST: u32 = 5_000;

/// A year, in seconds.
const YEAR_SECS: i64 = 365 * 24 * 60 * 60;

impl App {
    /// Removes the entries that are older than the settings keep them, a part at a time, and returns how many. An
    /// entry counts those of each part, so that nothing goes unseen.
    pub async fn cut_audit_log(&self) -> Result<u64, Error> {
        let mut cut = 0;
        loop {
            let part = self.cut_part().await?;
            cut += part;
            if part < u64::from(CUT_MOST) {
                return Ok(cut);
            }
        }
    }

    async fn cut_part(&self) -> Result<u64, Error> {
        let mut read = self.store.read().await?;
        let years = i64::from(read.get_page().await?.settings.audit_years);
        let before = self.clock.now().plus_secs(-years * YEAR_SECS);
        let is_due = |oldest: Option<Ts>| oldest.is_some_and(|oldest| oldest < before);
        if years == 0 || !is_due(read.oldest_audit_at().await?) {
            return Ok(0);
        }
        drop(read);
        let mut write = self.store.begin().await?;
        let count = write.cut_audit(before, CUT_MOST).await?;
        if count > 0 {
            let page = write.get_page().await?.id;
            let detail = json!({ "entries": count, "before": before.micros() });
            self.commit_unseen(write, &Actor::clock(), "audit.cut", page.as_str(), detail)
                .await?;
        }
        Ok(count)
    }
}
