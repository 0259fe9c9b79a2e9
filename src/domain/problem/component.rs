//! Rules on components and groups, and on what names them.

use super::macros::problems;
use super::{Excerpt, Problem};

problems! {
    /// What is wrong with a component or group, or with what names them.
    pub enum ComponentProblem {
        /// The page has no such component.
        NoComponent {
            /// The id or name that was given.
            name: Excerpt,
        } = "problem-no-component",
        /// The group has no such component.
        NoComponentInGroup {
            /// The name that was given.
            name: Excerpt,
            /// The name of the group.
            group: Excerpt,
        } = "problem-no-component-in-group",
        /// The place that is put in order has no such component.
        NoComponentThere {
            /// The id that was given.
            name: Excerpt,
        } = "problem-no-component-there",
        /// The page has no such group, nor two groups that are the ends of such a range.
        NoGroup {
            /// The id, name or range that was given.
            name: Excerpt,
        } = "problem-no-group",
        /// Nothing was typed where something was expected.
        NothingNamed = "problem-nothing-named",
        /// It names more components than the page has.
        NamedTwice {
            /// How many the page has.
            max: usize,
        } = "problem-named-twice",
        /// A request names more components than it may.
        TooManyNamed {
            /// The limit.
            max: usize,
        } = "problem-too-many-named",
        /// Groups were typed, but no name or status of their components was chosen.
        NotChosenForGroups = "problem-not-chosen-for-groups",
        /// A group is asked for what components alone have.
        IsAGroup = "problem-is-a-group",
        /// Another component in the same place has this name.
        NameTaken = "problem-name-taken",
        /// The page would have more components and groups than it may.
        TooManyMade {
            /// How many there would be.
            total: usize,
            /// The limit.
            max: usize,
        } = "problem-too-many-made",
        /// One line of a list of names breaks a rule.
        InLine {
            /// The number of the line.
            number: usize,
            /// What is wrong with the name.
            problem: Box<Problem>,
        } = "problem-in-line",
    }
}
