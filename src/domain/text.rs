//! Text values with rules: names and bodies.

use std::borrow::Cow;

use super::problem::TextProblem;
use super::{Posted, text_enum};

text_enum! {
    /// How a body is written.
    pub enum BodyFormat {
        /// Written here: `CommonMark`; raw HTML is shown as text.
        Markdown = "markdown",
        /// Imported: Markdown with inline HTML, which passes the sanitiser.
        Statuspage = "statuspage",
    }
}

/// The text of an update or postmortem, byte for byte as it was given, and how to read it.
///
/// What readers get of it is its [`BodyText`], which `i18n` makes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Body {
    /// The whole source text, in the language in which it was posted. Search and edits compare with it.
    pub text: String,
    /// How the source is rendered.
    pub format: BodyFormat,
    /// The sentence that the program posted, if the text is none that somebody wrote.
    pub posted: Option<Box<Posted>>,
}

impl Body {
    /// Makes a body that somebody wrote.
    pub fn written(text: impl Into<String>, format: BodyFormat) -> Self {
        Self {
            text: text.into(),
            format,
            posted: None,
        }
    }

    /// Makes a body that somebody wrote in our own format.
    pub fn markdown(text: impl Into<String>) -> Self {
        Self::written(text, BodyFormat::Markdown)
    }
}

/// The text of a body in the words of one language: what is shown and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyText<'a> {
    /// The source text.
    pub text: Cow<'a, str>,
    /// How the source is rendered.
    pub format: BodyFormat,
}

impl<'a> BodyText<'a> {
    /// Makes a text that somebody wrote in our own format.
    pub fn markdown(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            text: text.into(),
            format: BodyFormat::Markdown,
        }
    }
}

/// Longest name of an incident, component or page, in characters.
pub const NAME_MAX_CHARS: usize = 255;

/// Longest metadata of an incident, in bytes of JSON.
pub const METADATA_MAX_BYTES: usize = 16 * 1024;

/// Longest body of an update, in characters.
pub const BODY_MAX_CHARS: usize = 25_000;

/// Says whether XML 1.0 §2.2 forbids a character, so that no feed can carry it.
pub const fn is_forbidden_by_xml(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'
    )
}

/// Returns a name without what XML forbids.
pub fn cleaned_name(name: &str) -> String {
    let kept = |c: &char| !is_forbidden_by_xml(*c);
    name.chars().filter(kept).collect()
}

/// Checks a name: not blank, one line, at most [`NAME_MAX_CHARS`].
pub fn check_name(text: &str) -> Result<(), TextProblem> {
    if text.trim().is_empty() {
        return Err(TextProblem::Blank);
    }
    if text.chars().any(char::is_control) {
        return Err(TextProblem::ControlCharacters);
    }
    check_length(text, NAME_MAX_CHARS)
}

/// Checks the body of an update: at most [`BODY_MAX_CHARS`]; it may be empty.
pub fn check_body(text: &str) -> Result<(), TextProblem> {
    check_length(text, BODY_MAX_CHARS)
}

/// Longest postmortem, in characters.
pub const POSTMORTEM_MAX_CHARS: usize = 250_000;

/// Checks a postmortem: at most [`POSTMORTEM_MAX_CHARS`].
pub fn check_postmortem(text: &str) -> Result<(), TextProblem> {
    check_length(text, POSTMORTEM_MAX_CHARS)
}

/// Longest reason of a correction, in characters.
pub const REASON_MAX_CHARS: usize = 1_000;

/// Joins a text into one paragraph: line breaks and runs of white space become one space each.
pub fn one_paragraph(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Checks the reason of a correction: at most [`REASON_MAX_CHARS`], no control characters.
pub fn check_reason(text: &str) -> Result<(), TextProblem> {
    if text.chars().any(char::is_control) {
        return Err(TextProblem::ControlCharacters);
    }
    check_length(text, REASON_MAX_CHARS)
}

/// Checks a note among staff: not blank, as long as the body of an update.
pub fn check_note(text: &str) -> Result<(), TextProblem> {
    if text.trim().is_empty() {
        return Err(TextProblem::Blank);
    }
    check_body(text)
}

/// Longest text that is searched for, in characters.
pub const SEARCH_MAX_CHARS: usize = 255;

/// Checks what is searched for: at most [`SEARCH_MAX_CHARS`].
pub fn check_search(text: &str) -> Result<(), TextProblem> {
    check_length(text, SEARCH_MAX_CHARS)
}

/// Cuts what is repeated in a message; what was cut ends with `…`.
pub fn shortened(text: &str, max_chars: usize) -> String {
    if text.chars().count() <= max_chars {
        return text.to_owned();
    }
    text.chars().take(max_chars).chain(['…']).collect()
}

/// Checks that a text is not longer than a limit.
///
/// # Errors
/// [`TextProblem::TooLong`].
pub fn check_length(text: &str, max_chars: usize) -> Result<(), TextProblem> {
    if text.chars().count() > max_chars {
        return Err(TextProblem::TooLong { max_chars });
    }
    Ok(())
}
