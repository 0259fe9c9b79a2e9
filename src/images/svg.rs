//! SVG: read with an XML parser and written anew from what is understood. What is harmless and only for
//! editors is left out; anything else that is not understood is refused by name.

use std::collections::HashSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Checked;
use super::svg_words::{ATTRIBUTES, ELEMENTS, calls_url, is_plain_css, local_id, local_url};
use crate::domain::text::is_forbidden_by_xml;
use crate::domain::{ImageFormat, ImageKind};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// Most elements, and how deep they may stand in one another.
const ELEMENTS_MAX: usize = 5_000;
const DEPTH_MAX: usize = 64;

/// How a web page begins.
const HTML: &[u8] = b"<!doctype html";

/// Says whether bytes begin as markup does, and not as a web page.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let bytes = bytes.trim_ascii_start();
    let is_html = bytes
        .get(..HTML.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(HTML));
    bytes.starts_with(b"<") && !is_html
}

pub(super) fn check(kind: ImageKind, bytes: &[u8]) -> Result<Checked, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| "is not written in UTF-8".to_owned())?;
    let mut writer = Writer::new(kind);
    writer.read(text)?;
    writer.check_references()?;
    let (width, height) = writer.size;
    Ok(Checked {
        format: ImageFormat::Svg,
        body: writer.out.into_bytes(),
        width,
        height,
    })
}

struct Writer {
    kind: ImageKind,
    out: String,
    /// The elements that are open, each with its id.
    open: Vec<(&'static str, bool, Option<String>)>,
    /// How many elements deep inside something that is left out.
    skipped: usize,
    count: usize,
    is_done: bool,
    /// The text of the `style` element that is open.
    css: String,
    /// What draws another element again: the ids around it, and the id it names.
    copies: Vec<(Vec<String>, String)>,
    width: Option<f64>,
    height: Option<f64>,
    view_box: Option<(f64, f64)>,
    /// Width and height in whole pixels, once the root is read.
    size: (u32, u32),
}

/// What the attributes of an element say.
#[derive(Default)]
struct Seen {
    id: Option<String>,
    names_svg: bool,
    /// The ids of what it draws again.
    copies: Vec<String>,
}

impl Writer {
    fn new(kind: ImageKind) -> Self {
        Self {
            kind,
            out: String::new(),
            open: Vec::new(),
            skipped: 0,
            count: 0,
            is_done: false,
            css: String::new(),
            copies: Vec::new(),
            width: None,
            height: None,
            view_box: None,
            size: (0, 0),
        }
    }

    fn read(&mut self, text: &str) -> Result<(), String> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_comments = true;
        loop {
            let event = reader
                .read_event()
                .map_err(|error| format!("is not an SVG that can be read: {error}"))?;
            match event {
                Event::Start(start) => self.start(&start, false)?,
                Event::Empty(start) => self.start(&start, true)?,
                Event::End(_) => self.end()?,
                Event::Text(text) => {
                    let text = text.decode().map_err(|error| unreadable(&error))?;
                    self.text(&text)?;
                }
                Event::CData(text) => {
                    let text = text.decode().map_err(|error| unreadable(&error))?;
                    self.text(&text)?;
                }
                Event::GeneralRef(name) => {
                    let c = match name.resolve_char_ref() {
                        Ok(Some(c)) => c,
                        Ok(None) => {
                            predefined(&name.decode().map_err(|error| unreadable(&error))?)?
                        }
                        Err(error) => return Err(unreadable(&error)),
                    };
                    self.text(c.encode_utf8(&mut [0; 4]))?;
                }
                Event::Decl(declaration) => {
                    let is_first = self.count == 0;
                    let encoding = declaration.encoding().transpose();
                    let encoding = encoding.map_err(|error| unreadable(&error))?;
                    if !is_first || encoding.is_some_and(|it| !it.eq_ignore_ascii_case(b"utf-8")) {
                        return Err("is not written in UTF-8".to_owned());
                    }
                }
                Event::DocType(_) => {
                    return Err(
                        "holds a document type (<!DOCTYPE …>), which is not taken".to_owned()
                    );
                }
                Event::PI(_) => {
                    return Err(
                        "holds a processing instruction (<?…?>), which is not taken".to_owned()
                    );
                }
                Event::Comment(_) => {}
                Event::Eof => break,
            }
        }
        if !self.open.is_empty() || self.skipped > 0 {
            return Err("ends early".to_owned());
        }
        if !self.is_done {
            return Err("has no <svg> element".to_owned());
        }
        Ok(())
    }

