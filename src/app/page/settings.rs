//! The page's settings: what is refused, what an edit makes of them.

use url::Url;

use super::PageEdit;
use crate::app::audit::described_page;
use crate::app::{FieldErrors, set};
use crate::domain::page::color::{Contrast, LEAST_RATIO, contrast};
use crate::domain::page::settings::{
    AUDIT_YEARS, CONTACTS_MAX, LINKS_MAX, REMINDER_HOURS_MAX, REMINDERS_MAX, check_about,
    check_announcement, check_label,
};
use crate::domain::problem::{
    AddressProblem, ChoiceProblem, PageProblem, Problem, Ratio, TimeProblem,
};
use crate::domain::text::check_length;
use crate::domain::{Color, Page, PageLink, Role, Scheme, Settings};

/// Longest address, in characters.
const URL_MAX_CHARS: usize = 2_000;

/// Adds every rule that an edit of the settings breaks.
pub(super) fn check(edit: &PageEdit, errors: &mut FieldErrors) {
    if let Some(about) = &edit.about {
        errors.check("about", check_about(about));
    }
    if let Some(announcement) = &edit.announcement {
        errors.check("announcement", check_announcement(announcement.trim()));
    }
    if let Some(alt) = given(edit.logo_alt.as_ref()) {
        errors.check("logo_alt", check_label(alt));
    }
    if let Some(url) = given(edit.support_url.as_ref()) {
        errors.check("support_url", check_url(url, LINKS));
    }
    if let Some(url) = given(edit.security_policy.as_ref()) {
        errors.check("security_policy", check_url(url, SECURE));
    }
    check_links(edit.links.as_deref().unwrap_or_default(), errors);
    check_contacts(
        edit.security_contacts.as_deref().unwrap_or_default(),
        errors,
    );
    for (field, accent, scheme) in [
        ("accent_light", &edit.accent_light, Scheme::Light),
        ("accent_dark", &edit.accent_dark, Scheme::Dark),
    ] {
        if let Some(text) = given(accent.as_ref()) {
            errors.check(field, check_accent(text, scheme));
        }
    }
    if let Some(hours) = &edit.reminder_intervals {
        errors.check("reminder_intervals", check_reminders(hours));
    }
    if edit
        .audit_years
        .is_some_and(|years| !AUDIT_YEARS.contains(&years))
    {
        errors.add("audit_years", ChoiceProblem::NotAYearOffered);
    }
    if edit.default_role == Some(Role::Owner) {
        let value = Role::Owner.as_str().into();
        errors.add("default_role", ChoiceProblem::CannotBe { value });
    }
}

/// Where an address may lead, and what is said of one that leads elsewhere.
type Schemes = (&'static [&'static str], AddressProblem);

const LINKS: Schemes = (&["https", "http", "mailto"], AddressProblem::NotALink);
const SECURE: Schemes = (&["https"], AddressProblem::NotSecure);
/// RFC 9116 §2.5.3: a web address must be https.
const CONTACTS: Schemes = (&["https", "mailto", "tel"], AddressProblem::NotAContact);

fn given(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

fn check_links(links: &[PageLink], errors: &mut FieldErrors) {
    if links.len() > LINKS_MAX {
        errors.add("links", ChoiceProblem::TooMany { max: LINKS_MAX });
    }
    for (number, link) in (1..).zip(links).take(LINKS_MAX) {
        let label = check_label(&link.label);
        errors.check(
            "links",
            label.map_err(|problem| PageProblem::LabelOfLink {
                number,
                problem: Box::new(problem.into()),
            }),
        );
        let url = check_url(link.url.trim(), LINKS);
        errors.check(
            "links",
            url.map_err(|problem| PageProblem::AddressOfLink {
                number,
                problem: Box::new(problem),
            }),
        );
    }
}

fn check_contacts(contacts: &[String], errors: &mut FieldErrors) {
    if contacts.len() > CONTACTS_MAX {
        let problem = ChoiceProblem::TooMany { max: CONTACTS_MAX };
        errors.add("security_contacts", problem);
    }
    for contact in contacts.iter().take(CONTACTS_MAX) {
        errors.check("security_contacts", check_url(contact.trim(), CONTACTS));
    }
}

/// Checks an address: no white space, no user name, one of the schemes, and a host if those have one.
fn check_url(text: &str, (schemes, elsewhere): Schemes) -> Result<(), Problem> {
    check_length(text, URL_MAX_CHARS)?;
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(AddressProblem::Spaces.into());
    }
    let url = match Url::parse(text) {
        Ok(url) if schemes.contains(&url.scheme()) => url,
        _ => return Err(elsewhere.into()),
    };
    let is_web = matches!(url.scheme(), "https" | "http");
    let leads_somewhere = match url.scheme() {
        "mailto" => url.path().contains('@'),
        _ if is_web => url.host_str().is_some_and(|host| !host.is_empty()),
        _ => !url.path().is_empty(),
    };
    if !leads_somewhere {
        return Err(elsewhere.into());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressProblem::UserName.into());
    }
    Ok(())
}

