//! Rules on choices and on how many things a list may hold.

use super::Excerpt;
use super::macros::problems;

problems! {
    /// What is wrong with a choice, or with the length of a list.
    pub enum ChoiceProblem {
        /// Nothing was chosen.
        NotChosen = "problem-not-chosen",
        /// What was chosen makes no sense.
        NotChosenFromMenu = "problem-not-chosen-from-menu",
        /// Something else than the menu has.
        NotInMenu = "problem-not-in-menu",
        /// Something else than was offered.
        NotOffered = "problem-not-offered",
        /// None of the choices.
        NotAChoice = "problem-not-a-choice",
        /// A number of years that is not offered.
        NotAYearOffered = "problem-not-a-year-offered",
        /// A value that the field does not take.
        CannotBe {
            /// The value that was given.
            value: Excerpt,
        } = "problem-cannot-be",
        /// More than the limit.
        TooMany {
            /// The limit.
            max: usize,
        } = "problem-too-many",
        /// One more than the page may have.
        OneTooMany {
            /// The limit.
            max: usize,
        } = "problem-one-too-many",
    }
}
