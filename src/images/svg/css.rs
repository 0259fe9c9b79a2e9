//! What CSS and references in an image may say.

/// Words with which CSS reaches outside of the image, or runs something.
const DENIED: &[&str] = &[
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

/// Says whether CSS is plain: no rules with `@`, no escapes, comments or functions that fetch. `url(…)` is left to
/// the caller.
pub(super) fn is_plain(css: &str) -> bool {
    let lower = css.to_ascii_lowercase();
    let plain = lower.chars().all(|c| {
        c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || ".#,:;{}()%-_*'\">+!".contains(c)
    });
    plain && !DENIED.iter().any(|denied| lower.contains(denied))
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
