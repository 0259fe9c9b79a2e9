//! What is done to a source before it is parsed, so that parsing costs no more than a few passes over it.
//!
//! The parser looks at every open quote and list again on each line, and walks every line of a paragraph
//! again for a link's title that goes on over lines.

use std::borrow::Cow;

/// How deep quotes, lists and elements may stand in each other; what is deeper stands at this depth.
pub(super) const DEEPEST: usize = 16;

/// Most columns of space before a line's text: each two of them may belong to a list of their own.
const MOST_INDENT: usize = 128;

/// Most squares of lines in the paragraphs that hold a link: 2,000 lines in one, or more in shorter ones.
const MOST_SQUARES: usize = 4_000_000;

/// Leaves out what opens a quote or list on a line beyond [`DEEPEST`], and space beyond [`MOST_INDENT`].
pub(super) fn flatten(source: &str) -> Cow<'_, str> {
    if source.lines().all(|line| Prefix::of(line).is_plain()) {
        return Cow::Borrowed(source);
    }
    let mut out = String::with_capacity(source.len());
    for line in source.split_inclusive('\n') {
        let prefix = Prefix::of(line);
        if prefix.is_plain() {
            out.push_str(line);
        } else {
            out.push_str(&line[..prefix.kept]);
            out.push_str(&line[prefix.whole..]);
        }
    }
    Cow::Owned(out)
}

/// Says whether a source would take the parser longer than its length is worth.
pub(super) fn is_tangled(source: &str) -> bool {
    let mut squares = 0_usize;
    let (mut lines, mut has_link) = (0_usize, false);
    let blank_at_end = std::iter::once("");
    for line in source.lines().chain(blank_at_end) {
        if line.trim().is_empty() {
            if has_link {
                squares = squares.saturating_add(lines.saturating_mul(lines));
            }
            (lines, has_link) = (0, false);
        } else {
            lines += 1;
            has_link |= line.contains("](");
        }
    }
    squares > MOST_SQUARES
}

/// The space and the marks of quotes and lists that a line begins with.
struct Prefix {
    /// Bytes of it that may stay.
    kept: usize,
    /// Bytes of it.
    whole: usize,
}

impl Prefix {
    fn of(line: &str) -> Self {
        let bytes = line.as_bytes();
        let (mut at, mut marks, mut columns) = (0, 0, 0);
        let mut kept = 0;
        loop {
            if let Some(width) = space(bytes.get(at).copied()) {
                at += 1;
                columns += width;
            } else if let Some(length) = mark(&bytes[at..]) {
                at += length;
                marks += 1;
            } else {
                return Self { kept, whole: at };
            }
            if marks <= DEEPEST && columns <= MOST_INDENT {
                kept = at;
            }
        }
    }

    fn is_plain(&self) -> bool {
        self.kept == self.whole
    }
}

fn space(byte: Option<u8>) -> Option<usize> {
    match byte? {
        b' ' => Some(1),
        b'\t' => Some(4),
        _ => None,
    }
}

/// Returns the length of what opens a quote or a list's item (`CommonMark` 0.31 §5.1, §5.2).
fn mark(bytes: &[u8]) -> Option<usize> {
    let ends = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    match bytes.first()? {
        b'>' => Some(1),
        b'-' | b'+' | b'*' => ends(bytes.get(1)).then_some(1),
        b'0'..=b'9' => {
            let digits = bytes
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            let has_point = matches!(bytes.get(digits), Some(b'.' | b')'));
            (has_point && ends(bytes.get(digits + 1))).then_some(digits + 1)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth;

    #[test]
    fn what_is_not_deep_stays_as_it_is() {
        for text in [
            "",
            "a",
            "> > a\n1. b\n   - c\n",
            "***\n",
            "- - - -\n",
            "    code\n\n\tcode",
            "2026. was\n-5\n",
            "a\r\n> b\r\n",
        ] {
            assert!(matches!(flatten(text), Cow::Borrowed(_)), "{text:?}");
        }
    }

    #[test]
    fn what_is_deeper_stands_at_the_deepest_level() {
        assert_eq!(
            flatten(&(">".repeat(40) + " a\n> b\n")),
            ">".repeat(DEEPEST) + "a\n> b\n"
        );
        assert_eq!(
            flatten(&("- > 1. ".repeat(20) + "a")),
            "- > 1. ".repeat(5) + "- a"
        );
        assert_eq!(
            flatten(&(" ".repeat(300) + "a")),
            " ".repeat(MOST_INDENT) + "a"
        );
    }

    #[test]
    fn long_paragraphs_with_links_are_told_apart() {
        assert!(!is_tangled(&"[a](/b)\n".repeat(1_900)));
        assert!(is_tangled(&"[a](/b)\n".repeat(2_100)));
        assert!(!is_tangled(&"[a](/b)\n\n".repeat(30_000)));
        assert!(!is_tangled(&"log\n".repeat(60_000)));
    }

    #[test]
    fn costs_no_more_than_its_length() {
        growth::assert_linear(
            &[
                ">", "> ", "- ", "1. ", "1", " ", "\t", "\n", "a", "[](", "\r\n",
            ],
            |text| flatten(text).len() + usize::from(is_tangled(text)),
        );
    }
}
