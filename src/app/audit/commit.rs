//! The end of every deed: its audit entry is written and its change made lasting, in one transaction.

use super::entry;
use crate::app::{Actor, App, Error};
use crate::domain::happening::Happening;
use crate::store::Write;

impl App {
    /// Ends a deed: records what happened and makes it lasting. If readers may notice it, waits until they do.
    pub(in crate::app) async fn commit<'h>(
        &self,
        write: Write,
        who: &Actor,
        happening: impl Into<Happening<'h>> + Send,
    ) -> Result<(), Error> {
        let happening = happening.into();
        let entry = entry(self.clock.now(), who, &happening);
        let (actor, action, subject) = (who.label(), happening.action(), happening.subject());
        if !happening.is_public() {
            write.commit_unseen(&entry).await?;
            tracing::info!(actor, action, subject, "recorded");
            return Ok(());
        }
        let revision = write.commit(&entry).await?;
        tracing::info!(actor, action, subject, revision, "changed");
        if let Some(publication) = &self.publication {
            publication.wait_until_live(revision).await;
        }
        Ok(())
    }

    /// Records what happened without a change: a failed log-in, a refusal, an export.
    pub(in crate::app) async fn record<'h>(
        &self,
        who: &Actor,
        happening: impl Into<Happening<'h>> + Send,
    ) -> Result<(), Error> {
        let write = self.store.begin().await?;
        self.commit(write, who, happening).await
    }
}
