//! Asking for a thing twice makes it once.

use sha2::{Digest, Sha256};

use super::{App, Error};
use crate::domain::problem::RequestProblem;
use crate::entropy::hex;
use crate::store::Write;

/// The key under which a client asks for something, and what it asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    id: String,
    request_hash: String,
}

impl IdempotencyKey {
    /// Makes the key of a client's request. Keys of different clients never meet.
    pub fn new(client: &str, key: &str, request: &[u8]) -> Self {
        let mut id = Sha256::new();
        id.update(client.as_bytes());
        id.update([0]);
        id.update(key.as_bytes());
        Self {
            id: hex(&id.finalize()),
            request_hash: hex(&Sha256::digest(request)),
        }
    }
}

/// How a deed that makes something begins.
pub(in crate::app) enum Begun {
    /// For the first time.
    Now(Write),
    /// It was done already, and made this.
    Before(String),
}

impl App {
    /// Begins a deed that makes something. Writes are serial, so of two that ask at the same moment the
    /// second finds what the first made.
    pub(in crate::app) async fn begin_idempotent(
        &self,
        key: Option<&IdempotencyKey>,
    ) -> Result<Begun, Error> {
        let mut write = self.store.begin().await?;
        let Some(key) = key else {
            return Ok(Begun::Now(write));
        };
        match write
            .find_idempotency_key(&key.id, self.clock.now())
            .await?
        {
            None => Ok(Begun::Now(write)),
            Some((request_hash, subject)) if request_hash == key.request_hash => {
                Ok(Begun::Before(subject))
            }
            Some(_) => Err(Error::invalid("idempotency_key", RequestProblem::KeyUsed)),
        }
    }

    /// Remembers, in the deed's own transaction, what it made.
    pub(in crate::app) async fn keep_key(
        &self,
        write: &mut Write,
        key: Option<&IdempotencyKey>,
        subject: &str,
    ) -> Result<(), Error> {
        if let Some(key) = key {
            let now = self.clock.now();
            write
                .insert_idempotency_key(&key.id, &key.request_hash, subject, now)
                .await?;
        }
        Ok(())
    }
}
