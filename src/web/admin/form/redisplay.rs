//! What a form shows again: what was typed, what is wrong with it, the status that says so.

use axum::http::StatusCode;

use super::fields::Form;
use crate::app;
use crate::app::FieldErrors;
use crate::domain::text::check_length;
use crate::views::staff::{Problems, Values};
use crate::web::admin::error::AdminError;
use crate::web::admin::reply::{Here, status_of};

/// The content of a form, and how its page answers.
pub(in crate::web::admin) struct Again {
    pub(in crate::web::admin) values: Values,
    pub(in crate::web::admin) problems: Problems,
    pub(in crate::web::admin) status: StatusCode,
    /// The version that whoever typed had read. It stays the form's until they saw that there is another.
    seen: Option<String>,
}

impl Again {
    /// A form with nothing wrong in it.
    pub(in crate::web::admin) fn fine(values: Values) -> Self {
        Self::with(values, Problems::default())
    }

    /// A form with what is wrong in it, if anything is.
    pub(in crate::web::admin) fn with(values: Values, problems: Problems) -> Self {
        Self {
            status: status_of(&problems),
            values,
            problems,
            seen: None,
        }
    }

    /// A form whose page answers in another way.
    pub(in crate::web::admin) fn answering(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// A form as it was sent, to be looked at or sent again.
    pub(in crate::web::admin) fn typed(form: &Form) -> Self {
        Self::fine(form.typed()).seen(form)
    }

    /// A form whose texts are to be rendered. One that is longer than may be sent is told of, and is not.
    pub(in crate::web::admin) fn to_preview(
        here: &Here,
        form: &Form,
        texts: &[(&str, usize)],
    ) -> Self {
        let mut errors = FieldErrors::default();
        for (field, max_chars) in texts {
            errors.check(field, check_length(form.text(field), *max_chars));
        }
        Self::with(form.typed(), here.problems(&errors)).seen(form)
    }

    /// Keeps the version that a form was made for.
    pub(in crate::web::admin) fn seen(mut self, form: &Form) -> Self {
        self.seen = form.get("version").map(str::to_owned);
        self
    }

    /// Returns the version that the form shown now is made for, where `current` is what is there.
    pub(in crate::web::admin) fn version(&self, current: String) -> String {
        self.seen.clone().unwrap_or(current)
    }

    /// A form that a deed refused: the input is wrong, or somebody else was faster.
    ///
    /// # Errors
    /// Any other error, which is none of the form's.
    pub(in crate::web::admin) fn after(
        here: &Here,
        form: &Form,
        error: app::Error,
    ) -> Result<Self, AdminError> {
        match error {
            app::Error::Invalid(errors) => {
                Ok(Self::with(form.typed(), here.problems(&errors)).seen(form))
            }
            app::Error::Stale => Ok(Self::fine(form.typed()).answering(StatusCode::CONFLICT)),
            other => Err(other.into()),
        }
    }

    /// Says that what was typed is what is there: the form was sent twice, or two meant the same.
    pub(in crate::web::admin) fn is_there_already(&self, there: &Values) -> bool {
        let mut fields = there.fields().iter();
        self.is_stale() && fields.all(|(name, value)| self.values.text(name) == value)
    }

    /// Says that somebody else changed the thing meanwhile.
    pub(in crate::web::admin) fn is_stale(&self) -> bool {
        self.status == StatusCode::CONFLICT
    }
}
