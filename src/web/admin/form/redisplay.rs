//! What a form shows: what was typed, what is wrong with it, the status that says so.

use axum::http::StatusCode;

use super::fields::Fields;
use crate::app::FieldErrors;
use crate::views::Site;
use crate::views::staff::{Problems, Values};

/// The content of a form, and how its page answers.
pub(crate) struct Redisplay {
    pub(crate) values: Values,
    pub(crate) problems: Problems,
    pub(crate) status: StatusCode,
    /// Its texts are shown as readers will see them.
    pub(crate) is_preview: bool,
    /// The version that the person had read. It stays the form's until they have seen that there is another.
    seen: Option<String>,
}

impl Redisplay {
    /// A form that holds these values, with nothing wrong in it.
    pub(crate) fn of(values: Values) -> Self {
        Self::with(values, Problems::default())
    }

    /// A form with what is wrong in it, if anything is.
    pub(crate) fn with(values: Values, problems: Problems) -> Self {
        let status = if problems.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        Self {
            values,
            problems,
            status,
            is_preview: false,
            seen: None,
        }
    }

    /// A form whose page answers with this status.
    pub(crate) fn answering(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// A form that holds other values than were typed.
    pub(crate) fn holding(mut self, values: Values) -> Self {
        self.values = values;
        self
    }

    /// A form whose texts are shown as readers will see them.
    pub(crate) fn previewed(mut self) -> Self {
        self.is_preview = true;
        self
    }

    /// A form as it was sent, to be looked at or sent again.
    pub(crate) fn typed(fields: &Fields) -> Self {
        Self::of(fields.typed()).seen(fields)
    }

    /// A form as it was sent, with what is wrong in it.
    pub(crate) fn refused(fields: &Fields, errors: &FieldErrors, site: &Site) -> Self {
        Self::with(fields.typed(), in_words(errors, site)).seen(fields)
    }

    /// A form as it was sent, of which one field is wrong in a sentence of its own.
    pub(crate) fn told(fields: &Fields, field: &str, sentence: String) -> Self {
        let mut problems = Problems::default();
        problems.tell(field, sentence);
        Self::with(fields.typed(), problems).seen(fields)
    }

    /// A form of a version that somebody else replaced meanwhile.
    pub(crate) fn stale(fields: &Fields) -> Self {
        Self::of(fields.typed()).answering(StatusCode::CONFLICT)
    }

    /// Keeps the version that a form was made for.
    pub(crate) fn seen(mut self, fields: &Fields) -> Self {
        self.seen = fields.version().map(str::to_owned);
        self
    }

    /// Returns the version that the form shown now is made for, where `current` is what is there.
    pub(crate) fn version(&self, current: String) -> String {
        self.seen.clone().unwrap_or(current)
    }

    /// Says whether a stale form holds the stored values: it was sent twice, or two people made the same change.
    pub(crate) fn is_there_already(&self, there: &Values) -> bool {
        let mut fields = there.fields().iter();
        self.is_stale() && fields.all(|(name, value)| self.values.text(name) == value)
    }

    /// Says whether somebody else changed the thing meanwhile.
    pub(crate) fn is_stale(&self) -> bool {
        self.status == StatusCode::CONFLICT
    }
}

/// Words the problems for which a deed refused a form.
pub(crate) fn in_words(errors: &FieldErrors, site: &Site) -> Problems {
    let mut problems = Problems::default();
    for (field, problem) in errors.iter() {
        problems.add(field, problem, site);
    }
    problems
}
