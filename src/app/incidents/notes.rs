//! Deeds on notes among staff, which no reader ever sees.

use crate::app::idempotency::{Begun, IdempotencyKey};
use crate::app::{Actor, App, Error, FieldErrors};
use crate::domain::happening::IncidentHappening;
use crate::domain::{IncidentId, Note, NoteId, Permission, text};

impl App {
    /// Adds a note to an incident; asking again under the same idempotency key adds none.
    pub async fn add_note(
        &self,
        who: &Actor,
        id: &IncidentId,
        body: &str,
        key: Option<&IdempotencyKey>,
    ) -> Result<Note, Error> {
        who.allow(Permission::RunIncident)?;
        let mut errors = FieldErrors::default();
        errors.check("body", text::check_note(body));
        errors.into_result()?;
        let mut write = match self.begin_idempotent(key).await? {
            Begun::Now(write) => write,
            Begun::Before(made) => return self.find_note(id, &made).await,
        };
        write.get_incident(id).await?;
        let note = Note {
            id: self.new_id(NoteId::parse)?,
            body: body.to_owned(),
            author: who.name().to_owned(),
            created_at: self.clock.now(),
            seq: write.next_seq().await?,
        };
        write.insert_note(id, &note).await?;
        self.keep_key(&mut write, key, note.id.as_str()).await?;
        let added = IncidentHappening::NoteAdded {
            incident: id,
            note: &note,
        };
        self.commit(write, who, added).await?;
        Ok(note)
    }

    async fn find_note(&self, incident: &IncidentId, note: &str) -> Result<Note, Error> {
        let notes = self.store.read().await?.list_notes(incident).await?;
        let found = notes.into_iter().find(|one| one.id.as_str() == note);
        found.ok_or(Error::NotFound)
    }

    /// Returns the notes on an incident, newest first.
    pub async fn list_notes(&self, who: &Actor, id: &IncidentId) -> Result<Vec<Note>, Error> {
        who.allow(Permission::Read)?;
        Ok(self.store.read().await?.list_notes(id).await?)
    }

    /// Removes a note.
    pub async fn delete_note(
        &self,
        who: &Actor,
        id: &IncidentId,
        note: &NoteId,
    ) -> Result<(), Error> {
        who.allow(Permission::RunIncident)?;
        let mut write = self.store.begin().await?;
        write.delete_note(id, note).await?;
        let removed = IncidentHappening::NoteRemoved { incident: id, note };
        self.commit(write, who, removed).await
    }
}
