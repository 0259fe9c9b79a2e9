//! The page's images: what there is, and a form for each.

use askama::Template;

use crate::domain::{ImageFormat, ImageKind, PageImage};
use crate::i18n::Words;
use crate::urls;
use crate::views::Site;

use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Field, Problems, Values};

/// What browsers offer to choose from.
const ACCEPT: &str = "image/png,image/svg+xml,.png,.svg";

/// What the page is made of.
pub struct Images<'a> {
    /// The images that there are.
    pub images: &'a [&'a PageImage],
    /// What was typed, or is there.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
    /// The version of the words.
    pub version: String,
    /// Somebody else changed the words meanwhile; these are theirs.
    pub theirs: Option<String>,
    /// A file did not arrive and must be chosen again.
    pub is_file_gone: bool,
}

struct ShownImage {
    heading: String,
    title: String,
    kind: ImageKind,
    present: Option<Present>,
    file: Field,
    set: String,
    remove: String,
}

struct Present {
    src: String,
    width: u32,
    height: u32,
    alt: String,
    facts: String,
    is_on_dark: bool,
}

#[derive(Template)]
#[template(path = "staff/page/images.html")]
struct ImagesTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    images: Vec<ShownImage>,
    alt: Field,
    version: String,
    theirs: Vec<(String, String)>,
    is_file_gone: bool,
}

/// Returns the field that an image of the kind is chosen in.
pub const fn image_field(kind: ImageKind) -> &'static str {
    match kind {
        ImageKind::LogoLight => "logo_light",
        ImageKind::LogoDark => "logo_dark",
        ImageKind::Icon => "icon",
    }
}

/// Renders the images.
pub fn images(frame: StaffFrame, site: &Site, page: Images<'_>) -> Result<String, askama::Error> {
    let words = site.words;
    let problems = page.problems;
    ImagesTemplate {
        images: ImageKind::ALL
            .iter()
            .map(|kind| {
                let present = page.images.iter().find(|one| one.kind == *kind);
                show(*kind, present.copied(), &problems, words)
            })
            .collect(),
        alt: Field::line(
            "logo_alt",
            words.say("field-logo-alt"),
            page.values.text("logo_alt"),
        )
        .hint(words.say("settings-alt-hint"))
        .checked(&problems),
        version: page.version,
        theirs: page
            .theirs
            .map(|text| (words.say("field-logo-alt"), text))
            .into_iter()
            .collect(),
        is_file_gone: page.is_file_gone,
        frame: frame.with_problem(!problems.is_empty(), site),
        site,
        problems,
    }
    .render()
}

fn show(
    kind: ImageKind,
    present: Option<&PageImage>,
    problems: &Problems,
    words: &Words,
) -> ShownImage {
    let (title, set, remove) = match kind {
        ImageKind::LogoLight => (
            words.say("field-logo-light"),
            words.say("image-set-logo-light"),
            words.say("image-remove-logo-light"),
        ),
        ImageKind::LogoDark => (
            words.say("field-logo-dark"),
            words.say("image-set-logo-dark"),
            words.say("image-remove-logo-dark"),
        ),
        ImageKind::Icon => (
            words.say("field-icon"),
            words.say("image-set-icon"),
            words.say("image-remove-icon"),
        ),
    };
    let (width, height) = kind.most_pixels();
    let hint = words.say_with(
        "image-hint",
        &[
            ("kilobytes", (kind.most_bytes() / 1000).into()),
            ("width", width.to_string().into()),
            ("height", height.to_string().into()),
        ],
    );
    ShownImage {
        heading: format!("image-{kind}"),
        present: present.map(|image| Present {
            src: urls::media(image),
            width: image.width,
            height: image.height,
            alt: words.say_name("image-present", &title),
            facts: facts(image, words),
            is_on_dark: kind == ImageKind::LogoDark,
        }),
        file: Field::file(image_field(kind), words.say("image-file"), ACCEPT)
            .hint(hint)
            .required()
            .checked(problems),
        title,
        kind,
        set,
        remove,
    }
}

fn facts(image: &PageImage, words: &Words) -> String {
    let format = match image.format {
        ImageFormat::Png => "PNG",
        ImageFormat::Svg => "SVG",
    };
    words.say_with(
        "image-facts",
        &[
            ("format", format.into()),
            ("width", image.width.to_string().into()),
            ("height", image.height.to_string().into()),
            ("kilobytes", image.body.len().div_ceil(1000).into()),
        ],
    )
}
