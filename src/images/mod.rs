//! Images that staff give: known by their content, checked, and written anew, so that what is stored and
//! served is never the bytes that came in.

mod png;
mod svg;

use crate::domain::problem::{ImageProblem, Problem, TextProblem};
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
/// Says why it is refused.
pub fn check(kind: ImageKind, bytes: &[u8]) -> Result<Checked, Problem> {
    check_size(kind, bytes)?;
    let checked = if bytes.starts_with(png::SIGNATURE) {
        png::check(kind, bytes)?
    } else if svg::looks_like(bytes) {
        svg::check(kind, bytes)?
    } else if bytes.is_empty() {
        return Err(TextProblem::Blank.into());
    } else {
        return Err(ImageProblem::NeitherPngNorSvg.into());
    };
    check_size(kind, &checked.body)?;
    Ok(checked)
}

fn check_size(kind: ImageKind, bytes: &[u8]) -> Result<(), ImageProblem> {
    let most = kind.most_bytes();
    if bytes.len() > most {
        return Err(ImageProblem::TooLarge {
            max_kb: most / 1000,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
