//! Why a deed was not done; knows nothing of HTTP.

use crate::domain::{Problem, Role, text};
use crate::i18n::{self, Words};
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

/// What is wrong with the input, field by field, in the order found. At most a hundred things.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FieldErrors(Vec<(String, Problem)>);

impl FieldErrors {
    /// Adds that a field breaks a rule: `("name", TextProblem::Blank)`.
    pub fn add(&mut self, field: &str, problem: impl Into<Problem>) {
        if self.0.len() < MOST_PROBLEMS {
            self.0.push((field.to_owned(), problem.into()));
        }
    }

    /// Adds a problem if there is one.
    pub fn check(&mut self, field: &str, checked: Result<(), impl Into<Problem>>) {
        if let Err(problem) = checked {
            self.add(field, problem);
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
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Problem)> {
        self.0
            .iter()
            .map(|(field, problem)| (field.as_str(), problem))
    }

    /// Words everything, each problem after the name of its field as programs know it.
    pub fn sentence(&self, words: &Words) -> String {
        let all = self.iter();
        let all: Vec<String> = all
            .map(|(field, problem)| format!("{field} {}", words.problem(problem)))
            .collect();
        all.join("; ")
    }
}

impl Error {
    /// One field breaks one rule.
    pub fn invalid(field: &str, problem: impl Into<Problem>) -> Self {
        let mut errors = FieldErrors::default();
        errors.add(field, problem);
        Self::Invalid(errors)
    }

    /// Returns it with its problems at other fields: `field` says at which one those of a field are told.
    #[must_use]
    pub fn at_fields(self, field: impl Fn(&str) -> &str) -> Self {
        let Self::Invalid(errors) = self else {
            return self;
        };
        let problems = errors.0.into_iter();
        let moved = problems.map(|(name, problem)| (field(&name).to_owned(), problem));
        Self::Invalid(FieldErrors(moved.collect()))
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
            // Whoever reads this is an operator: it goes to the command line and to logs.
            Self::Invalid(errors) => f.write_str(&errors.sentence(i18n::english())),
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
