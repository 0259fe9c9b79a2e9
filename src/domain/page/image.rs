//! The page's own images.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::domain::{Ts, text_enum};

text_enum! {
    /// What an image is for.
    pub enum ImageKind {
        /// In the header, on light.
        LogoLight = "logo-light",
        /// In the header, on dark.
        LogoDark = "logo-dark",
        /// Beside the title in browsers.
        Icon = "icon",
    }
}

impl ImageKind {
    /// Returns the largest size, in bytes.
    pub const fn most_bytes(self) -> usize {
        match self {
            Self::LogoLight | Self::LogoDark => 100_000,
            Self::Icon => 50_000,
        }
    }

    /// Returns the greatest width and height, in pixels.
    pub const fn most_pixels(self) -> (u32, u32) {
        match self {
            Self::LogoLight | Self::LogoDark => (2_000, 600),
            Self::Icon => (512, 512),
        }
    }
}

text_enum! {
    /// How an image is written.
    pub enum ImageFormat {
        /// Portable Network Graphics.
        Png = "image/png",
        /// Scalable Vector Graphics.
        Svg = "image/svg+xml",
    }
}

impl ImageFormat {
    /// Returns the extension of a file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }
}

/// The hash of its bytes stands for them.
impl Hash for PageImage {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self {
            kind,
            format,
            width,
            height,
            sha256,
            body: _,
            changed_at,
        } = self;
        (kind, format, width, height, sha256, changed_at).hash(state);
    }
}

/// An image of the page, checked and cleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageImage {
    /// What it is for.
    pub kind: ImageKind,
    /// How it is written.
    pub format: ImageFormat,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its bytes.
    pub body: Arc<[u8]>,
    /// When it was set.
    pub changed_at: Ts,
}
