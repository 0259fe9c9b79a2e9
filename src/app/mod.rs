//! What staff and programs can *do*: one function a deed.
//!
//! Every deed checks the role first, then loads, asks the domain for the next state and stores it in one
//! transaction with its audit entry. It returns when the edition with its change is live.

mod actor;
mod components;
mod error;
mod images;
mod import;
mod incidents;
mod once;
mod pages;
mod people;
mod postmortems;
mod settings;
mod templates;

use crate::clock::Clock;
use crate::domain::Ts;
use crate::entropy::Entropy;
use crate::publication::Publication;
use crate::store::{AuditEntry, Store, Write};

pub use actor::{Actor, Door};
pub use components::{ComponentEdit, GroupEdit};
pub use error::{Error, FieldErrors};
pub use import::{ImportCounts, ImportReport, Imported, ImportedPage};
pub use incidents::{IncidentEdit, NewIncident, Touch, UpdateEdit, version};
pub use once::Once;
pub use pages::PageEdit;
pub use people::{NewUser, token_hash};
pub use templates::TemplateEdit;

/// The deeds, and what they need.
#[derive(Clone)]
pub struct App {
    store: Store,
    clock: Clock,
    entropy: Entropy,
    publication: Option<Publication>,
}

impl App {
    /// Makes the deeds for a database; the page is made when there is none.
    pub async fn new(store: Store, clock: Clock, entropy: Entropy) -> Result<Self, Error> {
        let app = Self {
            store,
            clock,
            entropy,
            publication: None,
        };
        app.ensure_page().await?;
        Ok(app)
    }

    /// Makes deeds wait until their change is live in this process's publication.
    #[must_use]
    pub fn announcing_to(mut self, publication: Publication) -> Self {
        self.publication = Some(publication);
        self
    }

    /// Returns the store, for reading.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Returns the present instant.
    pub fn now(&self) -> Ts {
        self.clock.now()
    }

    fn new_id<T>(&self, parse: fn(&str) -> Option<T>) -> Result<T, Error> {
        let text = self.entropy.id().map_err(|error| Error::internal(&error))?;
        parse(&text).ok_or_else(|| Error::internal(&"an id of our own was refused"))
    }

    /// Ends a deed: records it, makes it lasting, and waits until readers see it.
    async fn commit(
        &self,
        write: Write,
        who: &Actor,
        action: &'static str,
        subject: &str,
        detail: serde_json::Value,
    ) -> Result<(), Error> {
        let entry = AuditEntry {
            at: self.clock.now(),
            actor: who.label().to_owned(),
            door: who.door().as_str(),
            action,
            subject: subject.to_owned(),
            detail: detail.to_string(),
        };
        let revision = write.commit(&entry).await?;
        tracing::info!(actor = who.label(), action, subject, revision, "changed");
        if let Some(publication) = &self.publication {
            publication.wait_until_live(revision).await;
        }
        Ok(())
    }
}
