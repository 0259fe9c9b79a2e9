//! How often each of the page's settings was changed.

use std::collections::BTreeMap;

/// The counts, by the name of the setting. Parts of the settings are edited beside each other, so each has its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingRevisions {
    counts: BTreeMap<String, i64>,
    older: i64,
}

impl SettingRevisions {
    /// Makes the counts from what is stored; `older` counts changes by the release before, of any setting.
    pub const fn new(counts: BTreeMap<String, i64>, older: i64) -> Self {
        Self { counts, older }
    }

    /// Returns the counts alone.
    pub const fn counts(&self) -> &BTreeMap<String, i64> {
        &self.counts
    }

    /// Counts a change of a setting.
    pub fn raise(&mut self, setting: &str) {
        *self.counts.entry(setting.to_owned()).or_default() += 1;
    }

    /// Returns how often any of some settings was changed.
    pub fn of(&self, settings: &[&str]) -> i64 {
        let counts = settings
            .iter()
            .filter_map(|setting| self.counts.get(*setting));
        self.older + counts.sum::<i64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_counts_for_the_parts_that_hold_it_and_one_of_the_release_before_for_all() {
        let mut revisions = SettingRevisions::default();
        revisions.raise("name");
        revisions.raise("about");
        revisions.raise("about");
        assert_eq!(revisions.of(&["name", "url"]), 1);
        assert_eq!(revisions.of(&["about", "name"]), 3);
        assert_eq!(revisions.of(&["theme"]), 0);
        let revisions = SettingRevisions::new(revisions.counts().clone(), 1);
        assert_eq!((revisions.of(&["theme"]), revisions.of(&["about"])), (1, 3));
    }
}
