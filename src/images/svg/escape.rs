//! Text and attributes, written so that they stay text.

use crate::domain::problem::SvgProblem;
use crate::domain::text::is_forbidden_by_xml;

/// Refuses what no XML can hold, and what nobody sees. Entities may stand for either.
pub(super) fn check_characters(text: &str) -> Result<(), SvgProblem> {
    let is_unseen = |c: char| c.is_control() && !c.is_whitespace();
    if text.chars().any(|c| is_unseen(c) || is_forbidden_by_xml(c)) {
        return Err(SvgProblem::ControlCharacters);
    }
    Ok(())
}

/// Writes an attribute.
pub(super) fn put_attribute(out: &mut String, key: &str, value: &str) {
    out.push(' ');
    out.push_str(key);
    out.push_str("=\"");
    out.push_str(&escaped(value));
    out.push('"');
}

pub(super) fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}
