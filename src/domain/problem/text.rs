//! Rules on texts: names, bodies, reasons, addresses in their length.

use super::macros::problems;

problems! {
    /// What is wrong with a text.
    pub enum TextProblem {
        /// Nothing but white space, or nothing at all.
        Blank = "problem-blank",
        /// A tab, line break or other control character, which would break lists and logs.
        ControlCharacters = "problem-control-characters",
        /// Longer than the limit.
        TooLong {
            /// The limit in characters.
            max_chars: usize,
        } = "problem-too-long",
        /// Longer than the limit, which counts bytes.
        TooManyBytes {
            /// The limit in bytes.
            max_bytes: usize,
        } = "problem-too-many-bytes",
        /// More than one line, or too long a one.
        NotOneLine {
            /// The limit in characters.
            max_chars: usize,
        } = "problem-not-one-line",
    }
}
