//! The files that pages ask for, compiled in and addressed by the hash of their content.

use std::fmt::Write as _;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// One file.
pub struct Asset {
    /// Its address, which changes with its content.
    pub path: String,
    /// Its media type.
    pub content_type: &'static str,
    /// Its bytes.
    pub body: Vec<u8>,
}

/// The parts of the stylesheet in the order in which they apply.
const CSS: &[&str] = &[
    include_str!("../static/css/reset.css"),
    include_str!("../static/css/tokens.css"),
    include_str!("../static/css/base.css"),
    include_str!("../static/css/layout.css"),
];

static STYLESHEET: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("candor", "css", "text/css; charset=utf-8", CSS.concat().into_bytes())
});

impl Asset {
    fn new(name: &str, extension: &str, content_type: &'static str, body: Vec<u8>) -> Self {
        let mut hash = String::new();
        for byte in &Sha256::digest(&body)[..8] {
            let _ = write!(hash, "{byte:02x}");
        }
        Self {
            path: format!("/static/{name}-{hash}.{extension}"),
            content_type,
            body,
        }
    }
}

/// Returns the stylesheet of every page.
pub fn stylesheet() -> &'static Asset {
    &STYLESHEET
}

/// Returns every file.
pub fn all() -> Vec<&'static Asset> {
    vec![stylesheet()]
}
