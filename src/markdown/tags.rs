//! HTML as pieces: text, and tags that are read as browsers read them.
//!
//! It goes to the sanitiser well-formed and flat: a tree builder walks every open element again for each
//! tag, opens formatting anew in each block, and compares each attribute with all before it.

use super::nesting::DEEPEST;
use super::sanitiser;

/// How deep elements may stand in each other: each list is two, and the deepest text may be marked.
const DEEPEST_ELEMENT: usize = 2 * DEEPEST + 8;

/// Most attributes of a tag that are kept; those after them are dropped.
const MOST_ATTRIBUTES: usize = 8;

/// Longest value of an attribute that is kept, in bytes.
const MOST_VALUE: usize = 4 * 1024;

/// Longest text that stands in one piece, in bytes. The sanitiser's writer looks through the rest of a piece
/// again for each character that it escapes (html5ever 0.40, `write_escaped`).
const MOST_TEXT: usize = 4 * 1024;

/// What parts two pieces of text; the sanitiser drops it.
const SEAM: &str = "<!---->";

/// Elements that have no end tag (HTML §13.1.2).
const VOID: &[&str] = &["br", "hr", "img"];

/// Elements that may stand inside a paragraph; any other ends it (HTML §4.4.1).
const INLINE: &[&str] = &[
    "a", "abbr", "b", "br", "code", "del", "em", "i", "img", "ins", "kbd", "s", "small", "span",
    "strong", "sub", "sup", "u",
];

/// Elements that end one of their own kind, whose end tag may be left out.
const SIBLINGS: &[&str] = &["p", "li", "dt", "dd"];

/// The elements of a table in which nothing stands but its parts.
const TABLE: &[&str] = &["table", "thead", "tbody", "tr"];

/// Elements whose content is no text.
const SILENT: &[&str] = &["script", "style"];

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    /// Text, its entities as they were written.
    Text(&'a str),
    /// A start tag.
    Open {
        name: String,
        attributes: Vec<(&'a str, &'a str)>,
    },
    /// An end tag.
    Close(String),
}

/// Rewrites HTML: elements that the sanitiser does not know are left out with their tags alone, what is
/// deeper than [`DEEPEST_ELEMENT`] stands at that depth, and every element is closed.
pub(super) fn flatten(html: &str) -> String {
    let mut out = Flat {
        html: String::with_capacity(html.len()),
        open: Vec::new(),
    };
    for piece in Pieces::of(html) {
        match piece {
            Piece::Text(text) => out.text(text),
            Piece::Open { name, attributes } => out.open(&name, &attributes),
            Piece::Close(name) => out.close(&name),
        }
    }
    out.close_above(0);
    out.html
}

/// Returns the text of HTML, its entities as they were written, with a space where a line or paragraph begins.
pub(super) fn text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for piece in Pieces::of(html) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Open { name, .. } if matches!(name.as_str(), "br" | "p") => out.push(' '),
            Piece::Open { .. } | Piece::Close(_) => {}
        }
    }
    out
}

struct Flat {
    html: String,
    /// The elements that are open, at most [`DEEPEST_ELEMENT`].
    open: Vec<String>,
}

impl Flat {
    fn text(&mut self, text: &str) {
        if !text.trim_ascii().is_empty() {
            self.leave_table();
        }
        // What looks like a tag and is none.
        let mut rest = match text.strip_prefix('<') {
            Some(rest) => {
                self.html.push_str("&lt;");
                rest
            }
            None => text,
        };
        while let Some(end) = end_of_piece(rest) {
            let (piece, after) = rest.split_at(end);
            self.html.push_str(piece);
            self.html.push_str(SEAM);
            rest = after;
        }
        self.html.push_str(rest);
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        if !sanitiser::knows(name) {
            return;
        }
        match parents(name) {
            Some(parents) => {
                let is_parent = |open: &String| parents.contains(&open.as_str());
                let Some(parent) = self.open.iter().rposition(is_parent) else {
                    return;
                };
                self.close_above(parent + 1);
            }
            None => self.leave_table(),
        }
        if !INLINE.contains(&name)
            && let Some(paragraph) = self.open.iter().rposition(|open| open == "p")
        {
            self.close_above(paragraph);
        }
        if SIBLINGS.contains(&name) && self.open.last().is_some_and(|last| last == name) {
            self.close_above(self.open.len() - 1);
        }
        let is_void = VOID.contains(&name);
        if self.open.len() == DEEPEST_ELEMENT && !is_void {
            return;
        }
        self.html.push('<');
        self.html.push_str(name);
        for (key, value) in attributes {
            self.html.push(' ');
            self.html.push_str(key);
            self.html.push_str("=\"");
            self.html.push_str(&value.replace('"', "&quot;"));
            self.html.push('"');
        }
        self.html.push('>');
        if !is_void {
            self.open.push(name.to_owned());
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|open| open == name) {
            self.close_above(at);
        }
    }

