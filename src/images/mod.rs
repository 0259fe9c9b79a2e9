//! Images that staff give: known by their content, checked, and written anew, so that what is stored and
//! served is never the bytes that came in.

mod png;
mod svg;

use crate::domain::{ImageFormat, ImageKind};

/// An image that may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// How it is written.
    pub format: ImageFormat,
    /// Its bytes, written anew.
    pub body: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Checks an image by its content and cleans it. A PNG costs some milliseconds.
///
/// # Errors
/// Says why it is refused, to follow the name of its field: "is larger than 100 kB".
pub fn check(kind: ImageKind, bytes: &[u8]) -> Result<Checked, String> {
    check_size(kind, bytes)?;
    let checked = if bytes.starts_with(png::SIGNATURE) {
        png::check(kind, bytes)
    } else if svg::looks_like(bytes) {
        svg::check(kind, bytes)
    } else if bytes.is_empty() {
        Err("can't be blank".to_owned())
    } else {
        Err("is neither a PNG nor an SVG".to_owned())
    }?;
    check_size(kind, &checked.body)?;
    Ok(checked)
}

fn check_size(kind: ImageKind, bytes: &[u8]) -> Result<(), String> {
    let most = kind.most_bytes();
    if bytes.len() > most {
        return Err(format!("is larger than {} kB", most / 1000));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
