//! A change of the page and its settings.

use crate::domain::{PageLink, Role, Theme};

/// What to change on the page; `None` leaves it, an empty text removes what may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageEdit {
    /// The name readers see.
    pub name: Option<String>,
    /// IANA name of its zone.
    pub time_zone: Option<String>,
    /// Its public address; checked by the caller.
    pub url: Option<String>,
    /// Some words on the service, Markdown.
    pub about: Option<String>,
    /// One line on top of every page, inline Markdown.
    pub announcement: Option<String>,
    /// Where readers get help: https, http or mailto.
    pub support_url: Option<String>,
    /// Links in the footer, in order.
    pub links: Option<Vec<PageLink>>,
    /// Which of the two looks readers get.
    pub theme: Option<Theme>,
    /// The brand's colour on light, `#0b57d0`.
    pub accent_light: Option<String>,
    /// The brand's colour on dark.
    pub accent_dark: Option<String>,
    /// The logo in words.
    pub logo_alt: Option<String>,
    /// Where to report security holes, the preferred address first: https, mailto or tel.
    pub security_contacts: Option<Vec<String>>,
    /// The policy on such reports: https.
    pub security_policy: Option<String>,
    /// Asks search engines to leave the page out.
    pub hidden_from_search: Option<bool>,
    /// The role offered first for a new person; only an owner may change it.
    pub default_role: Option<Role>,
    /// Everybody needs a second factor; only an owner may change it.
    pub require_second_factor: Option<bool>,
    /// Whether new incidents tell subscribers unless somebody says otherwise.
    pub notify_by_default: Option<bool>,
    /// Hours of silence after which staff are reminded of an open incident; empty for never.
    pub reminder_intervals: Option<Vec<u16>>,
    /// For how many years the audit log is kept, one of [`AUDIT_YEARS`](crate::domain::page::settings::AUDIT_YEARS).
    pub audit_years: Option<u8>,
    /// What the caller saw last; if it is something else by now, the edit is refused.
    pub seen: Option<SeenSettings>,
}

/// Some fields of the settings as somebody saw them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenSettings {
    /// The names of the fields.
    pub fields: &'static [&'static str],
    /// What [`settings_version`](crate::app::settings_version) returned for them.
    pub version: String,
}