    fn start(&mut self, start: &BytesStart<'_>, is_empty: bool) -> Result<(), String> {
        let name = start.name();
        let name = std::str::from_utf8(name.as_ref()).map_err(|error| unreadable(&error))?;
        self.count += 1;
        if self.count > ELEMENTS_MAX || self.open.len() + self.skipped >= DEPTH_MAX {
            return Err("has too many elements".to_owned());
        }
        // Left behind by editors: what stands in another language, and notes on the file.
        let is_foreign = name.contains(':') && !name.starts_with("svg:");
        if self.skipped > 0 || ((is_foreign || name == "metadata") && !self.open.is_empty()) {
            self.skipped += usize::from(!is_empty);
            return Ok(());
        }
        let Some((name, holds_text)) = ELEMENTS.iter().find(|(known, _)| *known == name) else {
            return Err(format!(
                "holds an element <{}>, which is not taken",
                shown(name)
            ));
        };
        if self.open.is_empty() && (*name != "svg" || self.is_done) {
            return Err("is not one <svg> element".to_owned());
        }
        if matches!(self.open.last(), Some(("style", ..))) {
            return Err("holds an element in <style>, which is not taken".to_owned());
        }
        let is_root = self.open.is_empty();
        self.out.push('<');
        self.out.push_str(name);
        if is_root {
            put_attribute(&mut self.out, "xmlns", SVG);
        }
        let seen = self.attributes(name, start, is_root)?;
        if is_root && !seen.names_svg {
            return Err(format!("does not say that it is an SVG (xmlns=\"{SVG}\")"));
        }
        if is_root {
            self.finish_root()?;
        }
        let open = self.open.iter().filter_map(|(_, _, id)| id.clone());
        let around: Vec<String> = open.chain(seen.id.clone()).collect();
        self.copies
            .extend(seen.copies.into_iter().map(|id| (around.clone(), id)));
        if is_empty {
            self.out.push_str("/>");
            self.is_done |= is_root;
        } else {
            self.out.push('>');
            self.open.push((name, *holds_text, seen.id));
        }
        Ok(())
    }

    /// Writes the attributes of an element that are taken.
    fn attributes(
        &mut self,
        element: &str,
        start: &BytesStart<'_>,
        is_root: bool,
    ) -> Result<Seen, String> {
        let mut seen = Seen::default();
        let mut has_href = false;
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| unreadable(&error))?;
            let key = attribute.key;
            let key = std::str::from_utf8(key.as_ref()).map_err(|error| unreadable(&error))?;
            let raw = std::str::from_utf8(&attribute.value).map_err(|error| unreadable(&error))?;
            let value = unescaped(raw)?;
            if (key == "xmlns" && value != SVG) || (key == "xmlns:xlink" && value != XLINK) {
                return Err(format!("holds elements of {}", shown(&value)));
            }
            seen.names_svg |= key == "xmlns";
            let key = if key == "xlink:href" { "href" } else { key };
            if is_editors(key) {
                continue;
            }
            check_name(key)?;
            if key == "href" && std::mem::replace(&mut has_href, true) {
                return Err("holds href and xlink:href on one element".to_owned());
            }
            seen.copies.extend(reference(element, key, &value)?);
            if is_root {
                self.measure(key, &value);
            }
            if !(is_root && matches!(key, "width" | "height")) {
                put_attribute(&mut self.out, key, &value);
            }
            if key == "id" {
                seen.id = Some(value);
            }
        }
        Ok(seen)
    }

    fn end(&mut self) -> Result<(), String> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        let Some((name, ..)) = self.open.pop() else {
            return Err("closes an element that is not open".to_owned());
        };
        if name == "style" {
            let css = std::mem::take(&mut self.css);
            if !is_plain_css(&css) || calls_url(&css) {
                return Err("holds a <style> that is more than plain colours and sizes".to_owned());
            }
            self.out.push_str(&escaped(&css));
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        self.is_done |= self.open.is_empty();
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        if self.skipped > 0 {
            return Ok(());
        }
        check_text(text)?;
        match self.open.last() {
            Some(("style", ..)) => self.css.push_str(text),
            Some((_, true, _)) => self.out.push_str(&escaped(text)),
            _ if text.trim().is_empty() => {}
            _ => return Err("holds text outside of text elements".to_owned()),
        }
        Ok(())
    }

    fn measure(&mut self, key: &str, value: &str) {
        match key {
            "width" => self.width = length(value),
            "height" => self.height = length(value),
            "viewBox" => {
                let numbers: Vec<f64> = value
                    .split([' ', ',', '\t', '\n'])
                    .filter(|part| !part.is_empty())
                    .filter_map(length)
                    .collect();
                if let [_, _, width, height] = numbers[..] {
                    self.view_box = Some((width, height));
                }
            }
            _ => {}
        }
    }

    /// Gives the root its size in pixels, and a view box where it has none, so that it can be drawn at
    /// any size.
    fn finish_root(&mut self) -> Result<(), String> {
        self.size = self.fitted(self.kind)?;
        if let (None, Some(width), Some(height)) = (self.view_box, self.width, self.height) {
            put_attribute(&mut self.out, "viewBox", &format!("0 0 {width} {height}"));
        }
        let (width, height) = self.size;
        put_attribute(&mut self.out, "width", &width.to_string());
        put_attribute(&mut self.out, "height", &height.to_string());
        Ok(())
    }

    /// Returns width and height in whole pixels, made smaller where they are more than an image of the
    /// kind may have.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 1 and the greatest size"
    )]
    fn fitted(&self, kind: ImageKind) -> Result<(u32, u32), String> {
        let own = self.width.zip(self.height);
        let (width, height) = own
            .or(self.view_box)
            .filter(|(width, height)| *width > 0.0 && *height > 0.0)
            .ok_or("says neither its width and height nor a view box")?;
        let (most_width, most_height) = kind.most_pixels();
        let (most_width, most_height) = (f64::from(most_width), f64::from(most_height));
        let scale = (most_width / width).min(most_height / height).min(1.0);
        let pixels = |length: f64, most: f64| (length * scale).round().clamp(1.0, most) as u32;
        Ok((pixels(width, most_width), pixels(height, most_height)))
    }

    /// Checks that nothing that is drawn again draws other things again: a few lines could else ask a
    /// browser to draw millions of shapes.
    fn check_references(&self) -> Result<(), String> {
        let targets: HashSet<&str> = self.copies.iter().map(|(_, id)| id.as_str()).collect();
        let nests = |(around, _): &(Vec<String>, String)| {
            around.iter().any(|id| targets.contains(id.as_str()))
        };
        if self.copies.iter().any(nests) {
            return Err("draws again (use, mask, clip-path) what draws others again".to_owned());
        }
        Ok(())
    }
}

