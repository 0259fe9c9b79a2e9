//! Why an image is refused, in words that follow the name of its field.

/// It is in another encoding.
pub(super) const NOT_UTF8: &str = "is not written in UTF-8";

/// Most characters of an image that a refusal repeats.
const REPEATED: usize = 60;

/// Refuses what the XML parser cannot read.
pub(super) fn unreadable(error: &impl ToString) -> String {
    format!("is not an SVG that can be read: {}", error.to_string())
}

/// Refuses a thing that may not stand.
pub(super) fn not_taken(thing: &str) -> String {
    format!("holds {thing}, which is not taken")
}

/// Cuts what a refusal repeats of the image.
pub(super) fn shown(text: &str) -> String {
    let short: String = text
        .chars()
        .take(REPEATED)
        .filter(|c| !c.is_control())
        .collect();
    if text.chars().count() > REPEATED {
        return format!("{short}…");
    }
    short
}
