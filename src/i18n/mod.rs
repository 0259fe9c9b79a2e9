//! Every interface string, from the Fluent catalogues in `locales/`.
//!
//! The catalogues are compiled in. Names and texts of people never pass through here as patterns, only as arguments. A
//! new language is a variant of [`Language`] and its catalogues.

mod catalogue;
mod durations;
mod labels;
mod language;
mod lists;
mod words;

pub use language::Language;
pub use words::Words;

/// Returns the English texts.
pub fn english() -> &'static Words {
    Words::of(Language::English)
}
