//! When sessions and tokens were last seen: remembered by the request that sees them, stored by the clock, so that
//! no request waits for other writers because of it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::app::clock::{Routine, Running};
use crate::app::{App, Error};
use crate::domain::{SessionId, TokenId, Ts};

/// Most sessions and tokens that are remembered; whoever is seen beyond that is seen again later.
const MOST: usize = 10_000;

/// How often what was seen is stored.
const PAUSE: Duration = Duration::from_secs(10);

/// What was seen since it was last stored. Clones share it.
#[derive(Clone, Default)]
pub(in crate::app) struct Sightings(Arc<Mutex<Sighting>>);

#[derive(Default)]
struct Sighting {
    sessions: HashMap<SessionId, Ts>,
    tokens: HashMap<TokenId, Ts>,
}

impl Sightings {
    /// Remembers that a session was seen.
    pub(super) fn saw_session(&self, id: &SessionId, now: Ts) {
        self.with(|seen| remember(&mut seen.sessions, id, now));
    }

    /// Remembers that a token was used.
    pub(super) fn saw_token(&self, id: &TokenId, now: Ts) {
        self.with(|seen| remember(&mut seen.tokens, id, now));
    }

    /// Says whether a token's use waits to be stored.
    pub(super) fn has_token(&self, id: &TokenId) -> bool {
        self.with(|seen| seen.tokens.contains_key(id))
    }

    fn with<T>(&self, act: impl FnOnce(&mut Sighting) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn remember<I: Clone + Eq + std::hash::Hash>(all: &mut HashMap<I, Ts>, id: &I, now: Ts) {
    if all.len() < MOST || all.contains_key(id) {
        all.insert(id.clone(), now);
    }
}

/// Stores who was seen. No job: what a process remembers is its own, and it stores it before it ends.
pub(in crate::app) struct StoreSightings;

impl Routine for StoreSightings {
    fn name(&self) -> &'static str {
        "store sightings"
    }

    fn every(&self) -> Duration {
        PAUSE
    }

    fn runs_at_stop(&self) -> bool {
        true
    }

    fn run<'a>(&'a self, app: &'a App) -> Running<'a, ()> {
        Box::pin(app.store_sightings())
    }
}

impl App {
    /// Stores when sessions and tokens were last seen, as far as it is not stored yet.
    ///
    /// # Errors
    /// The database takes no writes. What was seen is forgotten, and remembered when it is seen again.
    pub async fn store_sightings(&self) -> Result<(), Error> {
        let is_empty = |seen: &mut Sighting| seen.sessions.is_empty() && seen.tokens.is_empty();
        if self.sightings.with(is_empty) {
            return Ok(());
        }
        let mut write = self.store.begin().await?;
        // Taken after the write began, so that other writers find it either here or in the database.
        let seen = self.sightings.with(std::mem::take);
        write.touch_sessions(&seen.sessions).await?;
        write.touch_tokens(&seen.tokens).await?;
        Ok(write.commit_bookkeeping().await?)
    }
}
