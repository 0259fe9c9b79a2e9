//! Digests of what documents are rendered from: equal digests mean equal documents.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::domain::public::PublicState;

/// SHA-256 of a value as it hashes itself. It holds within one process.
pub(super) type Digest = [u8; 32];

/// Collects what a value hashes: many short pieces, which together cost SHA-256 less than one by one.
#[derive(Default)]
struct Collected(Vec<u8>);

impl Hasher for Collected {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Nobody asks for so few bits.
    fn finish(&self) -> u64 {
        0
    }
}

/// Makes the digest of a value.
pub(super) fn digest(value: &impl Hash) -> Digest {
    let mut collected = Collected::default();
    value.hash(&mut collected);
    Sha256::digest(&collected.0).into()
}

/// The digests of the parts that one state shares with all those cut from it, by their address in memory. They are
/// valid while that state is held.
#[derive(Default)]
pub(super) struct PartDigests(HashMap<usize, Digest>);

impl PartDigests {
    /// Makes the digests of a state's parts. Parts that it shares with the state before, which is still held, keep
    /// their digests.
    pub(super) fn of(state: &PublicState, before: Option<&Self>) -> Self {
        let nothing = Self::default();
        let before = before.unwrap_or(&nothing);
        let (page, catalog, incidents, _) = state.parts();
        let mut all: HashMap<usize, Digest> = incidents
            .iter()
            .map(|one| (address(one), before.part(one)))
            .collect();
        all.insert(address(page), before.part(page));
        all.insert(address(catalog), before.part(catalog));
        Self(all)
    }

    /// Makes the digest of a state cut from the one that these digests are of.
    pub(super) fn state(&self, state: &PublicState) -> Digest {
        let (page, catalog, incidents, rest) = state.parts();
        let incidents: Vec<Digest> = incidents.iter().map(|one| self.part(one)).collect();
        digest(&(
            self.part(page),
            self.part(catalog),
            incidents,
            digest(&rest),
        ))
    }

    fn part<T: Hash>(&self, part: &Arc<T>) -> Digest {
        let known = self.0.get(&address(part)).copied();
        known.unwrap_or_else(|| digest(&**part))
    }
}

fn address<T>(part: &Arc<T>) -> usize {
    Arc::as_ptr(part).addr()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_join_alike_have_digests_of_their_own() {
        assert_ne!(digest(&("ab", "c")), digest(&("a", "bc")));
        assert_ne!(
            digest(&(vec!["a"], vec!["b"])),
            digest(&(vec!["a", "b"], Vec::<&str>::new()))
        );
        assert_ne!(digest(&None::<u8>), digest(&Some(0_u8)));
    }
}
