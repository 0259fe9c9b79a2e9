//! The words of SVG that are understood, and how their values are checked.

/// Elements that may stand, and whether text may stand in them.
pub(super) const ELEMENTS: &[(&str, bool)] = &[
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

/// Attributes that may stand; those that name other things are checked besides.
pub(super) const ATTRIBUTES: &[&str] = &[
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

/// What makes a style sheet or attribute reach outside or run something.
const STYLE_DENIED: &[&str] = &[
    "expression",
    "javascript",
    "behavior",
    "-moz-binding",
    "image(",
    "image-set",
    "src(",
    "var(",
    "attr(",
    "import",
];

/// Says whether CSS is plain: no rules with `@`, no escapes, comments or functions that fetch. An `url(…)`
/// is left to the caller.
pub(super) fn is_plain_css(css: &str) -> bool {
    let lower = css.to_ascii_lowercase();
    let plain = lower.chars().all(|c| {
        c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || ".#,:;{}()%-_*'\">+!".contains(c)
    });
    plain && !STYLE_DENIED.iter().any(|denied| lower.contains(denied))
}

/// Returns the id of `url(#id)`; `None` for any other value, and for one with more than that in it.
pub(super) fn local_url(value: &str) -> Option<&str> {
    let inside = value.trim().strip_prefix("url(")?.strip_suffix(')')?.trim();
    let inside = inside.trim_matches(['"', '\'']);
    local_id(inside)
}

/// Returns the id of `#id`.
pub(super) fn local_id(value: &str) -> Option<&str> {
    let id = value.trim().strip_prefix('#')?;
    let fine = !id.is_empty()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte));
    fine.then_some(id)
}

/// Says whether a value calls `url(…)`, in whatever spelling.
pub(super) fn calls_url(value: &str) -> bool {
    let folded: String = value
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect::<String>()
        .to_ascii_lowercase();
    folded.contains("url(") || folded.contains("url\\") || folded.contains('\\')
}
