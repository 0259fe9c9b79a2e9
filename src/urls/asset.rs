//! Files whose path holds a hash of their content.

use crate::domain::{ImageKind, PageImage};

/// The patterns of such paths, as the router writes them.
pub const ASSET_PATTERNS: &[&str] = &["/static/{file}", "/media/{file}"];

/// Below which the page's images stand.
const MEDIA: &str = "/media/";

/// Below which stylesheets, scripts and the program's own icon stand.
const STATIC: &str = "/static/";

/// Characters of a hash that make an address change with its content.
const HASH_CHARS: usize = 16;

/// Longest name and longest extension of a file, in characters.
const NAME_MAX_CHARS: usize = 32;
const EXTENSION_MAX_CHARS: usize = 4;

/// A path such as `/static/theme-0123456789abcdef.css`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AssetPath(String);

impl AssetPath {
    /// Accepts a path that has the form, whether or not there is such a file.
    pub fn parse(path: &str) -> Option<Self> {
        let file = path
            .strip_prefix(STATIC)
            .or_else(|| path.strip_prefix(MEDIA))?;
        let (name, extension) = file.split_once('.')?;
        let (name, hash) = name.rsplit_once('-')?;
        let is_word = |text: &str, most: usize| {
            let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
            (1..=most).contains(&text.len()) && text.bytes().all(is_letter)
        };
        let is_hash = hash.len() == HASH_CHARS
            && hash
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        (is_hash && is_word(name, NAME_MAX_CHARS) && is_word(extension, EXTENSION_MAX_CHARS))
            .then(|| Self(path.to_owned()))
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Says whether a path is of an image of the page.
pub fn is_media(path: &str) -> bool {
    path.starts_with(MEDIA)
}

/// An image of the page; its address changes with its content.
pub fn media(image: &PageImage) -> String {
    let (kind, extension) = (image.kind, image.format.extension());
    format!("{}{}.{extension}", media_of(kind), short(&image.sha256))
}

/// The part that the addresses of all images of a kind have in common.
pub fn media_of(kind: ImageKind) -> String {
    format!("{MEDIA}{kind}-")
}

/// The stylesheet of the page's own colours; its address changes with its content.
pub fn theme(sha256: &str) -> String {
    format!("{STATIC}theme-{}.css", short(sha256))
}

fn short(sha256: &str) -> &str {
    sha256.get(..HASH_CHARS).unwrap_or(sha256)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_with_a_hash_are_of_assets() {
        for path in [
            "/static/candor-0123456789abcdef.css",
            "/static/staff-0123456789abcdef.js",
            "/media/logo-light-0123456789abcdef.svg",
        ] {
            let parsed = AssetPath::parse(path);
            assert_eq!(parsed.as_ref().map(AssetPath::as_str), Some(path));
        }
        for path in [
            "/static/candor.css",
            "/static/candor-0123456789abcde.css",
            "/static/candor-0123456789ABCDEF.css",
            "/static/-0123456789abcdef.css",
            "/static/a/b-0123456789abcdef.css",
            "/static/candor-0123456789abcdef.css/x",
            "/other/candor-0123456789abcdef.css",
            "/media/../a-0123456789abcdef.css",
        ] {
            assert_eq!(AssetPath::parse(path), None, "{path}");
        }
    }
}