    /// Ends a table in whose rows something else begins: a browser would put it before the table.
    fn leave_table(&mut self) {
        let is_between = self
            .open
            .last()
            .is_some_and(|last| TABLE.contains(&last.as_str()));
        if is_between && let Some(table) = self.open.iter().rposition(|open| open == "table") {
            self.close_above(table);
        }
    }

    /// Closes the elements from this depth on.
    fn close_above(&mut self, depth: usize) {
        for name in self.open.drain(depth..).rev() {
            self.html.push_str("</");
            self.html.push_str(&name);
            self.html.push('>');
        }
    }
}

/// Returns the elements that a part of a table may stand in.
fn parents(name: &str) -> Option<&'static [&'static str]> {
    match name {
        "thead" | "tbody" => Some(&["table"]),
        "tr" => Some(&["table", "thead", "tbody"]),
        "td" | "th" => Some(&["tr"]),
        _ => None,
    }
}

/// Finds where a text can be parted when it is long: not inside an entity.
fn end_of_piece(text: &str) -> Option<usize> {
    let may_go_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, '#' | ';');
    text.char_indices()
        .skip_while(|(at, _)| *at < MOST_TEXT)
        .find(|(_, c)| !may_go_on(*c))
        .map(|(at, _)| at)
}

/// Cuts HTML into pieces (HTML §13.2.5), without comments, declarations and what is in [`SILENT`] elements.
struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Pieces<'a> {
    fn of(html: &'a str) -> Self {
        Self { rest: html }
    }

    /// Takes the text up to the next `<`; one at the very start is part of it.
    fn take_text(&mut self) -> Piece<'a> {
        let from = usize::from(self.rest.starts_with('<'));
        let end = self.rest[from..]
            .find('<')
            .map_or(self.rest.len(), |at| at + from);
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Piece::Text(text)
    }

    /// Takes a tag that begins here; one that nothing ends is dropped with all that follows, as browsers do.
    fn take_tag(&mut self, from: usize) -> Option<(String, Vec<(&'a str, &'a str)>)> {
        let inside = &self.rest[from..];
        let end = inside
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
            .unwrap_or(inside.len());
        let name = inside[..end].to_ascii_lowercase();
        let mut attributes = Attributes {
            rest: &inside[end..],
        };
        let mut kept = Vec::new();
        for (key, value) in &mut attributes {
            let is_plain = key.bytes().all(|byte| byte.is_ascii_alphabetic());
            if is_plain && value.len() <= MOST_VALUE && kept.len() < MOST_ATTRIBUTES {
                kept.push((key, value));
            }
        }
        self.rest = attributes.rest;
        let is_whole = self.rest.starts_with('>');
        self.rest = self.rest.strip_prefix('>').unwrap_or_default();
        is_whole.then_some((name, kept))
    }

    fn skip_past(&mut self, end: &str) {
        self.rest = self.rest.split_once(end).map_or("", |(_, rest)| rest);
    }

    /// Passes over the content of an element up to its end tag.
    fn skip_silent(&mut self, name: &str) {
        let mut from = 0;
        while let Some(at) = self.rest[from..].find("</") {
            let end = from + at;
            let tag = self.rest[end + 2..].get(..name.len());
            if tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name)) {
                self.rest = &self.rest[end..];
                return;
            }
            from = end + 2;
        }
        self.rest = "";
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let mut bytes = self.rest.bytes();
            match (bytes.next()?, bytes.next(), bytes.next()) {
                (b'<', Some(letter), _) if letter.is_ascii_alphabetic() => {
                    if let Some((name, attributes)) = self.take_tag(1) {
                        if SILENT.contains(&name.as_str()) {
                            self.skip_silent(&name);
                        } else {
                            return Some(Piece::Open { name, attributes });
                        }
                    }
                }
                (b'<', Some(b'/'), Some(letter)) if letter.is_ascii_alphabetic() => {
                    if let Some((name, _)) = self.take_tag(2) {
                        return Some(Piece::Close(name));
                    }
                }
                (b'<', Some(b'!'), _) if self.rest.starts_with("<!--") => self.skip_past("-->"),
                (b'<', Some(b'!' | b'?' | b'/'), _) => self.skip_past(">"),
                _ => return Some(self.take_text()),
            }
        }
    }
}

