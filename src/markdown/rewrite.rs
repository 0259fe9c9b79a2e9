//! The first wall: the parser's events, rewritten so that nothing dangerous is written.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::{escape, is_local, is_safe_link};
use crate::domain::BodyFormat;

/// Rewrites the events of one body.
pub(super) struct Rewriter {
    format: BodyFormat,
    /// What is added to the level of every heading.
    shift: i16,
    in_code: bool,
    /// Links that are open, those of imported HTML too.
    link_depth: usize,
    /// For each image that is open, whether it is left out.
    drops_image: Vec<bool>,
    /// How many of them are not.
    shown_images: usize,
}

impl Rewriter {
    /// Makes a rewriter that adds `shift` to the level of every heading.
    pub(super) fn new(format: BodyFormat, shift: i16) -> Self {
        Self {
            format,
            shift,
            in_code: false,
            link_depth: 0,
            drops_image: Vec::new(),
            shown_images: 0,
        }
    }

    /// Rewrites the events.
    pub(super) fn rewrite<'a>(mut self, events: impl Iterator<Item = Event<'a>>) -> Vec<Event<'a>> {
        let mut out = Vec::new();
        let mut links: Vec<bool> = Vec::new();
        let mut text = String::new();
        for event in events {
            // Neighbouring texts belong together: a bare address may span several of them.
            if let Event::Text(part) = &event
                && !self.in_code
            {
                text.push_str(part);
                continue;
            }
            self.flush(&mut text, &mut out);
            match event {
                Event::SoftBreak => out.push(Event::HardBreak),
                // A box that nobody can tick is a sign, not a field of a form.
                Event::TaskListMarker(done) => {
                    out.push(Event::Text(if done { "☑ " } else { "☐ " }.into()));
                }
                Event::Html(raw) => out.push(self.html(raw)),
                Event::InlineHtml(raw) => out.push(self.inline_html(raw)),
                Event::Start(Tag::Heading {
                    level,
                    id,
                    classes,
                    attrs,
                }) => out.push(Event::Start(Tag::Heading {
                    level: self.shift(level),
                    id,
                    classes,
                    attrs,
                })),
                Event::End(TagEnd::Heading(level)) => {
                    out.push(Event::End(TagEnd::Heading(self.shift(level))));
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    self.in_code = true;
                    out.push(Event::Start(Tag::CodeBlock(kind)));
                }
                Event::End(TagEnd::CodeBlock) => {
                    self.in_code = false;
                    out.push(Event::End(TagEnd::CodeBlock));
                }
                Event::Start(Tag::Link {
                    dest_url,
                    title,
                    link_type,
                    ..
                }) => {
                    let url = if link_type == LinkType::Email && !dest_url.starts_with("mailto:") {
                        format!("mailto:{dest_url}")
                    } else {
                        dest_url.to_string()
                    };
                    let kept = is_safe_link(&url);
                    links.push(kept);
                    self.link_depth += 1;
                    if kept {
                        out.push(open_link(&url, &title));
                    }
                }
                Event::End(TagEnd::Link) => {
                    self.link_depth = self.link_depth.saturating_sub(1);
                    if links.pop() == Some(true) {
                        out.push(Event::InlineHtml("</a>".into()));
                    }
                }
                Event::Start(Tag::Image {
                    link_type,
                    dest_url,
                    title,
                    id,
                }) => {
                    let drops = !is_local(&dest_url);
                    self.drops_image.push(drops);
                    if !drops {
                        self.shown_images += 1;
                        out.push(Event::Start(Tag::Image {
                            link_type,
                            dest_url,
                            title,
                            id,
                        }));
                    }
                }
                Event::End(TagEnd::Image) => {
                    if self.drops_image.pop() == Some(false) {
                        self.shown_images -= 1;
                        out.push(Event::End(TagEnd::Image));
                    }
                }
                other => out.push(other),
            }
        }
        self.flush(&mut text, &mut out);
        out
    }

    fn flush(&self, text: &mut String, out: &mut Vec<Event<'_>>) {
        if text.is_empty() {
            return;
        }
        let whole = std::mem::take(text);
        if self.link_depth > 0 || self.shown_images > 0 {
            out.push(Event::Text(whole.into()));
        } else {
            push_linked(&whole, out);
        }
    }

    fn html<'a>(&self, raw: CowStr<'a>) -> Event<'a> {
        match self.format {
            BodyFormat::Markdown => Event::Text(raw),
            BodyFormat::Statuspage => Event::Html(with_rel(&raw).into()),
        }
    }

    fn inline_html<'a>(&mut self, raw: CowStr<'a>) -> Event<'a> {
        if self.format == BodyFormat::Markdown {
            return Event::Text(raw);
        }
        // Inside an imported <a> a bare address must not become a second link.
        let lower = raw.to_ascii_lowercase();
        if lower.starts_with("<a ") {
            self.link_depth += 1;
        } else if lower.starts_with("</a") {
            self.link_depth = self.link_depth.saturating_sub(1);
        }
        Event::InlineHtml(with_rel(&raw).into())
    }

    fn shift(&self, level: HeadingLevel) -> HeadingLevel {
        let shifted = (level as i16 + self.shift).clamp(2, 6);
        HeadingLevel::try_from(usize::from(shifted.unsigned_abs())).unwrap_or(HeadingLevel::H6)
    }
}

