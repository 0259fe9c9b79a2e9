//! Messages that are filled thousands of times for one page.

use std::fmt::{Display, Write as _};

use fluent_bundle::FluentArgs;

use crate::i18n::catalogue::Catalogue;

/// A message whose `N` values are texts, taken apart when the catalogue is loaded: filling costs no look-up.
pub(super) struct Sentence<const N: usize> {
    pieces: Vec<Piece>,
}

enum Piece {
    Text(String),
    /// The value of this place.
    Value(usize),
}

impl<const N: usize> Sentence<N> {
    /// Reads a message with the names of its values.
    pub(super) fn load(catalogue: &Catalogue, key: &str, names: [&str; N]) -> Self {
        // Each value is marked by a character that no message has.
        let marks: Vec<char> = ('\u{f8d0}'..).take(N).collect();
        let marked = names.into_iter().zip(marks.iter().map(char::to_string));
        let args: FluentArgs<'_> = marked.collect();
        let mut pieces = Vec::new();
        let mut text = String::new();
        for c in catalogue.format(key, Some(&args)).chars() {
            if let Some(place) = marks.iter().position(|mark| *mark == c) {
                pieces.push(Piece::Text(std::mem::take(&mut text)));
                pieces.push(Piece::Value(place));
            } else {
                text.push(c);
            }
        }
        pieces.push(Piece::Text(text));
        Self { pieces }
    }

    /// Writes the sentence with its values, in the order in which they were named.
    pub(super) fn fill(&self, values: [&dyn Display; N]) -> String {
        let mut text = String::with_capacity(40);
        for piece in &self.pieces {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Value(place) => {
                    let _ = write!(text, "{}", values[*place]);
                }
            }
        }
        text
    }
}