/// The attributes of a tag (HTML §13.2.5.32 to 39), up to its `>`.
struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        let blank = |c: char| c.is_ascii_whitespace() || c == '/';
        self.rest = self.rest.trim_start_matches(blank);
        if self.rest.is_empty() || self.rest.starts_with('>') {
            return None;
        }
        let ends_name = |c: char| blank(c) || matches!(c, '>' | '=');
        // Its first character may be any, a `=` too.
        let mut characters = self.rest.char_indices().skip(1);
        let end = characters
            .find(|(_, c)| ends_name(*c))
            .map_or(self.rest.len(), |(at, _)| at);
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest.trim_ascii_start();
        let Some(value) = self.rest.strip_prefix('=') else {
            return Some((name, ""));
        };
        let value = value.trim_ascii_start();
        let is_quote = |c: &char| matches!(c, '"' | '\'');
        let (value, rest) = if let Some(quote) = value.chars().next().filter(is_quote) {
            let inside = &value[1..];
            inside.split_once(quote).unwrap_or((inside, ""))
        } else {
            let ends_value = |c: char| c.is_ascii_whitespace() || c == '>';
            value.split_at(value.find(ends_value).unwrap_or(value.len()))
        };
        self.rest = rest;
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth;

    #[test]
    fn well_formed_html_stays_as_it_is() {
        for html in [
            "",
            "a &amp; b",
            "<p>a<br>b <a href=\"/x?a=1&amp;b\" rel=\"x\">c</a></p>\n<ul>\n<li>d</li>\n</ul>",
            "<table><thead><tr><th>a</th></tr></thead></table>",
        ] {
            assert_eq!(flatten(html), html);
        }
    }

    #[test]
    fn every_element_is_closed_in_its_order() {
        for (html, flat) in [
            ("<b><i>a</b>c", "<b><i>a</i></b>c"),
            ("<b><div>a</b>", "<b><div>a</div></b>"),
            ("</p>a</b>", "a"),
            ("<li>a<li>b", "<li>a</li><li>b</li>"),
            ("<p>a<p>b<div>c", "<p>a</p><p>b</p><div>c</div>"),
            ("<P>a<BR/>b", "<p>a<br>b</p>"),
            (
                "<table> <tr><td>a<td>b<tr><th>c</table>",
                "<table> <tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>",
            ),
            ("<table>a<tr><td>b", "<table></table>ab"),
            ("<p>a<font color=red>b</font>", "<p>ab</p>"),
        ] {
            assert_eq!(flatten(html), flat, "{html}");
        }
        let deep = "<b>".repeat(100) + "a";
        let flat = "<b>".repeat(DEEPEST_ELEMENT) + "a" + &"</b>".repeat(DEEPEST_ELEMENT);
        assert_eq!(flatten(&deep), flat);
    }

    #[test]
    fn tags_are_read_as_browsers_read_them() {
        for (html, flat) in [
            (
                "<a title='>\"' href=x>b",
                "<a title=\">&quot;\" href=\"x\">b</a>",
            ),
            (
                "<a href = x/y =z é=1 title>b",
                "<a href=\"x/y\" title=\"\">b</a>",
            ),
            ("1 < 2 <3 <<b>", "1 &lt; 2 &lt;3 &lt;<b></b>"),
            ("a<!-- <b> -->c<!doctype x><?y?></ z>d", "acd"),
            ("a<script>b</scr </SCRIPT >c<style>", "ac"),
            ("a<b", "a"),
            ("a<b title=\"c", "a"),
            ("a<!-- b", "a"),
        ] {
            assert_eq!(flatten(html), flat, "{html}");
        }
        let many = format!("<a{}>b", " x=1".repeat(100));
        assert_eq!(flatten(&many).matches('=').count(), MOST_ATTRIBUTES);
        let long = format!("<a href={} title=x>b", "x".repeat(MOST_VALUE + 1));
        assert_eq!(flatten(&long), "<a title=\"x\">b</a>");
    }

    #[test]
    fn long_texts_are_parted_outside_of_entities() {
        let flat = flatten(&"&amp;".repeat(2_000));
        let pieces: Vec<&str> = flat.split(SEAM).collect();
        assert_eq!(pieces.len(), 3);
        assert_eq!(pieces.concat(), "&amp;".repeat(2_000));
        for piece in pieces {
            assert!(
                piece.len() < MOST_TEXT + 5
                    && piece.starts_with("&amp;")
                    && piece.ends_with("&amp;")
            );
        }
    }

    #[test]
    fn text_is_what_stands_between_tags() {
        assert_eq!(text("<p>a<br/>b</p><i>c</i> &lt;"), " a bc &lt;");
    }

    #[test]
    fn costs_no_more_than_its_length() {
        growth::assert_linear(
            &[
                "<b>", "<i>", "</b>", "<div>", "<p>", "</p>", "<li>", "<td>", "<", "<a ", "x=\"",
                "'", "\"", " y", "=", ">", "/", "<!--", "-->", "<!", "<?", "<script>", "</", "a",
                "\n", "é",
            ],
            |html| flatten(html).len() + text(html).len(),
        );
    }
}
