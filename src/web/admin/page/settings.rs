//! The page's settings, part by part.

use axum::body::Body;
use axum::http::{Response, StatusCode, Uri};

use crate::app;
use crate::app::{FieldErrors, PageEdit, SeenSettings, settings_version};
use crate::domain::page::settings::{ABOUT_MAX_CHARS, ANNOUNCEMENT_MAX_CHARS};
use crate::domain::{Deed, Link, Page, Role, Theme};
use crate::urls::{PublicUrl, admin as urls};
use crate::views::staff;
use crate::views::staff::{
    Done, LINK_ROWS, Section, SettingsForm, SettingsPart, Values, settings_values,
};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::form::redisplay::Again;
use crate::web::admin::reply::{Here, done, html};

/// Lists the parts.
pub(super) async fn index(here: Here) -> Result<Response<Body>, AdminError> {
    let page = shown(&here).await?;
    let images = here.web.app.list_images(&here.member.actor).await?.len();
    let desk = here.desk(&here.site().words.say("nav-settings"), Section::Settings);
    let rendered = staff::settings(desk, here.site(), &page, images);
    Ok(html(StatusCode::OK, rendered))
}

/// Shows a part.
pub(in crate::web::admin) async fn show(
    here: Here,
    part: SettingsPart,
) -> Result<Response<Body>, AdminError> {
    let page = shown(&here).await?;
    let again = Again::fine(settings_values(&page));
    Ok(respond(&here, part, &page, again, false))
}

/// Shows how well accents that are being typed can be read.
pub(super) async fn figures(here: Here, uri: Uri) -> Response<Body> {
    let values = Values::new(Form::of_query(&uri).kept());
    html(StatusCode::OK, staff::accent_figures(here.site(), &values))
}

/// Changes a part, or shows what would come of it.
pub(in crate::web::admin) async fn save(
    here: Here,
    form: Form,
    part: SettingsPart,
) -> Result<Response<Body>, AdminError> {
    let page = shown(&here).await?;
    if form.is_resumed() {
        return Ok(respond(&here, part, &page, Again::typed(&form), false));
    }
    if form.text("do") == "show" {
        let texts = [
            ("announcement", ANNOUNCEMENT_MAX_CHARS),
            ("about", ABOUT_MAX_CHARS),
        ];
        let again = Again::to_preview(&here, &form, &texts);
        return Ok(respond(&here, part, &page, again, true));
    }
    for (button, field) in [
        ("take_accent_light", "accent_light"),
        ("take_accent_dark", "accent_dark"),
    ] {
        if let Some(shade) = form.get(button) {
            let values = form.typed().with(field, shade);
            return Ok(respond(&here, part, &page, Again::fine(values), true));
        }
    }
    let outcome = match read(&form, part, &page) {
        Ok(edit) => here.web.app.edit_page(&here.member.actor, &edit).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(done(urls::SETTINGS, Done::SettingsSaved)),
        Err(error) => {
            let again = Again::after(&here, &form, error)?;
            let page = shown(&here).await?;
            Ok(respond(&here, part, &page, again, false))
        }
    }
}

pub(in crate::web::admin) async fn shown(here: &Here) -> Result<Page, AdminError> {
    Ok(here.web.app.show_page(&here.member.actor).await?)
}

fn respond(
    here: &Here,
    part: SettingsPart,
    page: &Page,
    again: Again,
    is_preview: bool,
) -> Response<Body> {
    let words = here.site().words;
    let may_save = part != SettingsPart::Team || here.member.actor.allow(Deed::ManageTeam).is_ok();
    let is_stale = again.is_stale();
    let form = SettingsForm {
        part,
        page,
        version: again.version(settings_version(page, part.fields())),
        values: &again.values,
        problems: again.problems,
        is_preview: is_preview && part == SettingsPart::Words,
        is_stale,
        needs: (!may_save).then(|| words.role(Deed::ManageTeam.needs())),
        url: here.web.url.as_str(),
    };
    let desk = here.desk(&part.title(words), Section::Settings);
    html(again.status, staff::settings_part(desk, here.site(), form))
}

/// Reads the form of a part.
fn read(form: &Form, part: SettingsPart, page: &Page) -> Result<PageEdit, app::Error> {
    let mut errors = FieldErrors::default();
    let text = |name: &str| Some(form.text(name).trim().to_owned());
    let base = PageEdit {
        seen: seen(form, part.fields()),
        ..PageEdit::default()
    };
    let edit = match part {
        SettingsPart::Page => PageEdit {
            name: text("name"),
            time_zone: text("time_zone"),
            url: address(form, page, &mut errors),
            ..base
        },
        SettingsPart::Words => PageEdit {
            announcement: text("announcement"),
            about: Some(form.text("about").to_owned()),
            support_url: text("support_url"),
            links: Some(links(form)),
            ..base
        },
        SettingsPart::Colors => PageEdit {
            theme: word(form, "theme", Theme::parse, &mut errors),
            accent_light: text("accent_light"),
            accent_dark: text("accent_dark"),
            ..base
        },
        SettingsPart::Security => PageEdit {
            hidden_from_search: Some(form.has("hidden_from_search")),
            security_contacts: Some(lines(form.text("security_contacts"))),
            security_policy: text("security_policy"),
            ..base
        },
        SettingsPart::Incidents => PageEdit {
            reminder_intervals: hours(form, &mut errors),
            notify_by_default: Some(form.has("notify_by_default")),
            ..base
        },
        SettingsPart::Team => PageEdit {
            default_role: word(form, "default_role", Role::parse, &mut errors),
            require_second_factor: Some(form.has("require_second_factor")),
            audit_years: form
                .filled("audit_years")
                .and_then(|_| word(form, "audit_years", |text| text.parse().ok(), &mut errors)),
            ..base
        },
    };
    errors.into_result()?;
    Ok(edit)
}

/// Reads what the form showed of some fields.
pub(in crate::web::admin) fn seen(
    form: &Form,
    fields: &'static [&'static str],
) -> Option<SeenSettings> {
    form.filled("version").map(|version| SeenSettings {
        fields,
        version: version.to_owned(),
    })
}

/// Reads the public address; left empty it stays unset, but one that is set cannot be taken away.
fn address(form: &Form, page: &Page, errors: &mut FieldErrors) -> Option<String> {
    match form.filled("url").map(PublicUrl::parse) {
        Some(Ok(url)) => return Some(url.as_str().to_owned()),
        Some(Err(why)) => errors.add("url", why),
        None if page.url.is_some() => errors.add("url", "can't be blank"),
        None => {}
    }
    None
}

fn word<T>(
    form: &Form,
    name: &str,
    parse: fn(&str) -> Option<T>,
    errors: &mut FieldErrors,
) -> Option<T> {
    let word = parse(form.text(name));
    if word.is_none() {
        errors.add(name, "must be one of those offered");
    }
    word
}

fn links(form: &Form) -> Vec<Link> {
    LINK_ROWS
        .map(|number| Link {
            label: form
                .text(&format!("link_label[{number}]"))
                .trim()
                .to_owned(),
            url: form.text(&format!("link_url[{number}]")).trim().to_owned(),
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
fn hours(form: &Form, errors: &mut FieldErrors) -> Option<Vec<u16>> {
    let hours: Result<Vec<u16>, _> = form
        .text("reminder_intervals")
        .split([',', ' ', ';'])
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect();
    if hours.is_err() {
        errors.add(
            "reminder_intervals",
            "must be whole hours with commas between them, such as 3, 6, 12, 24",
        );
    }
    hours.ok()
}
