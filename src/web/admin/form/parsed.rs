//! The result of reading a form.

use super::fields::Fields;
use crate::app::{self, FieldErrors};
use crate::domain::problem::Problem;
use crate::domain::text::check_length;
use crate::views::staff::Problems;

/// A form as its parser leaves it.
pub(crate) enum Parsed<T> {
    /// Everything in it makes sense.
    Value(T),
    /// Something in it is wrong.
    Wrong(app::Error),
    /// Something in it is wrong, which these sentences say.
    Told(Problems),
    /// It is only to be previewed; this is wrong with its texts.
    Preview(FieldErrors),
}

impl<T> Parsed<T> {
    /// A form whose texts are to be rendered. A text that is longer than may be sent is refused.
    pub(crate) fn preview(fields: &Fields, texts: &[(&str, usize)]) -> Self {
        Self::Preview(too_long(fields, texts))
    }

    /// A form of which one field is wrong, in a sentence of its own.
    pub(crate) fn told(field: &str, sentence: String) -> Self {
        let mut problems = Problems::default();
        problems.tell(field, sentence);
        Self::Told(problems)
    }

    /// A form of which one field is wrong.
    pub(crate) fn wrong(field: &str, problem: impl Into<Problem>) -> Self {
        Self::Wrong(app::Error::invalid(field, problem))
    }
}

/// Says which texts of a form are longer than may be sent.
pub(crate) fn too_long(fields: &Fields, texts: &[(&str, usize)]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for (field, max_chars) in texts {
        errors.check(field, check_length(fields.text(field), *max_chars));
    }
    errors
}
