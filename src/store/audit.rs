//! The audit log: who did what, when, through which door.

use super::db::q;
use super::{Read, StoreError, Write};
use crate::domain::Ts;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Ts,
    /// Who: a person's or token's id and name, or the command line.
    pub actor: String,
    /// The door they came through: `cli`, `v1`, `admin`.
    pub door: &'static str,
    /// What they did: `incident.create`.
    pub action: &'static str,
    /// To what: an id.
    pub subject: String,
    /// More, as a JSON object.
    pub detail: String,
}

#[derive(sqlx_macros::FromRow)]
struct AuditRow {
    actor: String,
    door: String,
    action: String,
    subject: String,
}

impl Write {
    pub(super) async fn insert_audit(
        &mut self,
        revision: i64,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        self.tx
            .exec(
                q(
                    "insert into audit_log (revision, at, actor, door, action, subject, detail)
                   values ($1, $2, $3, $4, $5, $6, $7)",
                )
                .bind(revision)
                .bind(entry.at)
                .bind(entry.actor.as_str())
                .bind(entry.door)
                .bind(entry.action)
                .bind(entry.subject.as_str())
                .bind(entry.detail.as_str()),
            )
            .await?;
        Ok(())
    }
}

impl Read {
    /// Returns the newest entries as `actor door action subject`, newest first.
    pub async fn list_audit(&mut self, limit: i64) -> Result<Vec<String>, StoreError> {
        let rows: Vec<AuditRow> = self
            .tx
            .all(
                q("select actor, door, action, subject from audit_log
                    order by revision desc limit $1")
                .bind(limit),
            )
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| format!("{} {} {} {}", row.actor, row.door, row.action, row.subject))
            .collect())
    }
}
