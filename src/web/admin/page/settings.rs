//! The page's settings, part by part.

use axum::http::{StatusCode, Uri};
use axum::response::Response;

use super::settings_form::SettingsForm;
use crate::app::settings_version;
use crate::domain::{Page, Permission};
use crate::urls::admin as urls;
use crate::views::staff::{self, Done, Section, SettingsPart, Values, settings_values};
use crate::web::admin::form::{Fields, Outcome, Redisplay, submit};
use crate::web::admin::{AdminError, Answer, Sent, StaffRequest, html};

/// Lists the parts.
pub(super) async fn index(request: StaffRequest) -> Answer {
    let page = shown(&request).await?;
    let images = request.app().list_images(request.actor()).await?.len();
    let frame = request.frame(&request.site().words.say("nav-settings"), Section::Settings);
    let page = staff::settings(frame, request.site(), &page, images);
    Ok(html(StatusCode::OK, page))
}

/// Shows a part.
pub(super) async fn show(request: StaffRequest, part: SettingsPart) -> Answer {
    let page = shown(&request).await?;
    let redisplay = Redisplay::of(settings_values(&page));
    Ok(respond(&request, part, &page, redisplay))
}

/// Shows how well accents that are being typed can be read.
pub(super) async fn figures(request: StaffRequest, uri: Uri) -> Response {
    let values = Values::new(Fields::of_query(&uri).kept());
    let figures = staff::accent_figures(request.site(), &values);
    html(StatusCode::OK, figures)
}

/// Changes a part, or shows what would come of it.
pub(super) async fn save(Sent(request, fields): Sent, part: SettingsPart) -> Answer {
    let form = SettingsForm::read(&fields, request.site(), part, &shown(&request).await?);
    let deed = async |form| match form {
        SettingsForm::TakeShade(field, shade) => {
            let values = fields.typed().with(field, shade);
            Ok(Outcome::Shown(
                Redisplay::of(values).seen(&fields).previewed(),
            ))
        }
        SettingsForm::Save(edit) => {
            request.app().edit_page(request.actor(), &edit).await?;
            Ok(Outcome::done(urls::SETTINGS, Done::SettingsSaved))
        }
    };
    let page = async |redisplay| {
        let page = shown(&request).await?;
        Ok(respond(&request, part, &page, redisplay))
    };
    submit(&request, &fields, form, deed, page).await
}

/// Returns the page as staff see it.
pub(super) async fn shown(request: &StaffRequest) -> Result<Page, AdminError> {
    Ok(request.app().show_page(request.actor()).await?)
}

fn respond(
    request: &StaffRequest,
    part: SettingsPart,
    page: &Page,
    redisplay: Redisplay,
) -> Response {
    let words = request.site().words;
    let may_save = part != SettingsPart::Team || request.may(Permission::ManageTeam);
    let shown = staff::SettingsPartPage {
        part,
        page,
        version: redisplay.version(settings_version(page, part.fields())),
        values: &redisplay.values,
        is_preview: redisplay.is_preview && part == SettingsPart::Words,
        is_stale: redisplay.is_stale(),
        problems: redisplay.problems,
        needs: (!may_save).then(|| words.role(Permission::ManageTeam.needs())),
        url: request.web.house.url.as_str(),
    };
    let frame = request.frame(&part.title(words), Section::Settings);
    let page = staff::settings_part(frame, request.site(), shown);
    html(redisplay.status, page)
}
