//! What a form shows again: what was typed, what is wrong with it, the status that says so.

use axum::http::StatusCode;

use super::error::AdminError;
use super::form::Form;
use super::page::{Here, status_of};
use crate::app;
use crate::views::staff::{Problems, Values};

/// The content of a form, and how its page answers.
pub(super) struct Again {
    pub(super) values: Values,
    pub(super) problems: Problems,
    pub(super) status: StatusCode,
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
        }
    }

    /// A form that a deed refused: the input is wrong, or somebody else was faster.
    ///
    /// # Errors
    /// Any other error, which is none of the form's.
    pub(super) fn after(here: &Here, form: &Form, error: app::Error) -> Result<Self, AdminError> {
        match error {
            app::Error::Invalid(errors) => Ok(Self::with(form.typed(), here.problems(&errors))),
            app::Error::Stale => Ok(Self {
                status: StatusCode::CONFLICT,
                ..Self::fine(form.typed())
            }),
            other => Err(other.into()),
        }
    }

    /// Says that somebody else changed the thing meanwhile.
    pub(super) fn is_stale(&self) -> bool {
        self.status == StatusCode::CONFLICT
    }
}