/// Checks what an attribute names, and returns the id of what it draws again.
fn reference(element: &str, key: &str, value: &str) -> Result<Option<String>, String> {
    let refused = || {
        Err(format!(
            "holds {key}=\"{}\", which reaches outside of the image",
            shown(value)
        ))
    };
    match key {
        "href" => match local_id(value) {
            Some(id) => Ok((element == "use").then(|| id.to_owned())),
            None => refused(),
        },
        "mask" | "clip-path" => match local_url(value) {
            Some(id) => Ok(Some(id.to_owned())),
            None if value.trim() == "none" => Ok(None),
            None => refused(),
        },
        "style" => {
            if !is_plain_css(value) {
                return refused();
            }
            let mut target = None;
            for declaration in value.split(';').filter(|it| calls_url(it)) {
                let id = declaration
                    .split_once(':')
                    .and_then(|(_, value)| local_url(value));
                match (id, &target) {
                    (Some(id), None) => target = Some(id.to_owned()),
                    _ => return refused(),
                }
            }
            Ok(target)
        }
        _ if calls_url(value) && local_url(value).is_none() => refused(),
        _ => Ok(None),
    }
}

/// Says whether an attribute is left behind by editors and means nothing to browsers.
fn is_editors(key: &str) -> bool {
    key == "xmlns" || key.starts_with("data-") || key.contains(':')
}

fn check_name(key: &str) -> Result<(), String> {
    if key.to_ascii_lowercase().starts_with("on") {
        return Err(format!(
            "holds an attribute {}, which could run a script",
            shown(key)
        ));
    }
    if !ATTRIBUTES.contains(&key) {
        return Err(format!(
            "holds an attribute {}, which is not taken",
            shown(key)
        ));
    }
    Ok(())
}

/// Reads a length in pixels.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let number: f64 = text.strip_suffix("px").unwrap_or(text).parse().ok()?;
    (number.is_finite() && number.abs() < 1e6).then_some(number)
}

fn unescaped(raw: &str) -> Result<String, String> {
    if raw.contains('<') {
        return Err("holds a < in an attribute".to_owned());
    }
    let value = quick_xml::escape::unescape(raw).map_err(|error| unreadable(&error))?;
    check_text(&value)?;
    Ok(value.into_owned())
}

/// Refuses what no XML can hold, and what nobody sees. Entities may stand for either.
fn check_text(text: &str) -> Result<(), String> {
    let is_unseen = |c: char| c.is_control() && !c.is_whitespace();
    if text.chars().any(|c| is_unseen(c) || is_forbidden_by_xml(c)) {
        return Err("holds control characters".to_owned());
    }
    Ok(())
}

fn predefined(name: &str) -> Result<char, String> {
    match name {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        other => Err(format!(
            "holds an entity &{};, which is not taken",
            shown(other)
        )),
    }
}

fn put_attribute(out: &mut String, key: &str, value: &str) {
    out.push(' ');
    out.push_str(key);
    out.push_str("=\"");
    out.push_str(&escaped(value));
    out.push('"');
}

fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

fn unreadable(error: &impl ToString) -> String {
    format!("is not an SVG that can be read: {}", error.to_string())
}

/// Cuts what is repeated in an error.
fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let short: String = text
        .chars()
        .take(MOST)
        .filter(|c| !c.is_control())
        .collect();
    if text.chars().count() > MOST {
        return format!("{short}…");
    }
    short
}