fn check_reminders(hours: &[u16]) -> Result<(), Problem> {
    if hours.len() > REMINDERS_MAX {
        return Err(ChoiceProblem::TooMany { max: REMINDERS_MAX }.into());
    }
    if hours
        .iter()
        .any(|hours| !(1..=REMINDER_HOURS_MAX).contains(hours))
    {
        let max = REMINDER_HOURS_MAX;
        return Err(TimeProblem::NotHours { max }.into());
    }
    Ok(())
}

fn check_accent(text: &str, scheme: Scheme) -> Result<(), PageProblem> {
    let Some(accent) = Color::parse(text) else {
        return Err(PageProblem::NotAColor);
    };
    let Contrast {
        background,
        suggestion,
        ..
    } = contrast(accent, scheme);
    match suggestion {
        None => Ok(()),
        Some(shade) => Err(PageProblem::TooFaint {
            contrast: Ratio(background),
            scheme,
            least: LEAST_RATIO,
            shade,
        }),
    }
}

/// Changes the settings as a checked edit says.
pub(super) fn apply(settings: &mut Settings, edit: &PageEdit) {
    if let Some(about) = &edit.about {
        about.trim().clone_into(&mut settings.about);
    }
    if let Some(announcement) = &edit.announcement {
        announcement.trim().clone_into(&mut settings.announcement);
    }
    set_text(&mut settings.support_url, edit.support_url.as_ref());
    set_text(&mut settings.logo_alt, edit.logo_alt.as_ref());
    set_text(&mut settings.security_policy, edit.security_policy.as_ref());
    if let Some(links) = &edit.links {
        settings.links = links
            .iter()
            .map(|link| PageLink {
                label: link.label.trim().to_owned(),
                url: link.url.trim().to_owned(),
            })
            .collect();
    }
    if let Some(contacts) = &edit.security_contacts {
        settings.security_contacts = contacts
            .iter()
            .map(|contact| contact.trim().to_owned())
            .collect();
    }
    if let Some(accent) = &edit.accent_light {
        settings.accent_light = Color::parse(accent);
    }
    if let Some(accent) = &edit.accent_dark {
        settings.accent_dark = Color::parse(accent);
    }
    set(&mut settings.theme, edit.theme);
    set(&mut settings.hidden_from_search, edit.hidden_from_search);
    set(&mut settings.default_role, edit.default_role);
    set(
        &mut settings.require_second_factor,
        edit.require_second_factor,
    );
    set(&mut settings.notify_by_default, edit.notify_by_default);
    set(&mut settings.audit_years, edit.audit_years);
    if let Some(hours) = &edit.reminder_intervals {
        settings.reminder_intervals.clone_from(hours);
        settings.reminder_intervals.sort_unstable();
        settings.reminder_intervals.dedup();
    }
}

fn set_text(place: &mut Option<String>, text: Option<&String>) {
    if text.is_some() {
        *place = given(text).map(str::to_owned);
    }
}

/// Returns a text that differs whenever somebody changed one of the fields in between.
pub fn settings_version(page: &Page, fields: &[&str]) -> String {
    page.setting_revisions.of(fields).to_string()
}

/// Counts the settings that differ.
pub(in crate::app) fn count_changes(before: &Page, after: &mut Page) {
    let (was, is) = (described_page(before), described_page(after));
    for (field, value) in &is {
        if was.get(field) != Some(value) {
            after.setting_revisions.raise(field);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::app::audit::detail;
    use crate::domain::happening::PageHappening;
    use crate::domain::public::tests::page;

    fn difference(before: &Page, after: &Page) -> Value {
        let edited = PageHappening::Edited { before, after };
        serde_json::from_str(&detail(&edited.into())).expect("JSON")
    }

    #[test]
    fn the_audit_log_has_what_changed_before_and_after() {
        let before = page();
        let mut after = before.clone();
        assert_eq!(difference(&before, &after), json!({}));
        apply(
            &mut after.settings,
            &PageEdit {
                announcement: Some(" Hello ".into()),
                accent_light: Some("#B3261E".into()),
                require_second_factor: Some(true),
                links: Some(vec![PageLink {
                    label: "Terms".into(),
                    url: "https://x.test".into(),
                }]),
                ..PageEdit::default()
            },
        );
        assert_eq!(
            difference(&before, &after),
            json!({
                "announcement": ["", "Hello"],
                "accent_light": [null, "#b3261e"],
                "require_second_factor": [false, true],
                "links": [[], [{ "label": "Terms", "url": "https://x.test" }]],
            })
        );
    }
}
