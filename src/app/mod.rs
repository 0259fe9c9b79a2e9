//! What staff and programs can *do*: one function a deed.
//!
//! Every deed checks the role first, then loads, asks the domain for the next state and stores it in one
//! transaction with the audit entry of its happening. It returns when the edition with its change is live.

mod access;
mod actor;
mod audit;
mod clock;
mod components;
mod error;
mod idempotency;
mod import;
mod incidents;
mod jobs;
mod maintenances;
mod page;
mod postmortems;

use crate::clock::Clock;
use crate::domain::Ts;
use crate::entropy::Entropy;
use crate::publication::Publication;
use crate::store::{Reads, Store};
use crate::workers::Workers;

pub use access::{FactorToConfirm, Joining, NewPerson, SignIn, Staff, Visitor, token_hash};
pub use actor::{Actor, Door};
#[cfg(test)]
pub(crate) use audit::entry as audit_entry;
pub use components::{Added, ComponentEdit, Downtime, GroupEdit, Groups, component_version};
pub use error::{Error, FieldErrors};
pub use idempotency::IdempotencyKey;
pub use import::{ImportCounts, ImportReport, Imported, ImportedPage};
pub use incidents::{
    DraftForm, IncidentEdit, NewIncident, OnDeletion, SeenVersions, Touch, UpdateEdit, version,
};
pub use maintenances::{
    Announcement, Conflict, MaintenanceEdit, NewMaintenance, NewSeries, ScheduleEdit, Transition,
    Upcoming,
};
pub use page::{PageEdit, SeenSettings, TemplateEdit, settings_version, template_version};
pub use postmortems::{Publishing, postmortem_version};

use access::{Passwords, Sightings, Signer, Tries};
use clock::Scheduler;

/// The deeds, and what they need.
#[derive(Clone)]
pub struct App {
    store: Store,
    clock: Clock,
    entropy: Entropy,
    publication: Option<Publication>,
    passwords: Passwords,
    workers: Workers,
    tries: Tries,
    signer: Signer,
    sightings: Sightings,
    scheduler: Scheduler,
}

impl App {
    /// Makes the deeds for a database; the page is made when there is none.
    pub async fn new(store: Store, clock: Clock, entropy: Entropy) -> Result<Self, Error> {
        page::ensure_page(&store, &clock, &entropy).await?;
        let signer = Signer::new(&page::ensure_secret(&store, &entropy).await?)?;
        Ok(Self {
            store,
            clock,
            entropy,
            publication: None,
            passwords: Passwords::new(),
            workers: Workers::for_cores(),
            tries: Tries::default(),
            signer,
            sightings: Sightings::default(),
            scheduler: jobs::SCHEDULER,
        })
    }

    /// Makes deeds wait until their change is live in this process's publication.
    #[must_use]
    pub fn announcing_to(mut self, publication: Publication) -> Self {
        self.publication = Some(publication);
        self
    }

    /// Returns what a door may read.
    pub fn reads(&self) -> Reads {
        self.store.reads()
    }

    /// Returns the present instant.
    pub fn now(&self) -> Ts {
        self.clock.now()
    }

    fn new_id<T>(&self, parse: fn(&str) -> Option<T>) -> Result<T, Error> {
        new_id(&self.entropy, parse)
    }
}

fn new_id<T>(entropy: &Entropy, parse: fn(&str) -> Option<T>) -> Result<T, Error> {
    let text = entropy.id().map_err(|error| Error::internal(&error))?;
    parse(&text).ok_or_else(|| Error::internal(&"an id of our own was refused"))
}

/// Puts a new value in place of the one before, if there is one.
fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}
