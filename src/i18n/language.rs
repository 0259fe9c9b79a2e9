//! The languages of the interface.

use icu_locale_core::{Locale, locale};

/// Why no format can be missing.
pub(super) const COMPILED_IN: &str = "the data of every language is compiled in";

/// A language in which pages can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
}

/// What has to be known of a language.
struct Profile {
    tag: &'static str,
    /// Whose dates and lists are written.
    locale: Locale,
    catalogue: &'static [&'static str],
}

static ENGLISH: Profile = Profile {
    tag: "en",
    // By 24 hours, as Statuspage writes times.
    locale: locale!("en-u-hc-h23"),
    catalogue: &[
        include_str!("../../locales/en/common.ftl"),
        include_str!("../../locales/en/dates.ftl"),
        include_str!("../../locales/en/public.ftl"),
        include_str!("../../locales/en/posted.ftl"),
        include_str!("../../locales/en/staff.ftl"),
        include_str!("../../locales/en/access.ftl"),
        include_str!("../../locales/en/audit.ftl"),
        include_str!("../../locales/en/components.ftl"),
        include_str!("../../locales/en/incidents.ftl"),
        include_str!("../../locales/en/maintenances.ftl"),
        include_str!("../../locales/en/page.ftl"),
        include_str!("../../locales/en/postmortems.ftl"),
        include_str!("../../locales/en/problems.ftl"),
    ],
};

impl Language {
    /// Every language.
    pub const ALL: [Self; 1] = [Self::English];

    fn profile(self) -> &'static Profile {
        match self {
            Self::English => &ENGLISH,
        }
    }

    /// Returns the language tag for `<html lang>`.
    pub fn tag(self) -> &'static str {
        self.profile().tag
    }

    /// Returns the locale whose dates and lists are written.
    pub(super) fn locale(self) -> &'static Locale {
        &self.profile().locale
    }

    /// Returns the Fluent files of the language.
    pub(super) fn catalogue(self) -> &'static [&'static str] {
        self.profile().catalogue
    }
}
