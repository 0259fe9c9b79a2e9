//! A language for tests: English but for the sentences that the program posts.

use std::sync::LazyLock;

use super::{Language, Words};

/// The marks between which the language puts the key of a sentence, and what the sentence tells.
const SENTENCES: &str = "
posted-in-progress = ⟪in progress⟫
posted-completed = ⟪completed⟫
posted-cancelled = ⟪cancelled⟫
posted-moved = ⟪moved { $window }⟫
posted-longer = ⟪longer { $window }⟫
posted-shorter = ⟪shorter { $window }⟫
";

/// Returns the texts of the language: a posted sentence that stands in English was shown in the wrong language.
pub(crate) fn foreign() -> &'static Words {
    static FOREIGN: LazyLock<Words> = LazyLock::new(|| {
        let mut words = Words::load(Language::English);
        words.catalogue.overrule(SENTENCES);
        words
    });
    &FOREIGN
}
