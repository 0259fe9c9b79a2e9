//! Chance that can be repeated.

use super::measured;

/// Numbers that look random and are the same for the same seed (splitmix64).
pub(crate) struct Seed(u64);

impl Seed {
    /// `CANDOR_TEST_SEED`, else the one given.
    pub(crate) fn new(seed: u64) -> Self {
        let seed = std::env::var("CANDOR_TEST_SEED")
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(seed);
        measured("seed", seed);
        Self(seed)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}
