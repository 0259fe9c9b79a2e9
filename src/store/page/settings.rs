//! The page's settings as one JSON object, in which what is missing has its default.

use serde::{Deserialize, Serialize};

use crate::domain::{Color, PageLink, Role, Settings, Theme, Ts};

#[derive(Serialize, Deserialize)]
struct LinkJson {
    label: String,
    url: String,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct SettingsJson {
    about: String,
    announcement: String,
    support_url: Option<String>,
    links: Vec<LinkJson>,
    theme: Option<String>,
    accent_light: Option<String>,
    accent_dark: Option<String>,
    logo_alt: Option<String>,
    security_contacts: Vec<String>,
    security_policy: Option<String>,
    hidden_from_search: bool,
    default_role: Option<String>,
    require_second_factor: bool,
    notify_by_default: Option<bool>,
    /// Hours.
    reminder_intervals: Option<Vec<u16>>,
    audit_years: Option<u8>,
    /// Microseconds of Unix time.
    changed_at: Option<i64>,
}

/// Writes the settings.
pub(in crate::store) fn write(settings: &Settings) -> String {
    let json = SettingsJson {
        about: settings.about.clone(),
        announcement: settings.announcement.clone(),
        support_url: settings.support_url.clone(),
        links: settings
            .links
            .iter()
            .map(|link| LinkJson {
                label: link.label.clone(),
                url: link.url.clone(),
            })
            .collect(),
        theme: Some(settings.theme.to_string()),
        accent_light: settings.accent_light.map(|color| color.to_string()),
        accent_dark: settings.accent_dark.map(|color| color.to_string()),
        logo_alt: settings.logo_alt.clone(),
        security_contacts: settings.security_contacts.clone(),
        security_policy: settings.security_policy.clone(),
        hidden_from_search: settings.hidden_from_search,
        default_role: Some(settings.default_role.to_string()),
        require_second_factor: settings.require_second_factor,
        notify_by_default: Some(settings.notify_by_default),
        reminder_intervals: Some(settings.reminder_intervals.clone()),
        audit_years: Some(settings.audit_years),
        changed_at: settings.changed_at.map(Ts::micros),
    };
    serde_json::to_string(&json).unwrap_or_else(|_| "{}".to_owned())
}

/// Reads the settings; `None` when they make no sense.
pub(in crate::store) fn read(text: &str) -> Option<Settings> {
    let json: SettingsJson = serde_json::from_str(text).ok()?;
    let usual = Settings::default();
    Some(Settings {
        about: json.about,
        announcement: json.announcement,
        support_url: json.support_url,
        links: json
            .links
            .into_iter()
            .map(|link| PageLink {
                label: link.label,
                url: link.url,
            })
            .collect(),
        theme: known(json.theme, Theme::parse)?.unwrap_or(usual.theme),
        accent_light: known(json.accent_light, Color::parse)?,
        accent_dark: known(json.accent_dark, Color::parse)?,
        logo_alt: json.logo_alt,
        security_contacts: json.security_contacts,
        security_policy: json.security_policy,
        hidden_from_search: json.hidden_from_search,
        default_role: known(json.default_role, Role::parse)?.unwrap_or(usual.default_role),
        require_second_factor: json.require_second_factor,
        notify_by_default: json.notify_by_default.unwrap_or(usual.notify_by_default),
        reminder_intervals: json.reminder_intervals.unwrap_or(usual.reminder_intervals),
        audit_years: json.audit_years.unwrap_or(usual.audit_years),
        changed_at: json.changed_at.map(Ts::from_micros),
    })
}

/// Reads a value that may be missing, but not unknown.
#[expect(clippy::option_option, reason = "unknown and missing differ")]
fn known<T>(text: Option<String>, parse: fn(&str) -> Option<T>) -> Option<Option<T>> {
    match text {
        None => Some(None),
        Some(text) => parse(&text).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_object_is_the_default_and_everything_comes_back() {
        assert_eq!(read("{}"), Some(Settings::default()));
        assert_eq!(
            read(&write(&Settings::default())),
            Some(Settings::default())
        );
        let full = Settings {
            audit_years: 10,
            about: "a\n\"b\"".into(),
            announcement: "c".into(),
            support_url: Some("https://x.test".into()),
            links: vec![PageLink {
                label: "d".into(),
                url: "mailto:e@x.test".into(),
            }],
            theme: Theme::Dark,
            accent_light: Color::parse("#123456"),
            accent_dark: Color::parse("#abcdef"),
            logo_alt: Some("f".into()),
            security_contacts: vec!["mailto:g@x.test".into()],
            security_policy: Some("https://x.test/p".into()),
            hidden_from_search: true,
            default_role: Role::Viewer,
            require_second_factor: true,
            notify_by_default: false,
            reminder_intervals: vec![1, 48],
            changed_at: Some(Ts::from_micros(1_444_190_400_123_456)),
        };
        assert_eq!(read(&write(&full)), Some(full));
        for bad in ["", "7", r#"{"theme":"pink"}"#, r#"{"accent_dark":"red"}"#] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
