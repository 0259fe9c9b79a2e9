//! Incidents that nobody has published yet: the fields of a form, kept as they were typed.

use super::db::q;
use super::error::{found, stored};
use super::{Read, StoreError, Write};
use crate::domain::{DraftId, Ts};

/// A draft of an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// The name typed so far.
    pub name: String,
    /// The form's fields: a JSON list of pairs.
    pub fields: String,
    /// Who wrote it.
    pub created_by: String,
    /// When it was first saved.
    pub created_at: Ts,
    /// When it was last saved.
    pub updated_at: Ts,
    /// The minute at which it publishes itself.
    pub publish_at: Option<Ts>,
    /// Why it could not be published at its minute.
    pub failure: Option<String>,
}

#[derive(sqlx_macros::FromRow)]
struct DraftRow {
    id: String,
    name: String,
    fields: String,
    created_by: String,
    created_at: Ts,
    updated_at: Ts,
    publish_at: Option<Ts>,
    failure: Option<String>,
}

impl TryFrom<DraftRow> for Draft {
    type Error = StoreError;

    fn try_from(row: DraftRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: stored(DraftId::parse(&row.id), "incident_drafts", "id", &row.id)?,
            name: row.name,
            fields: row.fields,
            created_by: row.created_by,
            created_at: row.created_at,
            updated_at: row.updated_at,
            publish_at: row.publish_at,
            failure: row.failure,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, name, fields, created_by, created_at, updated_at, publish_at, failure
               from incident_drafts ",
            $rest
        )
    };
}

impl Read {
    /// Returns every draft, the one saved last first. At most 200.
    pub async fn list_drafts(&mut self) -> Result<Vec<Draft>, StoreError> {
        let rows: Vec<DraftRow> = self
            .tx
            .all(q(select!("order by updated_at desc, id limit 200")))
            .await?;
        rows.into_iter().map(Draft::try_from).collect()
    }

    /// Returns the drafts whose minute has come, the earliest first. At most 50.
    pub async fn list_due_drafts(&mut self, now: Ts) -> Result<Vec<Draft>, StoreError> {
        let rows: Vec<DraftRow> = self
            .tx
            .all(
                q(select!(
                    "where publish_at <= $1 and failure is null order by publish_at, id limit 50"
                ))
                .bind(now),
            )
            .await?;
        rows.into_iter().map(Draft::try_from).collect()
    }

    /// Returns a draft.
    pub async fn get_draft(&mut self, id: &DraftId) -> Result<Draft, StoreError> {
        let row: Option<DraftRow> = self
            .tx
            .optional(q(select!("where id = $1")).bind(id.as_str()))
            .await?;
        found(row, "incident_drafts", id.as_str())?.try_into()
    }
}

impl Write {
    /// Stores a draft, or its new state when it is stored already.
    pub async fn save_draft(&mut self, it: &Draft) -> Result<(), StoreError> {
        self.tx
            .exec(
                q(
                    "insert into incident_drafts (id, name, fields, created_by, created_at,
                                                updated_at, publish_at, failure)
                   values ($1, $2, $3, $4, $5, $6, $7, $8)
                   on conflict (id) do update
                      set name = excluded.name, fields = excluded.fields,
                          updated_at = excluded.updated_at, publish_at = excluded.publish_at,
                          failure = excluded.failure",
                )
                .bind(it.id.as_str())
                .bind(it.name.as_str())
                .bind(it.fields.as_str())
                .bind(it.created_by.as_str())
                .bind(it.created_at)
                .bind(it.updated_at)
                .bind(it.publish_at)
                .bind(it.failure.as_deref()),
            )
            .await?;
        Ok(())
    }

    /// Removes a draft. Returns how many there were.
    pub async fn delete_draft(&mut self, id: &DraftId) -> Result<u64, StoreError> {
        self.tx
            .exec(q("delete from incident_drafts where id = $1").bind(id.as_str()))
            .await
    }
}
