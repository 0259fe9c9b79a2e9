//! Rules on the shape of what programs send.

use super::Excerpt;
use super::macros::problems;

problems! {
    /// What is wrong with the shape of what a program sends.
    pub enum RequestProblem {
        /// It is no text, number or boolean.
        NotAText = "problem-not-a-text",
        /// It is no boolean in any spelling.
        NotABoolean = "problem-not-a-boolean",
        /// It is no id.
        NotAnId = "problem-not-an-id",
        /// A list with something in it that is no id.
        HoldsNoId = "problem-holds-no-id",
        /// It is no list of ids.
        NotAListOfIds = "problem-not-a-list-of-ids",
        /// It names components in none of the ways that are taken.
        NotComponents = "problem-not-components",
        /// A component that is not named by its id.
        ComponentWithoutId = "problem-component-without-id",
        /// It is neither a typed range nor a map of them.
        NotRanges = "problem-not-ranges",
        /// An unknown status of components.
        StatusNotAmong {
            /// The known statuses, with commas between them.
            statuses: Excerpt,
        } = "problem-status-not-among",
        /// Metadata that is no object of objects.
        NotAnObjectOfObjects = "problem-not-an-object-of-objects",
        /// Metadata longer than the limit.
        TooMuchJson {
            /// The limit in bytes.
            max_bytes: usize,
        } = "problem-too-much-json",
        /// Reminders that are no list of hours.
        NotReminderHours = "problem-not-reminder-hours",
        /// An idempotency key under which something else was asked for.
        KeyUsed = "problem-key-used",
    }
}
