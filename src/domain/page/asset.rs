//! Files that pages name by a hash of their content.

use crate::domain::text_enum;

text_enum! {
    /// The media type of a file, as `Content-Type` says it.
    pub enum MediaType {
        /// A stylesheet.
        Css = "text/css; charset=utf-8",
        /// A script.
        JavaScript = "text/javascript; charset=utf-8",
        /// Scalable Vector Graphics.
        Svg = "image/svg+xml",
        /// Portable Network Graphics.
        Png = "image/png",
    }
}

/// A file whose path changes with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its path, which holds the hash.
    pub path: String,
    /// Its media type.
    pub media_type: MediaType,
    /// Its bytes.
    pub body: Vec<u8>,
}
