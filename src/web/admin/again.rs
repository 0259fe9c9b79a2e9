//! What a form shows again: what was typed, what is wrong with it, the status that says so.

use axum::http::StatusCode;

use super::error::AdminError;
use super::form::Form;
use super::page::{Here, status_of};
use crate::app::{self, FieldErrors};
use crate::domain::text::check_length;
use crate::views::staff::{Problems, Values};

/// The content of a form, and how its page answers.
pub(super) struct Again {
    pub(super) values: Values,
    pub(super) problems: Problems,
    pub(super) status: StatusCode,
    /// The version that whoever typed had read. It stays the form's until they saw that there is another.
    seen: Option<String>,
}

impl Again {
    /// A form with nothing wrong in it.
    pub(super) fn fine(values: Values) -> Self {
        Self::with(values, Problems::default())
    }

    /// A form with what is wrong in it, if anything is.
    pub(super) fn with(values: Values, problems: Problems) -> Self {
        Self {
            status: status_of(&problems),
            values,
            problems,
            seen: None,
        }
    }

    /// A form whose page answers in another way.
    pub(super) fn answering(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// A form as it was sent, to be looked at or sent again.
    pub(super) fn typed(form: &Form) -> Self {
        Self::fine(form.typed()).seen(form)
    }

    /// A form whose texts are to be rendered. One that is longer than may be sent is told of, and is not.
    pub(super) fn to_preview(here: &Here, form: &Form, texts: &[(&str, usize)]) -> Self {
        let mut errors = FieldErrors::default();
        for (field, max_chars) in texts {
            errors.check(field, check_length(form.text(field), *max_chars));
        }
        Self::with(form.typed(), here.problems(&errors)).seen(form)
    }

    /// Keeps the version that a form was made for.
    pub(super) fn seen(mut self, form: &Form) -> Self {
        self.seen = form.get("version").map(str::to_owned);
        self
    }

    /// Returns the version that the form shown now is made for, where `current` is what is there.
    pub(super) fn version(&self, current: String) -> String {
        self.seen.clone().unwrap_or(current)
    }

    /// A form that a deed refused: the input is wrong, or somebody else was faster.
    ///
    /// # Errors
    /// Any other error, which is none of the form's.
    pub(super) fn after(here: &Here, form: &Form, error: app::Error) -> Result<Self, AdminError> {
        match error {
            app::Error::Invalid(errors) => {
                Ok(Self::with(form.typed(), here.problems(&errors)).seen(form))
            }
            app::Error::Stale => Ok(Self::fine(form.typed()).answering(StatusCode::CONFLICT)),
            other => Err(other.into()),
        }
    }

    /// Says that what was typed is what is there: the form was sent twice, or two meant the same.
    pub(super) fn is_there_already(&self, there: &Values) -> bool {
        let mut fields = there.fields().iter();
        self.is_stale() && fields.all(|(name, value)| self.values.text(name) == value)
    }

    /// Says that somebody else changed the thing meanwhile.
    pub(super) fn is_stale(&self) -> bool {
        self.status == StatusCode::CONFLICT
    }
}
