//! The texts of one language.

use std::sync::OnceLock;

use fluent_bundle::{FluentArgs, FluentValue};

use super::Language;
use super::catalogue::Catalogue;
use super::dates::Formats;
use super::lists::Lists;

/// The texts of one language: messages of the catalogue, and how dates and lists are written.
pub struct Words {
    language: Language,
    pub(super) catalogue: Catalogue,
    pub(super) dates: Formats,
    pub(super) lists: Lists,
}

/// Every language that was asked for; making one costs milliseconds.
static MADE: [OnceLock<Words>; Language::ALL.len()] =
    [const { OnceLock::new() }; Language::ALL.len()];

impl Words {
    /// Returns the texts of a language.
    pub fn of(language: Language) -> &'static Self {
        MADE[language as usize].get_or_init(|| Self::load(language))
    }

    pub(super) fn load(language: Language) -> Self {
        let catalogue = Catalogue::load(language);
        Self {
            language,
            dates: Formats::load(language, &catalogue),
            lists: Lists::load(language),
            catalogue,
        }
    }

    /// Returns the language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns the language tag for `<html lang>`.
    pub fn lang(&self) -> &'static str {
        self.language.tag()
    }

    /// Returns a string without arguments; an unknown key comes back as itself.
    pub fn say(&self, key: &str) -> String {
        self.catalogue.format(key, None)
    }

    /// Returns a string with one text argument, `$name`.
    pub fn say_name(&self, key: &str, name: &str) -> String {
        self.say_with(key, &[("name", name.into())])
    }

    /// Returns a string with a number, `$count`, which chooses the plural form.
    pub fn say_count(&self, key: &str, count: usize) -> String {
        self.say_with(key, &[("count", count.into())])
    }

    /// Returns a string with arguments.
    pub fn say_with(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let args: FluentArgs<'_> = args
            .iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect();
        self.catalogue.format(key, Some(&args))
    }

    /// Joins items as a sentence does: `A`, `A and B`, `A, B, and C`.
    pub fn join(&self, items: &[String]) -> String {
        self.lists.join(items)
    }

    /// Returns a string with all the arguments that it names; `None` if one is missing, or if there is no such string.
    pub fn say_whole(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        self.catalogue.format_whole(key, args)
    }

    /// Says whether the catalogue has a key.
    pub fn has(&self, key: &str) -> bool {
        self.catalogue.has(key)
    }
}
