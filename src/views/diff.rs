//! What differs between two texts, word by word.
//!
//! The work is bounded by counting, never by a clock, so that the same texts give the same bytes on every
//! machine: first by lines, then by words within the lines that differ, as long as it pays.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Most work spent on one difference: the squares of how many pieces are compared, in sum. About 20 ms.
const MOST_WORK: usize = 64_000_000;

/// How much of an unchanged stretch is shown beside a change, in characters.
const CONTEXT_CHARS: usize = 200;

/// Which text a stretch is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DiffTag {
    /// It is in both texts.
    Kept,
    /// It is in the older text alone.
    Removed,
    /// It is in the newer text alone.
    Added,
    /// It is in both texts, long, and not shown.
    LeftOut,
}

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) tag: DiffTag,
    pub(super) text: String,
}

/// Returns what differs, with some of the text around it; `None` if too much differs to be shown word by word.
pub(super) fn words(old: &str, new: &str) -> Option<Vec<Stretch>> {
    let old_lines: Vec<&str> = old.split_inclusive('\n').collect();
    let new_lines: Vec<&str> = new.split_inclusive('\n').collect();
    let mut budget = MOST_WORK;
    let mut stretches = Vec::new();
    for op in compare(&old_lines, &new_lines, &mut budget)? {
        let (was, is) = (
            old_lines[op.old_range()].concat(),
            new_lines[op.new_range()].concat(),
        );
        match op {
            DiffOp::Equal { .. } => push(&mut stretches, DiffTag::Kept, &was),
            DiffOp::Delete { .. } => push(&mut stretches, DiffTag::Removed, &was),
            DiffOp::Insert { .. } => push(&mut stretches, DiffTag::Added, &is),
            DiffOp::Replace { .. } => replaced(&was, &is, &mut budget, &mut stretches)?,
        }
    }
    Some(shortened(calmed(&stretches)))
}

fn replaced(was: &str, is: &str, budget: &mut usize, stretches: &mut Vec<Stretch>) -> Option<()> {
    let (old, new) = (tokens(was), tokens(is));
    for op in compare(&old, &new, budget)? {
        let (was, is) = (old[op.old_range()].concat(), new[op.new_range()].concat());
        if matches!(op, DiffOp::Equal { .. }) {
            push(stretches, DiffTag::Kept, &was);
        } else {
            push(stretches, DiffTag::Removed, &was);
            push(stretches, DiffTag::Added, &is);
        }
    }
    Some(())
}

/// Compares two lists; `None` when it could take more work than is left.
fn compare(old: &[&str], new: &[&str], budget: &mut usize) -> Option<Vec<DiffOp>> {
    let alike = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| {
        pairs.take_while(|(one, other)| one == other).count()
    };
    let head = alike(&mut old.iter().zip(new));
    let tail = alike(&mut old[head..].iter().rev().zip(new[head..].iter().rev()));
    let differing = old.len() + new.len() - 2 * (head + tail);
    *budget = budget.checked_sub(differing.checked_mul(differing)?)?;
    Some(capture_diff_slices(Algorithm::Myers, old, new))
}

/// Adds a stretch, merged with the last one of the same tag; between two kept stretches, removed text stands before
/// added text.
fn push(stretches: &mut Vec<Stretch>, tag: DiffTag, text: &str) {
    if text.is_empty() {
        return;
    }
    let since = stretches
        .iter()
        .rposition(|one| one.tag == DiffTag::Kept)
        .map_or(0, |place| {
            if tag == DiffTag::Kept {
                place
            } else {
                place + 1
            }
        });
    let is_kept_last = stretches.last().is_some_and(|one| one.tag == DiffTag::Kept);
    if tag == DiffTag::Kept && !is_kept_last {
        stretches.push(Stretch {
            tag,
            text: text.to_owned(),
        });
        return;
    }
    if let Some(place) = stretches[since..].iter().position(|one| one.tag == tag) {
        stretches[since + place].text.push_str(text);
        return;
    }
    let place = if tag == DiffTag::Removed {
        since
    } else {
        stretches.len()
    };
    let text = text.to_owned();
    stretches.insert(place, Stretch { tag, text });
}

/// Merges two replacements if only spaces and signs stand between them, so that a rewritten sentence reads as one.
fn calmed(stretches: &[Stretch]) -> Vec<Stretch> {
    const REPLACED: [DiffTag; 2] = [DiffTag::Removed, DiffTag::Added];
    let is_replaced = |place: Option<usize>| {
        let pair = place.and_then(|at| stretches.get(at..at + 2));
        pair.is_some_and(|pair| pair.iter().map(|one| one.tag).eq(REPLACED))
    };
    let mut calm = Vec::with_capacity(stretches.len());
    for (place, stretch) in stretches.iter().enumerate() {
        let is_between = stretch.tag == DiffTag::Kept
            && !stretch
                .text
                .contains(|c: char| c.is_alphanumeric() || c == '\n')
            && is_replaced(place.checked_sub(2))
            && is_replaced(Some(place + 1));
        if is_between {
            push(&mut calm, DiffTag::Removed, &stretch.text);
            push(&mut calm, DiffTag::Added, &stretch.text);
        } else {
            push(&mut calm, stretch.tag, &stretch.text);
        }
    }
    calm
}

