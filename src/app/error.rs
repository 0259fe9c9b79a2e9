//! Why a deed was not done; knows nothing of HTTP.

use crate::domain::{Role, text};
use crate::store::StoreError;

/// Why a deed was not done.
#[derive(Debug)]
pub enum Error {
    /// What it is about does not exist.
    NotFound,
    /// The input breaks rules.
    Invalid(FieldErrors),
    /// The role is too low.
    Denied {
        /// The least role that may.
        needs: Role,
    },
    /// It contradicts what is there; says how.
    Conflict(String),
    /// The thing changed since the caller read it.
    Stale,
    /// Too often; wait.
    Limited {
        /// How long, in seconds.
        retry_after_secs: u64,
    },
    /// The database cannot take it now; try again.
    Unavailable(StoreError),
    /// Our fault.
    Internal(String),
}

/// Most problems that are told at once; of a field that breaks a rule again and again the first ones count.
const MOST_PROBLEMS: usize = 100;

/// Longest problem, in characters: some repeat what was given.
const PROBLEM_MAX_CHARS: usize = 500;

/// What is wrong with the input, field by field, in the order found. At most a hundred things.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<(String, String)>);

impl FieldErrors {
    /// Adds that a field breaks a rule: `("name", "can't be blank")`.
    pub fn add(&mut self, field: &str, problem: impl Into<String>) {
        if self.0.len() == MOST_PROBLEMS {
            return;
        }
        let problem = text::shortened(&problem.into(), PROBLEM_MAX_CHARS);
        self.0.push((field.to_owned(), problem));
    }

    /// Adds a problem where there is one.
    pub fn check<E: ToString>(&mut self, field: &str, checked: Result<(), E>) {
        if let Err(problem) = checked {
            self.add(field, problem.to_string());
        }
    }

    /// Checks a name, and returns it without what no feed can carry.
    pub fn name(&mut self, field: &str, name: &str) -> String {
        let name = text::cleaned_name(name);
        self.check(field, text::check_name(&name));
        name
    }

    /// Says that there is nothing wrong.
    ///
    /// # Errors
    /// Everything that is.
    pub fn into_result(self) -> Result<(), Error> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(self))
        }
    }

    /// Returns fields and problems.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(field, problem)| (field.as_str(), problem.as_str()))
    }
}

impl Error {
    /// One field breaks one rule.
    pub fn invalid(field: &str, problem: impl Into<String>) -> Self {
        let mut errors = FieldErrors::default();
        errors.add(field, problem);
        Self::Invalid(errors)
    }

    /// Too often; wait so many seconds.
    pub fn limited(secs: i64) -> Self {
        Self::Limited {
            retry_after_secs: u64::try_from(secs).unwrap_or(1),
        }
    }

    /// Something of ours failed.
    pub fn internal(error: &impl ToString) -> Self {
        Self::Internal(error.to_string())
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound => f.write_str("not found"),
            Self::Invalid(errors) => {
                let all: Vec<String> = errors
                    .iter()
                    .map(|(field, problem)| format!("{field} {problem}"))
                    .collect();
                f.write_str(&all.join("; "))
            }
            Self::Denied { needs } => write!(f, "this needs the role {needs}"),
            Self::Conflict(why) | Self::Internal(why) => f.write_str(why),
            Self::Stale => f.write_str("it was changed by somebody else meanwhile"),
            Self::Limited { retry_after_secs } => {
                write!(f, "too many tries: wait {retry_after_secs} seconds")
            }
            Self::Unavailable(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound { .. } => Self::NotFound,
            StoreError::Conflict => Self::Conflict("it exists already".to_owned()),
            error if error.is_outage() => Self::Unavailable(error),
            error => Self::Internal(error.to_string()),
        }
    }
}
