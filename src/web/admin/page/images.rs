//! The page's images: logos and icon, and the logo in words.

use axum::body::Body;
use axum::http::Response;

use super::settings::{seen, shown};
use crate::app;
use crate::app::{PageEdit, settings_version};
use crate::domain::{ImageKind, PageImage};
use crate::urls::admin as urls;
use crate::views::staff;
use crate::views::staff::{Done, Images, Problems, Section, image_field, settings_values};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::form::redisplay::Again;
use crate::web::admin::reply::{Here, done, html, see_other};

/// The field of the logo in words.
const ALT: &[&str] = &["logo_alt"];

/// Returns the size of the largest image that may be sent, in bytes.
pub(in crate::web::admin) fn most_bytes() -> usize {
    ImageKind::ALL
        .iter()
        .map(|kind| kind.most_bytes())
        .max()
        .unwrap_or_default()
}

/// Shows the images.
pub(in crate::web::admin) async fn show(here: Here) -> Result<Response<Body>, AdminError> {
    page(&here, None, false).await
}

/// Sets an image.
pub(in crate::web::admin) async fn set(
    here: Here,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    if form.is_resumed() {
        return page(&here, None, true).await;
    }
    let kind = ImageKind::parse(form.text("kind")).ok_or(AdminError::BadRequest)?;
    let field = image_field(kind);
    let mut problems = Problems::default();
    let bytes = match form.file(field) {
        Some(file) if file.is_cut => {
            let most = kind.most_bytes() / 1000;
            problems.add(field, &format!("is larger than {most} kB"), here.site());
            return page(&here, Some(Again::with(form.typed(), problems)), false).await;
        }
        Some(file) if !file.bytes.is_empty() => file.bytes.to_vec(),
        _ => {
            problems.tell(field, here.site().words.say("image-choose-first"));
            return page(&here, Some(Again::with(form.typed(), problems)), false).await;
        }
    };
    match here
        .web
        .app
        .set_image(&here.member.actor, kind, bytes)
        .await
    {
        Ok(_) => Ok(done(urls::SETTINGS_IMAGES, Done::ImageSet)),
        Err(error) => {
            let again = Again::after(&here, &form, error)?;
            page(&here, Some(again), false).await
        }
    }
}

/// Removes an image.
pub(in crate::web::admin) async fn remove(
    here: Here,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    if form.is_resumed() {
        return Ok(see_other(urls::SETTINGS_IMAGES));
    }
    let kind = ImageKind::parse(form.text("kind")).ok_or(AdminError::BadRequest)?;
    match here.web.app.remove_image(&here.member.actor, kind).await {
        Ok(()) | Err(app::Error::NotFound) => Ok(done(urls::SETTINGS_IMAGES, Done::ImageRemoved)),
        Err(error) => Err(error.into()),
    }
}

/// Changes what stands for the logo in words.
pub(super) async fn set_alt(here: Here, form: Form) -> Result<Response<Body>, AdminError> {
    if form.is_resumed() {
        return page(&here, Some(Again::typed(&form)), false).await;
    }
    let edit = PageEdit {
        logo_alt: Some(form.text("logo_alt").trim().to_owned()),
        seen: seen(&form, ALT),
        ..PageEdit::default()
    };
    match here.web.app.edit_page(&here.member.actor, &edit).await {
        Ok(_) => Ok(done(urls::SETTINGS_IMAGES, Done::SettingsSaved)),
        Err(error) => {
            let again = Again::after(&here, &form, error)?;
            page(&here, Some(again), false).await
        }
    }
}

async fn page(
    here: &Here,
    again: Option<Again>,
    is_file_gone: bool,
) -> Result<Response<Body>, AdminError> {
    let page = shown(here).await?;
    let images = here.web.app.list_images(&here.member.actor).await?;
    let images: Vec<&PageImage> = images.iter().map(AsRef::as_ref).collect();
    let stored = settings_values(&page);
    let again = again.unwrap_or_else(|| Again::fine(settings_values(&page)));
    let is_stale = again.is_stale();
    // The forms of the files say nothing of the words.
    let values = if again.values.get("logo_alt").is_some() {
        &again.values
    } else {
        &stored
    };
    let shown = Images {
        images: &images,
        values,
        version: again.version(settings_version(&page, ALT)),
        problems: again.problems,
        theirs: is_stale.then(|| page.settings.logo_alt.clone().unwrap_or_default()),
        is_file_gone,
    };
    let desk = here.desk(&here.site().words.say("settings-images"), Section::Settings);
    Ok(html(again.status, staff::images(desk, here.site(), shown)))
}
