//! The deed of exporting the audit log.

use crate::app::{Actor, App, Error};
use crate::domain::happening::AuditHappening;
use crate::domain::{AuditFilter, Permission};

impl App {
    /// Records that somebody exported entries: in which format, and which.
    pub async fn record_export(
        &self,
        who: &Actor,
        format: &str,
        entries: usize,
        filter: &AuditFilter,
    ) -> Result<(), Error> {
        who.allow(Permission::ReadAudit)?;
        let exported = AuditHappening::Exported {
            format,
            entries,
            who: &filter.actor,
            action: &filter.action,
            subject: &filter.subject,
        };
        self.record(who, exported).await
    }
}