/// Marks every imported link; the sanitiser keeps no other `rel`.
fn with_rel(raw: &str) -> String {
    raw.replace("<a ", "<a rel=\"x\" ")
        .replace("<A ", "<a rel=\"x\" ")
}

fn open_link<'a>(url: &str, title: &str) -> Event<'a> {
    let mut tag = format!("<a href=\"{}\"", escape(url));
    if !title.is_empty() {
        tag.push_str(" title=\"");
        tag.push_str(&escape(title));
        tag.push('"');
    }
    if !is_local(url) && !url.starts_with('#') {
        tag.push_str(" rel=\"x\"");
    }
    tag.push('>');
    Event::InlineHtml(tag.into())
}

/// Turns bare `http://` and `https://` addresses into links (GFM §6.9, without its `www.` form).
fn push_linked(text: &str, out: &mut Vec<Event<'_>>) {
    let mut rest = text;
    while let Some(start) = find_address(rest) {
        let end = address_end(&rest[start..]);
        let (before, from) = rest.split_at(start);
        let (address, after) = from.split_at(end);
        if !before.is_empty() {
            out.push(Event::Text(before.to_owned().into()));
        }
        out.push(open_link(address, ""));
        out.push(Event::Text(address.to_owned().into()));
        out.push(Event::InlineHtml("</a>".into()));
        rest = after;
    }
    if !rest.is_empty() {
        out.push(Event::Text(rest.to_owned().into()));
    }
}

fn find_address(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find("http") {
        let at = from + found;
        let after_scheme = text[at..]
            .strip_prefix("https://")
            .or_else(|| text[at..].strip_prefix("http://"));
        let before = text[..at].chars().next_back();
        if before.is_none_or(|c| !c.is_alphanumeric())
            && after_scheme
                .is_some_and(|tail| tail.starts_with(|c: char| c.is_alphanumeric() || c == '['))
        {
            return Some(at);
        }
        from = at + "http".len();
    }
    None
}

/// Finds where an address ends: at white space or `<`, without trailing punctuation or an unmatched `)`.
fn address_end(text: &str) -> usize {
    let mut end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
        .unwrap_or(text.len());
    let opened = text[..end].matches('(').count();
    let mut closed = text[..end].matches(')').count();
    while let Some(last) = text[..end].chars().next_back() {
        match last {
            // Only the end is taken off, and no `(` is ever in it.
            ')' if closed > opened => closed -= 1,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' => {}
            _ => break,
        }
        end -= last.len_utf8();
    }
    end
}
