//! The forms of the page's settings, as they are read.

use crate::app::{PageEdit, SeenSettings};
use crate::domain::page::settings::{ABOUT_MAX_CHARS, ANNOUNCEMENT_MAX_CHARS};
use crate::domain::problem::{ChoiceProblem, TimeProblem};
use crate::domain::{Page, PageLink, Role, Theme};
use crate::urls::PublicUrl;
use crate::views::Site;
use crate::views::staff::{LINK_ROWS, SettingsPart};
use crate::web::admin::form::{Fields, Parsed, Reader};

/// What the form of a part asks for.
pub(super) enum SettingsForm {
    /// A shade is to be put into this field and previewed.
    TakeShade(&'static str, String),
    /// The settings are to be changed.
    Save(Box<PageEdit>),
}

impl SettingsForm {
    /// Reads the form of a part of the page's settings.
    pub(super) fn read(
        fields: &Fields,
        site: &Site,
        part: SettingsPart,
        page: &Page,
    ) -> Parsed<Self> {
        if fields.button() == "show" {
            let texts = [
                ("announcement", ANNOUNCEMENT_MAX_CHARS),
                ("about", ABOUT_MAX_CHARS),
            ];
            return Parsed::preview(fields, &texts);
        }
        for (button, field) in [
            ("take_accent_light", "accent_light"),
            ("take_accent_dark", "accent_dark"),
        ] {
            if let Some(shade) = fields.get(button) {
                return Parsed::Value(Self::TakeShade(field, shade.to_owned()));
            }
        }
        let mut read = Reader::new(fields, site);
        let edit = edit(&mut read, fields, part, page);
        read.finish(Self::Save(Box::new(edit)))
    }
}

fn edit(read: &mut Reader<'_>, fields: &Fields, part: SettingsPart, page: &Page) -> PageEdit {
    const UNKNOWN: ChoiceProblem = ChoiceProblem::NotOffered;
    let base = PageEdit {
        seen: seen(fields, part.fields()),
        ..PageEdit::default()
    };
    match part {
        SettingsPart::Page => PageEdit {
            name: Some(read.line("name")),
            time_zone: Some(read.line("time_zone")),
            url: address(read, page),
            ..base
        },
        SettingsPart::Words => PageEdit {
            announcement: Some(read.line("announcement")),
            about: Some(read.text("about")),
            support_url: Some(read.line("support_url")),
            links: Some(links(read)),
            ..base
        },
        SettingsPart::Colors => PageEdit {
            theme: read.chosen("theme", Theme::parse, UNKNOWN),
            accent_light: Some(read.line("accent_light")),
            accent_dark: Some(read.line("accent_dark")),
            ..base
        },
        SettingsPart::Security => PageEdit {
            hidden_from_search: Some(read.has("hidden_from_search")),
            security_contacts: Some(lines(fields.text("security_contacts"))),
            security_policy: Some(read.line("security_policy")),
            ..base
        },
        SettingsPart::Incidents => PageEdit {
            reminder_intervals: hours(read),
            notify_by_default: Some(read.has("notify_by_default")),
            ..base
        },
        SettingsPart::Team => PageEdit {
            default_role: read.chosen("default_role", Role::parse, UNKNOWN),
            require_second_factor: Some(read.has("require_second_factor")),
            audit_years: read.chosen_if_any("audit_years", |text| text.parse().ok(), UNKNOWN),
            ..base
        },
    }
}

/// Reads what a form showed of some fields.
pub(super) fn seen(fields: &Fields, shown: &'static [&'static str]) -> Option<SeenSettings> {
    fields.non_blank("version").map(|version| SeenSettings {
        fields: shown,
        version: version.to_owned(),
    })
}

/// Reads the public address. If it is empty it stays unset; an address that is set cannot be removed.
fn address(read: &mut Reader<'_>, page: &Page) -> Option<String> {
    match read.non_blank("url").as_deref().map(PublicUrl::parse) {
        Some(Ok(url)) => return Some(url.as_str().to_owned()),
        Some(Err(why)) => read.refuse("url", why),
        None if page.url.is_some() => read.require("url"),
        None => {}
    }
    None
}

fn links(read: &Reader<'_>) -> Vec<PageLink> {
    LINK_ROWS
        .map(|number| PageLink {
            label: read.line(&format!("link_label[{number}]")),
            url: read.line(&format!("link_url[{number}]")),
        })
        .filter(|link| !link.label.is_empty() || !link.url.is_empty())
        .collect()
}

fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Reads `3, 6, 12, 24`; empty is never.
fn hours(read: &mut Reader<'_>) -> Option<Vec<u16>> {
    let parse = |text: &str| {
        text.split([',', ' ', ';'])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().ok())
            .collect()
    };
    read.chosen("reminder_intervals", parse, TimeProblem::NotWholeHours)
}
