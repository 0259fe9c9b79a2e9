//! The page's own words and looks around every page, and the stylesheet of its colours.

use askama::Template;
use askama::filters::HtmlSafe;
use sha2::{Digest, Sha256};

use crate::domain::page::settings::Theme as Choice;
use crate::domain::{Asset, Color, ImageKind, MediaType, PageLink, public};
use crate::markdown::{self, SafeHtml};
use crate::{assets, urls};

/// What the frame shows of the page's settings.
pub(super) struct Branding {
    /// The look that readers get whatever their system asks for.
    pub(super) fixed: Option<&'static str>,
    pub(super) color_scheme: &'static str,
    pub(super) noindex: bool,
    pub(super) icon: String,
    pub(super) icon_type: &'static str,
    /// Where the stylesheet of the page's own colours is.
    pub(super) theme: Option<String>,
    pub(super) logo: Option<Logo>,
    pub(super) support_url: Option<String>,
    pub(super) announcement: Option<SafeHtml>,
    pub(super) links: Vec<PageLink>,
}

/// The logo in the header.
#[derive(Template)]
#[template(path = "partials/logo.html")]
pub(super) struct Logo {
    src: String,
    /// The logo for dark looks, if both looks are shown.
    dark: Option<String>,
    alt: String,
    width: u32,
    height: u32,
}

impl Branding {
    pub(super) fn new(branding: &public::Branding) -> Self {
        let icon = branding.image(ImageKind::Icon);
        Self {
            fixed: match branding.theme {
                Choice::Auto => None,
                fixed => Some(fixed.as_str()),
            },
            color_scheme: match branding.theme {
                Choice::Auto => "light dark",
                fixed => fixed.as_str(),
            },
            noindex: branding.hidden_from_search,
            icon: icon.map_or_else(|| assets::icon().path.clone(), |image| urls::media(image)),
            icon_type: icon.map_or(assets::icon().media_type.as_str(), |image| {
                image.format.as_str()
            }),
            theme: theme(branding.accent_light, branding.accent_dark).map(|theme| theme.path),
            logo: Logo::new(branding),
            support_url: branding.support_url.clone(),
            announcement: (!branding.announcement.is_empty())
                .then(|| markdown::render_line(&branding.announcement)),
            links: branding.links.clone(),
        }
    }
}

impl HtmlSafe for Logo {}

impl Logo {
    /// Chooses the logo of a look; if there is only one, it serves both looks.
    fn new(branding: &public::Branding) -> Option<Self> {
        let light = branding.image(ImageKind::LogoLight);
        let dark = branding.image(ImageKind::LogoDark);
        let first = match branding.theme {
            Choice::Dark => dark.or(light),
            Choice::Auto | Choice::Light => light.or(dark),
        }?;
        let other =
            dark.filter(|dark| branding.theme == Choice::Auto && dark.sha256 != first.sha256);
        Some(Self {
            src: urls::media(first),
            dark: other.map(|image| urls::media(image)),
            alt: branding.logo_alt.clone(),
            width: first.width,
            height: first.height,
        })
    }
}

/// Makes the stylesheet of the page's own colours; `None` when it has none.
pub fn theme(light: Option<Color>, dark: Option<Color>) -> Option<Asset> {
    let mut css = String::new();
    let accent = |color: Color| format!("{{--accent:{color}}}");
    if let Some(color) = light {
        css.push_str(":root");
        css.push_str(&accent(color));
    }
    if let Some(color) = dark {
        let accent = accent(color);
        css.push_str("@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light])");
        css.push_str(&accent);
        css.push_str("}@media screen{:root[data-theme=dark]");
        css.push_str(&accent);
        css.push('}');
    }
    if css.is_empty() {
        return None;
    }
    css.push_str(".top{border-block-start:.25rem solid var(--accent)}");
    let hash = sha256(&css);
    Some(Asset {
        path: urls::theme(&hash),
        media_type: MediaType::Css,
        body: css.into_bytes(),
    })
}

fn sha256(css: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(css.as_bytes())
        .iter()
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
