//! Markdown to plain text.

use ammonia::Builder;
use pulldown_cmark::{Event, Options, Parser, TagEnd};

use super::{clean, unescape};
use crate::domain::{Body, BodyFormat};

/// Renders a body as one line of plain text, at most `max_chars` long, cut at a word with `…`.
pub fn excerpt(body: &Body, max_chars: usize) -> String {
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
pub fn plain(body: &Body) -> String {
    let source = clean(&body.text);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut out = String::new();
    for event in Parser::new_ext(&source, options) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::Html(raw) | Event::InlineHtml(raw) => match body.format {
                BodyFormat::Markdown => out.push_str(&raw),
                BodyFormat::Statuspage => out.push_str(&without_tags(&raw)),
            },
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
    out.trim().to_owned()
}

fn without_tags(raw: &str) -> String {
    let mut sanitiser = Builder::empty();
    sanitiser.clean_content_tags(["script", "style"].into_iter().collect());
    let spaced = raw.replace("<br", " <br").replace("<p", " <p");
    let text = sanitiser.clean(&spaced).to_string();
    unescape(&text)
}
