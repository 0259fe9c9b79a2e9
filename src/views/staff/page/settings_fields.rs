//! The fields of each part of the settings, and what stands in them.

use crate::domain::page::settings::{AUDIT_YEARS, LINKS_MAX};
use crate::domain::{Page, PageLink, Role, Theme};
use crate::i18n::Words;
use crate::zone::Zone;

use super::settings_part::SettingsPart;
use crate::views::staff::access::role_choices;
use crate::views::staff::form::fields::{Choice, Field, Problems, Values};

/// Pairs of fields for the links in the footer, from 1.
pub const LINK_ROWS: std::ops::RangeInclusive<usize> = 1..=LINKS_MAX;

/// Empty pairs beside the links that there are.
const EMPTY_LINK_ROWS: usize = 2;

/// Returns the values of every form of the settings.
pub fn settings_values(page: &Page) -> Values {
    let settings = &page.settings;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut values = Values::default()
        .with("name", &*page.name)
        .with("url", text(&page.url))
        .with("time_zone", &*page.time_zone)
        .with("announcement", &*settings.announcement)
        .with("about", &*settings.about)
        .with("support_url", text(&settings.support_url))
        .with("theme", settings.theme.as_str())
        .with("accent_light", color(settings.accent_light))
        .with("accent_dark", color(settings.accent_dark))
        .with("logo_alt", text(&settings.logo_alt))
        .with("security_contacts", settings.security_contacts.join("\n"))
        .with("security_policy", text(&settings.security_policy))
        .with("default_role", settings.default_role.as_str())
        .with("reminder_intervals", hours(&settings.reminder_intervals))
        .with("audit_years", settings.audit_years.to_string());
    for (name, is_set) in [
        ("hidden_from_search", settings.hidden_from_search),
        ("require_second_factor", settings.require_second_factor),
        ("notify_by_default", settings.notify_by_default),
    ] {
        if is_set {
            values = values.with(name, "true");
        }
    }
    for (number, link) in LINK_ROWS.zip(&settings.links) {
        values = values
            .with(&format!("link_label[{number}]"), &*link.label)
            .with(&format!("link_url[{number}]"), &*link.url);
    }
    values
}

fn color(color: Option<crate::domain::Color>) -> String {
    color.map(|color| color.to_string()).unwrap_or_default()
}

