//! What was rendered lately, so that a new edition renders only new texts.

use std::sync::{Arc, LazyLock};

use moka::sync::Cache;
use sha2::{Digest, Sha256};

use crate::domain::{BodyFormat, BodyText};

/// Most bytes of renderings kept in memory.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// What a rendering costs besides its bytes.
const ENTRY_BYTES: usize = 256;

/// What a text is rendered as.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    /// HTML, its highest heading of this level.
    Html { top_heading: u8 },
    /// One line of HTML.
    Line,
    /// Plain text of at most so many characters.
    Excerpt { max_chars: usize },
}

/// SHA-256 of the form, the format and the text.
type Key = [u8; 32];

static KEPT: LazyLock<Cache<Key, Arc<str>>> = LazyLock::new(|| {
    Cache::builder()
        .max_capacity(MOST_BYTES)
        .weigher(|_, text: &Arc<str>| u32::try_from(text.len() + ENTRY_BYTES).unwrap_or(u32::MAX))
        .build()
});

/// Returns a rendering that is kept, or makes it. If two ask for the same, only one of them makes it.
pub(super) fn get(form: Form, body: &BodyText<'_>, make: impl FnOnce() -> String) -> Arc<str> {
    KEPT.get_with(key(form, body), || make().into())
}

fn key(form: Form, body: &BodyText<'_>) -> Key {
    let (kind, number) = match form {
        Form::Html { top_heading } => (0, usize::from(top_heading)),
        Form::Line => (1, 0),
        Form::Excerpt { max_chars } => (2, max_chars),
    };
    let format = match body.format {
        BodyFormat::Markdown => 0,
        BodyFormat::Statuspage => 1,
    };
    let mut hash = Sha256::new();
    hash.update([kind, format]);
    hash.update(number.to_be_bytes());
    hash.update(body.text.as_bytes());
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_rendered_once_for_each_form_and_format() {
        let mut made = 0;
        let mut ask = |form, format| {
            let text = "a text of this test".into();
            get(form, &BodyText { text, format }, || {
                made += 1;
                made.to_string()
            })
            .to_string()
        };
        let (html, deeper) = (Form::Html { top_heading: 3 }, Form::Html { top_heading: 4 });
        let short = Form::Excerpt { max_chars: 3 };
        for (form, format, answer) in [
            (html, BodyFormat::Markdown, "1"),
            (html, BodyFormat::Statuspage, "2"),
            (deeper, BodyFormat::Markdown, "3"),
            (short, BodyFormat::Markdown, "4"),
            (Form::Line, BodyFormat::Markdown, "5"),
            (html, BodyFormat::Markdown, "1"),
            (short, BodyFormat::Markdown, "4"),
        ] {
            assert_eq!(ask(form, format), answer, "{form:?} {format:?}");
        }
    }
}
