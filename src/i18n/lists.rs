//! Several things in one sentence.

use icu_list::ListFormatter;
use icu_list::options::{ListFormatterOptions, ListLength};

use super::Language;
use super::language::COMPILED_IN;

/// How a language writes lists.
pub(super) struct Lists {
    /// `A, B, and C`.
    and: ListFormatter,
    /// `2 hours 5 minutes`.
    units: ListFormatter,
}

impl Lists {
    pub(super) fn load(language: Language) -> Self {
        let with = |length| ListFormatterOptions::default().with_length(length);
        let (and, units) = (with(ListLength::Wide), with(ListLength::Narrow));
        let prefs = language.locale().into();
        Self {
            and: ListFormatter::try_new_and(prefs, and).expect(COMPILED_IN),
            units: ListFormatter::try_new_unit(prefs, units).expect(COMPILED_IN),
        }
    }

    /// Joins items as a sentence does: `A`, `A and B`, `A, B, and C`.
    pub(super) fn join(&self, items: &[String]) -> String {
        self.and.format(items.iter()).to_string()
    }

    /// Joins the parts of a measure: `2 hours 5 minutes`.
    pub(super) fn join_units(&self, parts: &[String]) -> String {
        self.units.format(parts.iter()).to_string()
    }
}

#[cfg(test)]
mod tests {
    use crate::i18n::english;

    #[test]
    fn lists_join_as_english_does() {
        let words = english();
        let items: Vec<String> = ["A", "B", "C", "D"].map(String::from).to_vec();
        assert_eq!(words.join(&[]), "");
        assert_eq!(words.join(&items[..1]), "A");
        assert_eq!(words.join(&items[..2]), "A and B");
        assert_eq!(words.join(&items[..3]), "A, B, and C");
        assert_eq!(words.join(&items), "A, B, C, and D");
    }
}
