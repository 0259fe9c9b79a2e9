//! Notes among staff.

use crate::domain::{IncidentId, Note, NoteId, Ts};
use crate::store::db::q;
use crate::store::error::{found, stored};
use crate::store::sound::sound;
use crate::store::{Read, StoreError, Write};

/// Most notes of one incident that are read.
const MOST: i64 = 1000;

const TABLE: &str = "incident_notes";

#[derive(sqlx_macros::FromRow)]
struct NoteRow {
    id: String,
    body: String,
    author: String,
    created_at: Ts,
    seq: i64,
}

impl TryFrom<NoteRow> for Note {
    type Error = StoreError;

    fn try_from(row: NoteRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: stored(NoteId::parse(&row.id), TABLE, "id", &row.id)?,
            body: row.body,
            author: row.author,
            created_at: row.created_at,
            seq: row.seq,
        })
    }
}

impl Read {
    /// Returns the notes on an incident, newest first. At most 1,000.
    pub async fn list_notes(&mut self, incident: &IncidentId) -> Result<Vec<Note>, StoreError> {
        let rows: Vec<NoteRow> = self
            .tx
            .all(
                q(
                    "select id, body, author, created_at, seq from incident_notes
                    where incident_id = $1
                    order by seq desc limit $2",
                )
                .bind(incident.as_str())
                .bind(MOST),
            )
            .await?;
        Ok(sound(rows))
    }
}

impl Write {
    /// Stores a note on an incident.
    pub async fn insert_note(
        &mut self,
        incident: &IncidentId,
        note: &Note,
    ) -> Result<(), StoreError> {
        self.tx
            .exec(
                q(
                    "insert into incident_notes (id, incident_id, body, author, created_at, seq)
                   values ($1, $2, $3, $4, $5, $6)",
                )
                .bind(note.id.as_str())
                .bind(incident.as_str())
                .bind(note.body.as_str())
                .bind(note.author.as_str())
                .bind(note.created_at)
                .bind(note.seq),
            )
            .await?;
        Ok(())
    }

    /// Removes a note on an incident.
    pub async fn delete_note(
        &mut self,
        incident: &IncidentId,
        id: &NoteId,
    ) -> Result<(), StoreError> {
        let touched = self
            .tx
            .exec(
                q("delete from incident_notes where id = $1 and incident_id = $2")
                    .bind(id.as_str())
                    .bind(incident.as_str()),
            )
            .await?;
        found((touched > 0).then_some(()), TABLE, id.as_str())
    }
}
