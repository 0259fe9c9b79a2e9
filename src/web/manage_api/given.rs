//! The fields of an object: `""` and null mean "not given", or clear a field that may be empty; unknown ones are
//! passed over.

use serde_json::{Map, Value};

use crate::app::FieldErrors;
use crate::domain::problem::{ChoiceProblem, RequestProblem, TimeProblem};
use crate::domain::{Ts, text};
use crate::zone::parse_instant;

/// Fields as a client gave them.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    fields: &'a Map<String, Value>,
}

impl<'a> Given<'a> {
    /// Looks at an object.
    pub(super) const fn new(fields: &'a Map<String, Value>) -> Self {
        Self { fields }
    }

    /// Returns a field that is given.
    pub(super) fn value(self, name: &str) -> Option<&'a Value> {
        self.fields
            .get(name)
            .filter(|value| !value.is_null() && value.as_str() != Some(""))
    }

    /// Says that a field is there and null.
    pub(super) fn is_null(self, name: &str) -> bool {
        self.fields.get(name).is_some_and(Value::is_null)
    }

    /// Returns a text; numbers and booleans count as their spelling. NUL, which no database takes, is
    /// left out.
    pub(super) fn text(self, name: &str, errors: &mut FieldErrors) -> Option<String> {
        match self.value(name)? {
            Value::String(text) => Some(text.replace('\0', "")),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => {
                errors.add(name, RequestProblem::NotAText);
                None
            }
        }
    }

    /// Returns a text that may be empty: null and `""` clear it, and a field left out leaves it.
    #[expect(clippy::option_option, reason = "left out and cleared differ")]
    pub(super) fn clearable(self, name: &str, errors: &mut FieldErrors) -> Option<Option<String>> {
        self.fields
            .contains_key(name)
            .then(|| self.text(name, errors))
    }

    /// Returns a name: null and `""` are blank, and a field left out leaves it.
    pub(super) fn name(self, name: &str, errors: &mut FieldErrors) -> Option<String> {
        self.clearable(name, errors).map(Option::unwrap_or_default)
    }

    /// Returns a boolean: true, false, and `true/false/t/f/1/0` as text or number.
    pub(super) fn flag(self, name: &str, errors: &mut FieldErrors) -> Option<bool> {
        let flag = match self.value(name)? {
            Value::Bool(flag) => Some(*flag),
            Value::Number(number) => match number.as_i64() {
                Some(1) => Some(true),
                Some(0) => Some(false),
                _ => None,
            },
            Value::String(text) => match text.to_ascii_lowercase().as_str() {
                "true" | "t" | "1" => Some(true),
                "false" | "f" | "0" => Some(false),
                _ => None,
            },
            _ => None,
        };
        if flag.is_none() {
            errors.add(name, RequestProblem::NotABoolean);
        }
        flag
    }

    /// Returns an instant: ISO 8601, UTC if it has no offset, in [`YEARS`].
    pub(super) fn instant(self, name: &str, errors: &mut FieldErrors) -> Option<Ts> {
        let at = self.value(name)?.as_str().and_then(parse_instant);
        if at.is_none() {
            errors.add(name, TimeProblem::NotAnInstant);
        }
        at.filter(|at| check_years(name, *at, errors))
    }

    /// Returns a value of a list of words.
    pub(super) fn word<T>(
        self,
        name: &str,
        parse: fn(&str) -> Option<T>,
        errors: &mut FieldErrors,
    ) -> Option<T> {
        let value = self.value(name)?;
        let word = value.as_str().and_then(parse);
        if word.is_none() {
            let shown = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            let value = text::shortened(&shown, SHOWN_CHARS).into();
            errors.add(name, ChoiceProblem::CannotBe { value });
        }
        word
    }
}

/// The instants of the years 1970 to 2199, in seconds of Unix time. Other years are slips of the client, and the
/// history would list every month between them and the present.
const YEARS: std::ops::Range<i64> = 0..7_258_118_400;

/// Says whether readers can make sense of an instant.
pub(super) fn check_years(name: &str, at: Ts, errors: &mut FieldErrors) -> bool {
    let fine = YEARS.contains(&at.secs());
    if !fine {
        errors.add(name, TimeProblem::OutOfRange);
    }
    fine
}

/// What is repeated of a value in an error, in characters.
const SHOWN_CHARS: usize = 60;
