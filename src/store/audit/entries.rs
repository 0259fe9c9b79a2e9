//! The audit log: who did what, when, through which door, from where. Entries are only ever added, and cut when they
//! were kept long enough.

use crate::domain::{AuditEntry, AuditFilter, Ts};
use crate::store::db::q;
use crate::store::{Read, StoreError, Write};

#[derive(sqlx_macros::FromRow)]
struct AuditRow {
    seq: i64,
    at: Ts,
    actor: String,
    door: String,
    address: Option<String>,
    action: String,
    subject: String,
    detail: String,
}

impl From<AuditRow> for (i64, AuditEntry) {
    fn from(row: AuditRow) -> Self {
        let entry = AuditEntry {
            at: row.at,
            actor: row.actor,
            door: row.door,
            address: row.address,
            action: row.action,
            subject: row.subject,
            detail: row.detail,
        };
        (row.seq, entry)
    }
}

impl Write {
    /// Adds an entry; `revision` is the one that the change made, if it made one.
    pub(in crate::store) async fn insert_audit(
        &mut self,
        revision: Option<i64>,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        self.tx
            .exec(
                q("insert into audit_entries
                          (seq, revision, at, actor, door, address, action, subject, detail)
                   select coalesce(max(seq), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8
                     from audit_entries")
                .bind(revision)
                .bind(entry.at)
                .bind(entry.actor.as_str())
                .bind(entry.door.as_str())
                .bind(entry.address.as_deref())
                .bind(entry.action.as_str())
                .bind(entry.subject.as_str())
                .bind(entry.detail.as_str()),
            )
            .await?;
        Ok(())
    }
}

#[derive(sqlx_macros::FromRow)]
struct FirstRow {
    seq: i64,
}

impl Write {
    /// Removes the first entries before a number, at most so many, and returns how many those were.
    pub async fn cut_audit(&mut self, before: i64, most: u32) -> Result<u64, StoreError> {
        self.tx
            .exec(
                q("delete from audit_entries where seq in
                     (select seq from audit_entries where seq < $1 order by seq limit $2)")
                .bind(before)
                .bind(i64::from(most)),
            )
            .await
    }
}

impl Read {
    /// Returns the number of the first entry that was made at an instant or later. The cost grows with the
    /// number of entries before it.
    pub async fn first_audit_since(&mut self, at: Ts) -> Result<Option<i64>, StoreError> {
        let first = q("select seq from audit_entries where at >= $1 order by seq limit 1");
        let row: Option<FirstRow> = self.tx.optional(first.bind(at)).await?;
        Ok(row.map(|row| row.seq))
    }

    /// Returns the newest entries that a filter lets through with their numbers, newest first.
    pub async fn list_audit(
        &mut self,
        filter: &AuditFilter,
        limit: i64,
    ) -> Result<Vec<(i64, AuditEntry)>, StoreError> {
        let rows: Vec<AuditRow> = self
            .tx
            .all(
                q(
                    "select seq, at, actor, door, address, action, subject, detail
                     from audit_entries
                    where lower(actor) like lower($1) escape '!' and lower(action) like lower($2) escape '!'
                      and ($3 = '' or subject = $3) and seq < $4
                    order by seq desc limit $5",
                )
                .bind(format!("%{}%", literal(&filter.actor)))
                .bind(format!("{}%", literal(&filter.action)))
                .bind(filter.subject.as_str())
                .bind(filter.before.unwrap_or(i64::MAX))
                .bind(limit),
            )
            .await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }
}

/// Escapes the characters that have a meaning in `like … escape '!'`.
pub(in crate::store) fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '!') {
            literal.push('!');
        }
        literal.push(c);
    }
    literal
}
