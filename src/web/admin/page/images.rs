//! The page's images: logos and icon, and the logo in words.

use super::settings::shown;
use super::settings_form::seen;
use crate::app::{PageEdit, settings_version};
use crate::domain::problem::ImageProblem;
use crate::domain::{ImageKind, PageImage};
use crate::urls::admin as urls;
use crate::views::staff::{self, Done, Images, Problems, Section, image_field, settings_values};
use crate::web::admin::form::{Fields, Outcome, Parsed, Redisplay, or_gone, press, submit};
use crate::web::admin::{AdminError, Answer, Sent, StaffRequest, html, see_other};

/// The field of the logo in words.
const ALT: &[&str] = &["logo_alt"];

/// Returns the size of the largest image that may be sent, in bytes.
pub(super) fn most_bytes() -> usize {
    ImageKind::ALL
        .iter()
        .map(|kind| kind.most_bytes())
        .max()
        .unwrap_or_default()
}

/// Shows the images.
pub(super) async fn show(request: StaffRequest) -> Answer {
    page(&request, None, false).await
}

/// Sets an image.
pub(super) async fn set(Sent(request, fields): Sent) -> Answer {
    if fields.is_resumed() {
        return page(&request, None, true).await;
    }
    let kind = ImageKind::parse(fields.text("kind")).ok_or(AdminError::BadRequest)?;
    let deed = async |bytes| {
        request
            .app()
            .set_image(request.actor(), kind, bytes)
            .await?;
        Ok(Outcome::done(urls::SETTINGS_IMAGES, Done::ImageSet))
    };
    let page = async |redisplay| page(&request, Some(redisplay), false).await;
    submit(&request, &fields, file(&request, &fields, kind), deed, page).await
}

/// Returns the file that was chosen for an image, or what is wrong with it.
fn file(request: &StaffRequest, fields: &Fields, kind: ImageKind) -> Parsed<Vec<u8>> {
    let (site, field) = (request.site(), image_field(kind));
    let mut problems = Problems::default();
    match fields.file(field) {
        Some(file) if file.is_cut => {
            let max_kb = kind.most_bytes() / 1000;
            problems.add(field, &ImageProblem::TooLarge { max_kb }.into(), site);
        }
        Some(file) if !file.bytes.is_empty() => return Parsed::Value(file.bytes.to_vec()),
        _ => problems.tell(field, site.words.say("image-choose-first")),
    }
    Parsed::Told(problems)
}

/// Removes an image.
pub(super) async fn remove(Sent(request, fields): Sent) -> Answer {
    if fields.is_resumed() {
        return Ok(see_other(urls::SETTINGS_IMAGES));
    }
    let kind = ImageKind::parse(fields.text("kind")).ok_or(AdminError::BadRequest)?;
    let removed = async { or_gone(request.app().remove_image(request.actor(), kind).await) };
    press(&fields, urls::SETTINGS_IMAGES, Done::ImageRemoved, removed).await
}

/// Changes what stands for the logo in words.
pub(super) async fn set_alt(Sent(request, fields): Sent) -> Answer {
    let edit = PageEdit {
        logo_alt: Some(fields.text("logo_alt").trim().to_owned()),
        seen: seen(&fields, ALT),
        ..PageEdit::default()
    };
    let deed = async |edit| {
        request.app().edit_page(request.actor(), &edit).await?;
        Ok(Outcome::done(urls::SETTINGS_IMAGES, Done::SettingsSaved))
    };
    let page = async |redisplay| page(&request, Some(redisplay), false).await;
    submit(&request, &fields, Parsed::Value(edit), deed, page).await
}

async fn page(request: &StaffRequest, redisplay: Option<Redisplay>, is_file_gone: bool) -> Answer {
    let page = shown(request).await?;
    let images = request.app().list_images(request.actor()).await?;
    let images: Vec<&PageImage> = images.iter().map(AsRef::as_ref).collect();
    let stored = settings_values(&page);
    let redisplay = redisplay.unwrap_or_else(|| Redisplay::of(settings_values(&page)));
    let is_stale = redisplay.is_stale();
    // The forms of the files do not send the logo's words.
    let values = if redisplay.values.get("logo_alt").is_some() {
        &redisplay.values
    } else {
        &stored
    };
    let shown = Images {
        images: &images,
        values,
        version: redisplay.version(settings_version(&page, ALT)),
        problems: redisplay.problems,
        theirs: is_stale.then(|| page.settings.logo_alt.clone().unwrap_or_default()),
        is_file_gone,
    };
    let title = request.site().words.say("settings-images");
    let frame = request.frame(&title, Section::Settings);
    let page = staff::images(frame, request.site(), shown);
    Ok(html(redisplay.status, page))
}
