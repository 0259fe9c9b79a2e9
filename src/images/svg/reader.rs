//! The events of the XML parser, passed on to the writer.

use quick_xml::events::{BytesDecl, BytesRef, Event};

use super::refusal::{shown, unreadable};
use super::writer::{Writer, Written};
use crate::domain::ImageKind;
use crate::domain::problem::SvgProblem;

/// Reads an image to its end.
///
/// # Errors
/// Says why it is refused.
pub(super) fn read(text: &str, kind: ImageKind) -> Result<Written, SvgProblem> {
    let mut writer = Writer::new(kind);
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_comments = true;
    loop {
        let event = reader.read_event().map_err(|error| unreadable(&error))?;
        match event {
            Event::Start(start) => writer.start(&start, false)?,
            Event::Empty(start) => writer.start(&start, true)?,
            Event::End(_) => writer.end()?,
            Event::Text(text) => {
                writer.text(&text.decode().map_err(|error| unreadable(&error))?)?;
            }
            Event::CData(text) => {
                writer.text(&text.decode().map_err(|error| unreadable(&error))?)?;
            }
            Event::GeneralRef(name) => {
                writer.text(character(&name)?.encode_utf8(&mut [0; 4]))?;
            }
            Event::Decl(declaration) => {
                if writer.has_begun() || !is_utf8(&declaration)? {
                    return Err(SvgProblem::NotUtf8);
                }
            }
            Event::DocType(_) => return Err(SvgProblem::DocumentType),
            Event::PI(_) => return Err(SvgProblem::Instruction),
            Event::Comment(_) => {}
            Event::Eof => break,
        }
    }
    writer.finish()
}

/// Says whether a declaration names UTF-8, or no encoding.
fn is_utf8(declaration: &BytesDecl<'_>) -> Result<bool, SvgProblem> {
    let encoding = declaration.encoding().transpose();
    let encoding = encoding.map_err(|error| unreadable(&error))?;
    Ok(encoding.is_none_or(|name| name.eq_ignore_ascii_case(b"utf-8")))
}

/// Returns what a reference stands for: `&#x2764;`, or one of the five names of XML.
fn character(reference: &BytesRef<'_>) -> Result<char, SvgProblem> {
    if let Some(c) = reference
        .resolve_char_ref()
        .map_err(|error| unreadable(&error))?
    {
        return Ok(c);
    }
    let name = reference.decode().map_err(|error| unreadable(&error))?;
    match name.as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        other => Err(SvgProblem::Entity { name: shown(other) }),
    }
}
