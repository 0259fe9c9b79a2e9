//! Rules on the page's settings and templates.

use super::macros::problems;
use super::{Excerpt, Problem, Ratio};
use crate::domain::{Color, Scheme};

problems! {
    /// What is wrong with a setting of the page or with a template.
    pub enum PageProblem {
        /// It is no colour.
        NotAColor = "problem-not-a-color",
        /// A brand's colour that cannot be read on the page (WCAG 2.2 §1.4.3).
        TooFaint {
            /// Its contrast with the background.
            contrast: Ratio,
            /// Which of the two looks it is for.
            scheme: Scheme,
            /// The least contrast.
            least: f64,
            /// The nearest shade that can be read.
            shade: Color,
        } = "problem-too-faint",
        /// An unknown placeholder.
        UnknownPlaceholder {
            /// What was given.
            placeholder: Excerpt,
        } = "problem-unknown-placeholder",
        /// The label of one link breaks a rule.
        LabelOfLink {
            /// The number of the link.
            number: usize,
            /// What is wrong with the label.
            problem: Box<Problem>,
        } = "problem-label-of-link",
        /// The address of one link breaks a rule.
        AddressOfLink {
            /// The number of the link.
            number: usize,
            /// What is wrong with the address.
            problem: Box<Problem>,
        } = "problem-address-of-link",
    }
}