/// Leaves out the middle of long stretches that are kept.
fn shortened(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let last = stretches.len().saturating_sub(1);
    let mut short = Vec::with_capacity(stretches.len());
    for (place, stretch) in stretches.into_iter().enumerate() {
        let head = if place == 0 { 0 } else { CONTEXT_CHARS };
        let tail = if place == last { 0 } else { CONTEXT_CHARS };
        if stretch.tag != DiffTag::Kept
            || stretch.text.chars().count() <= head + tail + CONTEXT_CHARS
        {
            short.push(stretch);
            continue;
        }
        let from_start = stretch
            .text
            .char_indices()
            .nth(head)
            .map_or(0, |(at, _)| at);
        let from_end = stretch
            .text
            .char_indices()
            .rev()
            .nth(tail.saturating_sub(1));
        let end = match from_end {
            Some((at, _)) if tail > 0 => at,
            _ => stretch.text.len(),
        };
        let texts = [
            (DiffTag::Kept, &stretch.text[..from_start]),
            (DiffTag::LeftOut, &stretch.text[from_start..end]),
            (DiffTag::Kept, &stretch.text[end..]),
        ];
        for (tag, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
            let text = if tag == DiffTag::LeftOut { "" } else { text };
            short.push(Stretch {
                tag,
                text: text.to_owned(),
            });
        }
    }
    short
}

/// Cuts a text into words, runs of white space, and single signs. In scripts that put no space between
/// words each character is one.
fn tokens(text: &str) -> Vec<&str> {
    #[derive(PartialEq, Clone, Copy)]
    enum TokenKind {
        Word,
        Space,
        Sign,
    }
    let kind = |c: char| match c {
        // Scripts without spaces.
        '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => TokenKind::Sign,
        // Marks and joiners stay with the letters that they change.
        '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}'
        | '\u{900}'..='\u{eff}'
        | '\u{200c}'
        | '\u{200d}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\''
        | '’'
        | '_' => TokenKind::Word,
        c if c.is_alphanumeric() => TokenKind::Word,
        c if c.is_whitespace() => TokenKind::Space,
        _ => TokenKind::Sign,
    };
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let now = kind(c);
        if let Some(before) = before
            && (before != now || now == TokenKind::Sign)
        {
            tokens.push(&text[start..at]);
            start = at;
        }
        before = Some(now);
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth;
    use proptest::prelude::*;

    /// Writes a difference as `kept [-removed-]{+added+}…`.
    fn marked(old: &str, new: &str) -> String {
        let stretches = words(old, new).expect("small enough");
        stretches
            .iter()
            .map(|stretch| match stretch.tag {
                DiffTag::Kept => stretch.text.clone(),
                DiffTag::Removed => format!("[-{}-]", stretch.text),
                DiffTag::Added => format!("{{+{}+}}", stretch.text),
                DiffTag::LeftOut => "…".to_owned(),
            })
            .collect()
    }

    #[test]
    fn words_are_marked() {
        assert_eq!(
            marked("It began at 1:47PM UTC.", "It began at 1:47AM UTC."),
            "It began at 1:[-47PM-]{+47AM+} UTC."
        );
        assert_eq!(
            marked("We look into it.", "You wait for it."),
            "[-We look into-]{+You wait for+} it."
        );
        assert_eq!(marked("", "New."), "{+New.+}");
        assert_eq!(marked("same", "same"), "same");
        assert_eq!(
            marked("one\ntwo\nthree\n", "one\n2\nthree\nfour\n"),
            "one\n[-two-]{+2+}\nthree\n{+four\n+}"
        );
        assert_eq!(marked("電話不通", "電話全通"), "電話[-不-]{+全+}通");
        assert_eq!(
            marked("المكالمات لا تصل", "المكالمات تصل"),
            "المكالمات [-لا -]تصل"
        );
    }

    #[test]
    fn long_stretches_are_left_out() {
        let long = "lorem ".repeat(500);
        let told = marked(&format!("{long}A{long}"), &format!("{long}B{long}"));
        assert!(told.starts_with('…') && told.ends_with('…'), "{told}");
        assert!(told.contains("[-A"), "{told}");
        assert!(told.chars().count() < 500, "{told}");
    }

    #[test]
    fn too_much_is_not_told_word_by_word() {
        let many = |sign: &str| format!("{sign} ").repeat(12_500);
        assert_eq!(words(&many("a"), &many("b")), None);
        let many = |from: usize| {
            (from..from + 40_000)
                .flat_map(|n| [n.to_string(), "\n".to_owned()])
                .collect::<String>()
        };
        assert_eq!(words(&many(0), &many(100_000)), None);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_off(old in "[ab \n.]{0,40}", new in "[ab \n.]{0,40}") {
            let stretches = words(&old, &new).expect("small enough");
            let read = |without: DiffTag| -> String {
                stretches.iter().filter(|one| one.tag != without).map(|one| one.text.as_str()).collect()
            };
            prop_assert_eq!(read(DiffTag::Added), old);
            prop_assert_eq!(read(DiffTag::Removed), new);
        }

        #[test]
        fn any_texts_are_taken(old in ".{0,300}", new in ".{0,300}") {
            let _ = words(&old, &new);
        }
    }

    #[test]
    fn costs_no_more_than_its_length() {
        growth::assert_linear(
            &["word ", "a", "\n", " ", ". ", "other", "b\n", "日", "é"],
            |text| {
                let (middle, _) = text
                    .char_indices()
                    .nth(text.chars().count() / 2)
                    .unwrap_or((0, ' '));
                let (start, other) = text.split_at(middle);
                let told = |old: &str, new: &str| {
                    let stretches = words(old, new).unwrap_or_default();
                    stretches.iter().map(|one| one.text.len()).sum::<usize>()
                };
                // Beyond the work that is allowed the result is `None`, so a short text may cost more than a long
                // one.
                told(&start.repeat(4), text)
                    + told(text, &text.replace('a', "c"))
                    + told(start, other)
            },
        );
    }
}
