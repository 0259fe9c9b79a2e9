//! An image written anew, element by element.

use quick_xml::events::BytesStart;

use super::copies::Copies;
use super::css::{calls_url, is_plain};
use super::escape::{check_characters, escaped, put_attribute};
use super::refusal::{shown, unreadable};
use super::size::Size;
use super::{SVG, allowed, attributes};
use crate::domain::ImageKind;
use crate::domain::problem::SvgProblem;

/// Most elements of an image.
const ELEMENTS_MAX: usize = 5_000;

/// How deep elements may stand in one another.
const DEPTH_MAX: usize = 64;

/// An image as it was written anew.
pub(super) struct Written {
    /// Its text.
    pub(super) text: String,
    /// Width and height in whole pixels.
    pub(super) size: (u32, u32),
}

/// An image that is being written.
pub(super) struct Writer {
    kind: ImageKind,
    out: String,
    open: Vec<OpenElement>,
    /// How many elements deep inside something that is left out.
    skipped: usize,
    /// How many elements were read.
    count: usize,
    is_done: bool,
    /// The text of the `style` element that is open.
    css: String,
    copies: Copies,
    /// Width and height in whole pixels, when the root is read.
    size: (u32, u32),
}

/// An element whose end was not read yet.
struct OpenElement {
    name: &'static str,
    holds_text: bool,
    id: Option<String>,
}

impl Writer {
    pub(super) fn new(kind: ImageKind) -> Self {
        Self {
            kind,
            out: String::new(),
            open: Vec::new(),
            skipped: 0,
            count: 0,
            is_done: false,
            css: String::new(),
            copies: Copies::default(),
            size: (0, 0),
        }
    }

    /// Says whether an element was read.
    pub(super) const fn has_begun(&self) -> bool {
        self.count > 0
    }

    /// Takes the start of an element, or one without content.
    pub(super) fn start(
        &mut self,
        start: &BytesStart<'_>,
        is_empty: bool,
    ) -> Result<(), SvgProblem> {
        let name = start.name();
        let name = std::str::from_utf8(name.as_ref()).map_err(|error| unreadable(&error))?;
        self.count += 1;
        if self.count > ELEMENTS_MAX || self.open.len() + self.skipped >= DEPTH_MAX {
            return Err(SvgProblem::TooManyElements);
        }
        if self.skipped > 0 || (is_for_editors(name) && !self.open.is_empty()) {
            self.skipped += usize::from(!is_empty);
            return Ok(());
        }
        let Some(element) = allowed::element(name) else {
            return Err(SvgProblem::Element { name: shown(name) });
        };
        let is_root = self.open.is_empty();
        if is_root && (element.name != "svg" || self.is_done) {
            return Err(SvgProblem::NotOneSvg);
        }
        if self.open.last().is_some_and(|open| open.name == "style") {
            return Err(SvgProblem::ElementInStyle);
        }
        let id = self.write_start(element.name, start, is_root)?;
        if is_empty {
            self.out.push_str("/>");
            self.is_done |= is_root;
        } else {
            self.out.push('>');
            self.open.push(OpenElement {
                name: element.name,
                holds_text: element.holds_text,
                id,
            });
        }
        Ok(())
    }

    /// Writes the name and attributes of an element, and returns its id.
    fn write_start(
        &mut self,
        name: &str,
        start: &BytesStart<'_>,
        is_root: bool,
    ) -> Result<Option<String>, SvgProblem> {
        self.out.push('<');
        self.out.push_str(name);
        let attributes = if is_root {
            self.write_root(name, start)?
        } else {
            attributes::write(&mut self.out, name, start, None)?
        };
        if !attributes.copies.is_empty() {
            let open = self.open.iter().filter_map(|open| open.id.clone());
            let around: Vec<String> = open.chain(attributes.id.clone()).collect();
            self.copies.add(&around, attributes.copies);
        }
        Ok(attributes.id)
    }

    /// Writes the attributes of the root with its size in pixels, and a view box if it has none.
    fn write_root(
        &mut self,
        name: &str,
        start: &BytesStart<'_>,
    ) -> Result<attributes::Attributes, SvgProblem> {
        put_attribute(&mut self.out, "xmlns", SVG);
        let mut size = Size::default();
        let attributes = attributes::write(&mut self.out, name, start, Some(&mut size))?;
        if !attributes.names_svg {
            return Err(SvgProblem::NotDeclared);
        }
        self.size = size.in_pixels(self.kind)?;
        if let Some(view_box) = size.missing_view_box() {
            put_attribute(&mut self.out, "viewBox", &view_box);
        }
        let (width, height) = self.size;
        put_attribute(&mut self.out, "width", &width.to_string());
        put_attribute(&mut self.out, "height", &height.to_string());
        Ok(attributes)
    }

    /// Takes the end of an element.
    pub(super) fn end(&mut self) -> Result<(), SvgProblem> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        let Some(OpenElement { name, .. }) = self.open.pop() else {
            return Err(SvgProblem::NotOpen);
        };
        if name == "style" {
            let css = std::mem::take(&mut self.css);
            if !is_plain(&css) || calls_url(&css) {
                return Err(SvgProblem::StyleNotPlain);
            }
            self.out.push_str(&escaped(&css));
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        self.is_done |= self.open.is_empty();
        Ok(())
    }

    /// Takes text with nothing to resolve in it.
    pub(super) fn text(&mut self, text: &str) -> Result<(), SvgProblem> {
        if self.skipped > 0 {
            return Ok(());
        }
        check_characters(text)?;
        match self.open.last() {
            Some(open) if open.name == "style" => self.css.push_str(text),
            Some(open) if open.holds_text => self.out.push_str(&escaped(text)),
            _ if text.trim().is_empty() => {}
            _ => return Err(SvgProblem::TextOutside),
        }
        Ok(())
    }

    /// Ends the image.
    pub(super) fn finish(self) -> Result<Written, SvgProblem> {
        if !self.open.is_empty() || self.skipped > 0 {
            return Err(SvgProblem::EndsEarly);
        }
        if !self.is_done {
            return Err(SvgProblem::NoSvg);
        }
        self.copies.check()?;
        Ok(Written {
            text: self.out,
            size: self.size,
        })
    }
}

/// Says whether an element is left behind by editors: one of another language, or notes on the file.
fn is_for_editors(name: &str) -> bool {
    name == "metadata" || (name.contains(':') && !name.starts_with("svg:"))
}
