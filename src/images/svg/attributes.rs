//! The attributes of one element: checked, and written anew.

use quick_xml::events::BytesStart;

use super::allowed;
use super::css::{calls_url, is_plain, local_id, local_url};
use super::escape::{check_characters, put_attribute};
use super::refusal::{shown, unreadable};
use super::size::Size;
use super::{SVG, XLINK};
use crate::domain::problem::SvgProblem;

/// What the attributes of an element say.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// Its id.
    pub(super) id: Option<String>,
    /// Whether the namespace of SVG is declared.
    pub(super) names_svg: bool,
    /// The ids of what it draws again.
    pub(super) copies: Vec<String>,
}

/// Writes the attributes of an element that are taken. Those of the root element say the image's size, which is
/// written by the caller.
///
/// # Errors
/// Names the attribute that is refused.
pub(super) fn write(
    out: &mut String,
    element: &str,
    start: &BytesStart<'_>,
    mut root_size: Option<&mut Size>,
) -> Result<Attributes, SvgProblem> {
    let mut attributes = Attributes::default();
    let mut has_href = false;
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| unreadable(&error))?;
        let key = attribute.key;
        let key = std::str::from_utf8(key.as_ref()).map_err(|error| unreadable(&error))?;
        let raw = std::str::from_utf8(&attribute.value).map_err(|error| unreadable(&error))?;
        let value = unescaped(raw)?;
        if (key == "xmlns" && value != SVG) || (key == "xmlns:xlink" && value != XLINK) {
            return Err(SvgProblem::ForeignElements {
                namespace: shown(&value),
            });
        }
        attributes.names_svg |= key == "xmlns";
        let key = if key == "xlink:href" { "href" } else { key };
        if is_for_editors(key) {
            continue;
        }
        check_name(key)?;
        if key == "href" && std::mem::replace(&mut has_href, true) {
            return Err(SvgProblem::TwoLinks);
        }
        let target =
            target(element, key, &value).map_err(|ReachesOutside| SvgProblem::ReachesOutside {
                name: key.into(),
                value: shown(&value),
            })?;
        attributes.copies.extend(target);
        let is_size = root_size.is_some() && matches!(key, "width" | "height");
        if let Some(size) = &mut root_size {
            size.take(key, &value);
        }
        if !is_size {
            put_attribute(out, key, &value);
        }
        if key == "id" {
            attributes.id = Some(value);
        }
    }
    Ok(attributes)
}

/// Says whether an attribute is left behind by editors and means nothing to browsers.
fn is_for_editors(key: &str) -> bool {
    key == "xmlns" || key.starts_with("data-") || key.contains(':')
}

fn check_name(key: &str) -> Result<(), SvgProblem> {
    if key.to_ascii_lowercase().starts_with("on") {
        return Err(SvgProblem::Script { name: shown(key) });
    }
    if !allowed::is_attribute(key) {
        return Err(SvgProblem::Attribute { name: shown(key) });
    }
    Ok(())
}

fn unescaped(raw: &str) -> Result<String, SvgProblem> {
    if raw.contains('<') {
        return Err(SvgProblem::UnescapedAttribute);
    }
    let value = quick_xml::escape::unescape(raw).map_err(|error| unreadable(&error))?;
    check_characters(&value)?;
    Ok(value.into_owned())
}

/// An attribute names something outside of the image.
struct ReachesOutside;

/// Returns the id of what an attribute has its element draw again.
fn target(element: &str, key: &str, value: &str) -> Result<Option<String>, ReachesOutside> {
    match key {
        "href" => {
            let id = local_id(value).ok_or(ReachesOutside)?;
            Ok((element == "use").then(|| id.to_owned()))
        }
        "mask" | "clip-path" if value.trim() == "none" => Ok(None),
        "mask" | "clip-path" => {
            let id = local_url(value).ok_or(ReachesOutside)?;
            Ok(Some(id.to_owned()))
        }
        "style" => target_of_style(value),
        _ if calls_url(value) && local_url(value).is_none() => Err(ReachesOutside),
        _ => Ok(None),
    }
}

/// Returns the id of the one `url(#id)` that a style may have.
fn target_of_style(style: &str) -> Result<Option<String>, ReachesOutside> {
    if !is_plain(style) {
        return Err(ReachesOutside);
    }
    let mut calls = style.split(';').filter(|part| calls_url(part));
    let Some(declaration) = calls.next() else {
        return Ok(None);
    };
    let value = declaration.split_once(':').map(|(_, value)| value);
    match (value.and_then(local_url), calls.next()) {
        (Some(id), None) => Ok(Some(id.to_owned())),
        _ => Err(ReachesOutside),
    }
}
