//! The parts of the settings, each a form of its own.

use crate::domain::text_enum;
use crate::i18n::Words;
use crate::urls::admin as urls;

text_enum! {
    /// A part of the settings, which has a form of its own.
    pub enum SettingsPart {
        /// Name, address and time zone.
        Page = "page",
        /// Announcement, about text and links.
        Words = "words",
        /// The look and the accents.
        Colors = "colors",
        /// Search engines and security.txt.
        Security = "security",
        /// Defaults for new incidents, and when to remind of silent ones.
        Incidents = "incidents",
        /// Rules for everybody on the team.
        Team = "team",
    }
}

impl SettingsPart {
    /// Returns where its form is.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Page => urls::SETTINGS_PAGE,
            Self::Words => urls::SETTINGS_WORDS,
            Self::Colors => urls::SETTINGS_COLORS,
            Self::Security => urls::SETTINGS_SECURITY,
            Self::Incidents => urls::SETTINGS_INCIDENTS,
            Self::Team => urls::SETTINGS_TEAM,
        }
    }

    /// Returns the fields that its form changes.
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Page => &["name", "url", "time_zone"],
            Self::Words => &["announcement", "about", "support_url", "links"],
            Self::Colors => &["theme", "accent_light", "accent_dark"],
            Self::Security => &["hidden_from_search", "security_contacts", "security_policy"],
            Self::Incidents => &["reminder_intervals", "notify_by_default"],
            Self::Team => &["default_role", "require_second_factor", "audit_years"],
        }
    }

    /// Returns what it is called.
    pub fn title(self, words: &Words) -> String {
        match self {
            Self::Page => words.say("settings-page"),
            Self::Words => words.say("settings-words"),
            Self::Colors => words.say("settings-colors"),
            Self::Security => words.say("settings-security"),
            Self::Incidents => words.say("settings-incidents"),
            Self::Team => words.say("settings-team"),
        }
    }

    pub(super) fn intro(self, words: &Words) -> Option<String> {
        match self {
            Self::Colors => Some(words.say("settings-colors-intro")),
            Self::Security => Some(words.say("settings-security-intro")),
            Self::Page | Self::Words | Self::Incidents | Self::Team => None,
        }
    }

    /// Returns the label of the preview button, if the part has one.
    pub(super) fn second_button(self, words: &Words) -> Option<String> {
        match self {
            Self::Words => Some(words.say("preview")),
            Self::Colors => Some(words.say("accent-check")),
            Self::Page | Self::Security | Self::Incidents | Self::Team => None,
        }
    }
}
