//! What staff set about the page: its texts, its looks, its defaults.

use super::color::Color;
use crate::domain::problem::TextProblem;
use crate::domain::text::check_length;
use crate::domain::{Role, Ts, text_enum};

/// Longest text about the service, in characters.
pub const ABOUT_MAX_CHARS: usize = 5_000;

/// Longest announcement, in characters.
pub const ANNOUNCEMENT_MAX_CHARS: usize = 500;

/// Most links in the footer.
pub const LINKS_MAX: usize = 8;

/// Longest label of a link, in characters.
pub const LABEL_MAX_CHARS: usize = 60;

/// Most addresses in security.txt.
pub const CONTACTS_MAX: usize = 8;

/// Hours of silence after which staff are reminded of an open incident, unless they set others.
pub const REMINDER_HOURS: [u16; 4] = [3, 6, 12, 24];

/// Most reminders of one open incident.
pub const REMINDERS_MAX: usize = 8;

/// Longest silence after which a reminder can come, in hours: 30 days.
pub const REMINDER_HOURS_MAX: u16 = 720;

/// For how many years the audit log can be kept; 0 is for ever.
pub const AUDIT_YEARS: [u8; 6] = [1, 2, 3, 5, 10, 0];

/// How long a security.txt is good for, in seconds: a year after the last change of the settings, as
/// RFC 9116 §2.5.5 asks for no longer.
pub const SECURITY_TXT_SECS: i64 = 365 * 24 * 60 * 60;

text_enum! {
    /// Which of the two looks readers get.
    pub enum Theme {
        /// As their system asks.
        Auto = "auto",
        /// Always light.
        Light = "light",
        /// Always dark.
        Dark = "dark",
    }
}

/// A link in the footer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageLink {
    /// What readers see.
    pub label: String,
    /// Where it leads: https, http or mailto.
    pub url: String,
}

/// Everything that staff set about the page beside its name, zone and address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Some words on the service, Markdown; empty for none.
    pub about: String,
    /// One line on top of every page, inline Markdown; empty for none.
    pub announcement: String,
    /// Where readers get help.
    pub support_url: Option<String>,
    /// Links in the footer.
    pub links: Vec<PageLink>,
    /// Which of the two looks readers get.
    pub theme: Theme,
    /// The brand's colour on light.
    pub accent_light: Option<Color>,
    /// The brand's colour on dark.
    pub accent_dark: Option<Color>,
    /// The logo in words; the page's name when there are none.
    pub logo_alt: Option<String>,
    /// Where to report vulnerabilities: https, mailto or tel. Without any there is no security.txt.
    pub security_contacts: Vec<String>,
    /// The policy on such reports.
    pub security_policy: Option<String>,
    /// Asks search engines to leave the page out.
    pub hidden_from_search: bool,
    /// The role offered first for a new person.
    pub default_role: Role,
    /// Staff must have a second factor.
    pub require_second_factor: bool,
    /// Whether new incidents tell subscribers unless somebody says otherwise.
    pub notify_by_default: bool,
    /// Hours of silence after which staff are reminded of an open incident, rising; empty for never.
    pub reminder_intervals: Vec<u16>,
    /// For how many years entries of the audit log are kept; 0 is for ever.
    pub audit_years: u8,
    /// The last change of any of these that readers see.
    pub changed_at: Option<Ts>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            about: String::new(),
            announcement: String::new(),
            support_url: None,
            links: Vec::new(),
            theme: Theme::Auto,
            accent_light: None,
            accent_dark: None,
            logo_alt: None,
            security_contacts: Vec::new(),
            security_policy: None,
            hidden_from_search: false,
            default_role: Role::Responder,
            require_second_factor: false,
            notify_by_default: true,
            reminder_intervals: REMINDER_HOURS.to_vec(),
            audit_years: 3,
            changed_at: None,
        }
    }
}

impl Settings {
    /// Returns these settings with the ones that readers never see taken from others, to tell whether readers see a
    /// difference.
    #[must_use]
    pub fn with_private_of(&self, other: &Self) -> Self {
        Self {
            default_role: other.default_role,
            require_second_factor: other.require_second_factor,
            notify_by_default: other.notify_by_default,
            reminder_intervals: other.reminder_intervals.clone(),
            audit_years: other.audit_years,
            ..self.clone()
        }
    }

    /// Returns the longest of the reminder intervals that an incident has been silent for, in hours.
    pub fn reminder(&self, silent_secs: i64) -> Option<u16> {
        self.reminder_intervals
            .iter()
            .copied()
            .filter(|hours| silent_secs >= i64::from(*hours) * 3600)
            .max()
    }
}

/// Checks the text about the service.
pub fn check_about(text: &str) -> Result<(), TextProblem> {
    check_length(text, ABOUT_MAX_CHARS)
}

/// Checks an announcement: one line.
pub fn check_announcement(text: &str) -> Result<(), TextProblem> {
    check_line(text, ANNOUNCEMENT_MAX_CHARS)
}

/// Checks a label or the words of a logo: one line, not blank.
pub fn check_label(text: &str) -> Result<(), TextProblem> {
    if text.trim().is_empty() {
        return Err(TextProblem::Blank);
    }
    check_line(text, LABEL_MAX_CHARS)
}

fn check_line(text: &str, max_chars: usize) -> Result<(), TextProblem> {
    if text.chars().any(char::is_control) {
        return Err(TextProblem::ControlCharacters);
    }
    check_length(text, max_chars)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_reminded_of_by_the_longest_interval_that_it_passed() {
        let usual = Settings::default();
        assert_eq!(usual.reminder(3 * 3600 - 1), None);
        assert_eq!(usual.reminder(3 * 3600), Some(3));
        assert_eq!(usual.reminder(13 * 3600), Some(12));
        assert_eq!(usual.reminder(i64::MAX), Some(24));
        let never = Settings {
            reminder_intervals: vec![],
            ..usual
        };
        assert_eq!(never.reminder(i64::MAX), None);
    }
}
