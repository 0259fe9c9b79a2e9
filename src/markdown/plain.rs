//! Markdown to plain text.

use pulldown_cmark::{Event, Options, Parser, TagEnd};

use super::kept::{self, Form};
use super::{prepare, sanitiser, tags, unescape};
use crate::domain::{BodyFormat, BodyText};

/// Renders a body as one line of plain text, at most `max_chars` long, cut at a word with `…`.
pub fn excerpt(body: &BodyText<'_>, max_chars: usize) -> String {
    let form = Form::Excerpt { max_chars };
    kept::get(form, body, || excerpt_anew(body, max_chars)).to_string()
}

pub(super) fn excerpt_anew(body: &BodyText<'_>, max_chars: usize) -> String {
    let text = plain(body);
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    if line.chars().count() <= max_chars {
        return line;
    }
    let cut: String = line.chars().take(max_chars).collect();
    let cut = match cut.rsplit_once(' ') {
        Some((kept, _)) if !kept.is_empty() => kept.to_owned(),
        _ => cut,
    };
    cut.trim_end_matches([',', ';', '.', ' ']).to_owned() + "…"
}

/// Renders a body as plain text: no marks, no tags, a line for each line or block.
fn plain(body: &BodyText<'_>) -> String {
    let Some(source) = prepare(&body.text) else {
        return super::clean(&body.text);
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut out = String::new();
    // A tag may go on over several pieces.
    let mut raw = String::new();
    for event in Parser::new_ext(&source, options) {
        if let Event::Html(piece) | Event::InlineHtml(piece) = &event {
            raw.push_str(piece);
            continue;
        }
        push_raw(&mut out, &mut raw, body.format);
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableRow
                | TagEnd::CodeBlock
                | TagEnd::TableHead,
            ) => out.push('\n'),
            Event::End(TagEnd::TableCell) => out.push(' '),
            _ => {}
        }
    }
    push_raw(&mut out, &mut raw, body.format);
    out.trim().to_owned()
}

/// Adds what raw HTML says, if there is any.
fn push_raw(out: &mut String, raw: &mut String, format: BodyFormat) {
    if raw.is_empty() {
        return;
    }
    match format {
        BodyFormat::Markdown => out.push_str(raw),
        BodyFormat::Statuspage => {
            let text = tags::text(raw);
            if text.contains('&') {
                out.push_str(&unescape(&sanitiser::clean_text(&text)));
            } else {
                out.push_str(&text);
            }
        }
    }
    raw.clear();
}
