//! The elements and attributes that an image may hold.

/// An element that may stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct AllowedElement {
    /// Its name, which is what is written.
    pub(super) name: &'static str,
    /// Whether text may stand in it.
    pub(super) holds_text: bool,
}

/// Finds an element that may stand.
pub(super) fn element(name: &str) -> Option<AllowedElement> {
    ELEMENTS
        .iter()
        .find(|(allowed, _)| *allowed == name)
        .map(|&(name, holds_text)| AllowedElement { name, holds_text })
}

/// Says whether an attribute may stand. One that names something else is checked besides.
pub(super) fn is_attribute(name: &str) -> bool {
    ATTRIBUTES.contains(&name)
}

/// Elements that may stand, and whether text may stand in them.
const ELEMENTS: &[(&str, bool)] = &[
    ("circle", false),
    ("clipPath", false),
    ("defs", false),
    ("desc", true),
    ("ellipse", false),
    ("g", false),
    ("line", false),
    ("linearGradient", false),
    ("mask", false),
    ("path", false),
    ("polygon", false),
    ("polyline", false),
    ("radialGradient", false),
    ("rect", false),
    ("stop", false),
    ("style", true),
    ("svg", false),
    ("symbol", false),
    ("text", true),
    ("title", true),
    ("tspan", true),
    ("use", false),
];

/// Attributes that may stand.
const ATTRIBUTES: &[&str] = &[
    "aria-label",
    "aria-labelledby",
    "class",
    "clip-path",
    "clip-rule",
    "clipPathUnits",
    "color",
    "cx",
    "cy",
    "d",
    "display",
    "dx",
    "dy",
    "enable-background",
    "fill",
    "fill-opacity",
    "fill-rule",
    "focusable",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "fr",
    "fx",
    "fy",
    "gradientTransform",
    "gradientUnits",
    "height",
    "href",
    "id",
    "lang",
    "letter-spacing",
    "mask",
    "maskContentUnits",
    "maskUnits",
    "offset",
    "opacity",
    "overflow",
    "pathLength",
    "points",
    "preserveAspectRatio",
    "r",
    "role",
    "rx",
    "ry",
    "shape-rendering",
    "spreadMethod",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "style",
    "text-anchor",
    "text-rendering",
    "textLength",
    "transform",
    "type",
    "vector-effect",
    "version",
    "viewBox",
    "visibility",
    "width",
    "word-spacing",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];