fn hours(hours: &[u16]) -> String {
    hours
        .iter()
        .map(u16::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns the stored values of a part of the settings with their labels.
pub(in crate::views::staff) fn facts(
    part: SettingsPart,
    page: &Page,
    words: &Words,
) -> Vec<(String, String)> {
    let settings = &page.settings;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let yes = |is_set: bool| {
        if is_set {
            words.say("yes")
        } else {
            words.say("no")
        }
    };
    match part {
        SettingsPart::Page => vec![
            (words.say("field-name"), page.name.clone()),
            (words.say("field-url"), text(&page.url)),
            (words.say("field-time-zone"), page.time_zone.clone()),
        ],
        SettingsPart::Words => vec![
            (
                words.say("field-announcement"),
                settings.announcement.clone(),
            ),
            (words.say("field-about"), settings.about.clone()),
            (words.say("field-support-url"), text(&settings.support_url)),
            (words.say("field-links"), links(&settings.links)),
        ],
        SettingsPart::Colors => vec![
            (words.say("field-theme"), theme(settings.theme, words)),
            (
                words.say("field-accent-light"),
                color(settings.accent_light),
            ),
            (words.say("field-accent-dark"), color(settings.accent_dark)),
        ],
        SettingsPart::Security => vec![
            (
                words.say("field-hidden-from-search"),
                yes(settings.hidden_from_search),
            ),
            (
                words.say("field-security-contacts"),
                settings.security_contacts.join(", "),
            ),
            (
                words.say("field-security-policy"),
                text(&settings.security_policy),
            ),
        ],
        SettingsPart::Incidents => vec![
            (
                words.say("field-reminder-intervals"),
                hours(&settings.reminder_intervals),
            ),
            (
                words.say("field-notify-by-default"),
                yes(settings.notify_by_default),
            ),
        ],
        SettingsPart::Team => vec![
            (
                words.say("field-default-role"),
                words.role(settings.default_role),
            ),
            (
                words.say("field-require-second-factor"),
                yes(settings.require_second_factor),
            ),
            (
                words.say("field-audit-years"),
                years(settings.audit_years, words),
            ),
        ],
    }
}

fn links(links: &[PageLink]) -> String {
    links
        .iter()
        .map(|link| format!("{} ({})", link.label, link.url))
        .collect::<Vec<_>>()
        .join(", ")
}

fn theme(theme: Theme, words: &Words) -> String {
    match theme {
        Theme::Auto => words.say("theme-auto"),
        Theme::Light => words.say("theme-light"),
        Theme::Dark => words.say("theme-dark"),
    }
}

/// Makes the fields of a part, but for its links.
pub(in crate::views::staff) fn fields(
    part: SettingsPart,
    values: &Values,
    problems: &Problems,
    url: &str,
    words: &Words,
) -> Vec<Field> {
    let text = |name: &str| values.text(name);
    let is_checked = |name: &str| values.get(name).is_some();
    let fields = match part {
        SettingsPart::Page => vec![
            Field::line("name", words.say("field-name"), text("name"))
                .hint(words.say("settings-name-hint"))
                .required(),
            Field::line("url", words.say("field-url"), text("url"))
                .hint(words.say_name("settings-url-hint", url)),
            Field::suggested(
                "time_zone",
                words.say("field-time-zone"),
                text("time_zone"),
                Zone::names(),
            )
            .hint(words.say("settings-zone-hint"))
            .required(),
        ],
        SettingsPart::Words => vec![
            Field::line(
                "announcement",
                words.say("field-announcement"),
                text("announcement"),
            )
            .hint(words.say("settings-announcement-hint")),
            Field::area("about", words.say("field-about"), text("about"), 6)
                .hint(words.say("settings-about-hint")),
            Field::line(
                "support_url",
                words.say("field-support-url"),
                text("support_url"),
            )
            .hint(words.say("settings-support-hint")),
        ],
        SettingsPart::Colors => colors(values, words),
        SettingsPart::Security => vec![
            Field::checkbox(
                "hidden_from_search",
                words.say("field-hidden-from-search"),
                is_checked("hidden_from_search"),
            )
            .hint(words.say("settings-hidden-hint")),
            Field::area(
                "security_contacts",
                words.say("field-security-contacts"),
                text("security_contacts"),
                3,
            )
            .hint(words.say("settings-contacts-hint")),
            Field::line(
                "security_policy",
                words.say("field-security-policy"),
                text("security_policy"),
            )
            .hint(words.say("settings-policy-hint")),
        ],
        SettingsPart::Incidents => vec![
            Field::line(
                "reminder_intervals",
                words.say("field-reminder-intervals"),
                text("reminder_intervals"),
            )
            .hint(words.say("settings-reminders-hint")),
            Field::checkbox(
                "notify_by_default",
                words.say("field-notify-by-default"),
                is_checked("notify_by_default"),
            )
            .hint(words.say("settings-notify-hint")),
        ],
        SettingsPart::Team => team(values, words),
    };
    fields
        .into_iter()
        .map(|field| field.checked(problems))
        .collect()
}

fn colors(values: &Values, words: &Words) -> Vec<Field> {
    let chosen = values.text("theme");
    let themes = Theme::ALL
        .iter()
        .map(|one| Choice::new(one.as_str(), theme(*one, words), chosen))
        .collect();
    let accent = |name: &str, label: String| {
        Field::line(name, label, values.text(name)).hint(words.say("settings-accent-hint"))
    };
    vec![
        Field::radios("theme", words.say("field-theme"), themes),
        accent("accent_light", words.say("field-accent-light")),
        accent("accent_dark", words.say("field-accent-dark")),
    ]
}

fn team(values: &Values, words: &Words) -> Vec<Field> {
    let roles: Vec<Role> = Role::ALL
        .iter()
        .copied()
        .filter(|role| *role != Role::Owner)
        .collect();
    let chosen = values.text("audit_years");
    let kept = AUDIT_YEARS
        .into_iter()
        .map(|one| Choice::new(one.to_string(), years(one, words), chosen))
        .collect();
    vec![
        Field::menu(
            "default_role",
            words.say("field-default-role"),
            role_choices(&roles, values.text("default_role"), words),
        )
        .hint(words.say("settings-default-role-hint")),
        Field::checkbox(
            "require_second_factor",
            words.say("field-require-second-factor"),
            values.get("require_second_factor").is_some(),
        )
        .hint(words.say("settings-factor-hint")),
        Field::menu("audit_years", words.say("field-audit-years"), kept)
            .hint(words.say("settings-audit-hint")),
    ]
}

/// Words for how many years the audit log is kept.
fn years(years: u8, words: &Words) -> String {
    match years {
        0 => words.say("settings-for-ever"),
        years => words.say_count("settings-years", usize::from(years)),
    }
}

/// Makes the pairs of fields for the links: those filled in, numbered anew, and some empty ones.
pub(super) fn link_fields(values: &Values, words: &Words) -> Vec<Field> {
    let pairs: Vec<(&str, &str)> = LINK_ROWS
        .map(|number| {
            (
                values.text(&format!("link_label[{number}]")),
                values.text(&format!("link_url[{number}]")),
            )
        })
        .filter(|(label, url)| !label.trim().is_empty() || !url.trim().is_empty())
        .collect();
    let rows = pairs.iter().copied().chain([("", ""); EMPTY_LINK_ROWS]);
    LINK_ROWS
        .zip(rows)
        .flat_map(|(number, (label, url))| {
            [
                Field::line(
                    &format!("link_label[{number}]"),
                    words.say_count("settings-link-label", number),
                    label,
                ),
                Field::line(
                    &format!("link_url[{number}]"),
                    words.say_count("settings-link-url", number),
                    url,
                ),
            ]
        })
        .collect()
}
