//! Every text of the interface: words, lists, lengths of time, dates, and the sentences that the program posts.
//!
//! The words come from the Fluent catalogues in `locales/`, the names and forms of dates and lists from CLDR (through
//! ICU4X); both are compiled in. Names and texts of people never pass through here as patterns, only as arguments. A
//! new language is a variant of [`Language`] and its catalogues.

mod catalogue;
mod dates;
mod durations;
#[cfg(test)]
pub(crate) mod foreign;
mod labels;
mod language;
mod lists;
mod posted;
mod problems;
mod words;

pub use dates::Dates;
pub use fluent_bundle::{FluentArgs as Args, FluentValue as Arg};
pub use language::Language;
pub use words::Words;

/// Returns the English texts.
pub fn english() -> &'static Words {
    Words::of(Language::English)
}
