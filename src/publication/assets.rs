//! Files that pages name by a hash: those in use, and those that were replaced and are kept for a while.

use super::document::{CachePolicy, Rendered};
use crate::domain::{Asset, ImageFormat, ImageKind, MediaType, PageImage, Settings};
use crate::{assets, urls, views};

/// An image is shown in pages and is no page: opened by itself it may run and fetch nothing. Its inline
/// styles are its colours.
const IMAGE_CSP: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// Returns the files that pages of this program name besides images, whose bytes are stored anyway.
pub fn assets_in_use(settings: &Settings) -> Vec<Asset> {
    let program = assets::all().into_iter().cloned();
    program.chain(theme(settings)).collect()
}

/// Makes the stylesheet of the page's own colours; `None` when it has none.
pub fn theme(settings: &Settings) -> Option<Asset> {
    views::theme(settings.accent_light, settings.accent_dark)
}

/// Makes the file of an image of the page.
pub fn image(image: &PageImage) -> Asset {
    Asset {
        path: urls::media(image),
        media_type: match image.format {
            ImageFormat::Png => MediaType::Png,
            ImageFormat::Svg => MediaType::Svg,
        },
        body: image.body.to_vec(),
    }
}

/// Returns the part that the paths of all images of a kind have in common.
pub fn images_of(kind: ImageKind) -> String {
    urls::media_of(kind)
}

/// Makes the document of a file, which never changes under its path.
pub(super) fn rendered(asset: Asset) -> Rendered {
    let content_type = asset.media_type.as_str();
    let file = Rendered::file(asset.body, content_type, CachePolicy::Immutable);
    if urls::is_media(&asset.path) {
        file.with_csp(IMAGE_CSP)
    } else {
        file
    }
}
