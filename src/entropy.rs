//! Random bytes: the system's, or a reproducible stream for tests. Ids and tokens come from here.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

use crate::domain::id;

/// Where randomness comes from.
#[derive(Debug, Clone, Default)]
pub struct Entropy {
    seed: Option<Arc<AtomicU64>>,
}

impl Entropy {
    /// Returns the system's randomness.
    pub fn system() -> Self {
        Self::default()
    }

    /// Returns a stream that is the same for the same seed; never for real secrets.
    pub fn seeded(seed: u64) -> Self {
        Self {
            seed: Some(Arc::new(AtomicU64::new(seed))),
        }
    }

    /// Fills 32 bytes.
    ///
    /// # Errors
    /// The system gives no randomness.
    pub fn bytes(&self) -> Result<[u8; 32], getrandom::Error> {
        if let Some(seed) = &self.seed {
            let step = seed.fetch_add(1, Ordering::SeqCst);
            return Ok(Sha256::digest(step.to_be_bytes()).into());
        }
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(bytes)
    }

    /// Makes the text of an id.
    ///
    /// # Errors
    /// The system gives no randomness.
    pub fn id(&self) -> Result<String, getrandom::Error> {
        loop {
            if let Some(text) = id::from_random(&self.bytes()?) {
                return Ok(text);
            }
        }
    }

    /// Makes a secret of 256 bits in hexadecimal.
    ///
    /// # Errors
    /// The system gives no randomness.
    pub fn secret(&self) -> Result<String, getrandom::Error> {
        Ok(hex(&self.bytes()?))
    }
}

/// Writes bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
