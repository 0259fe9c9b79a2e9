//! SVG: read with an XML parser and written anew from what is understood. What is harmless and only for
//! editors is left out; anything else that is not understood is refused by name.

mod allowed;
mod attributes;
mod copies;
mod css;
mod escape;
mod reader;
mod refusal;
mod size;
mod writer;

use super::Checked;
use crate::domain::problem::SvgProblem;
use crate::domain::{ImageFormat, ImageKind};

/// The namespaces of SVG and of its older links.
const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// What some editors write before the text: U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How a web page begins.
const HTML: &[u8] = b"<!doctype html";

/// Says whether bytes begin as markup does, and not as a web page.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    let bytes = without_mark(bytes).trim_ascii_start();
    let is_html = bytes
        .get(..HTML.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(HTML));
    bytes.starts_with(b"<") && !is_html
}

/// Checks an image and writes it anew.
///
/// # Errors
/// Says why it is refused.
pub(super) fn check(kind: ImageKind, bytes: &[u8]) -> Result<Checked, SvgProblem> {
    let text = std::str::from_utf8(without_mark(bytes)).map_err(|_| SvgProblem::NotUtf8)?;
    let written = reader::read(text, kind)?;
    let (width, height) = written.size;
    Ok(Checked {
        format: ImageFormat::Svg,
        body: written.text.into_bytes(),
        width,
        height,
    })
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes)
}
