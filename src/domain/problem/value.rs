//! The values of problems.

use std::borrow::Cow;

use super::Problem;
use crate::domain::{Color, IncidentKind, Scheme, Status, text};

/// A value in the words of a problem.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// A whole number.
    Number(usize),
    /// A text that stays as it is in every language.
    Text(Cow<'a, str>),
    /// Another problem, to be worded in the same language.
    Problem(&'a Problem),
}

/// What a problem repeats of a text that was given, or of the words of a parser: its beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt(String);

/// Longest excerpt, in characters.
const EXCERPT_MAX_CHARS: usize = 500;

impl<T: AsRef<str>> From<T> for Excerpt {
    fn from(text: T) -> Self {
        Self(text::shortened(text.as_ref(), EXCERPT_MAX_CHARS))
    }
}

/// A ratio that is told with two digits after the point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio(pub f64);

/// What can be a value of a problem.
pub(super) trait Worded: Sized {
    /// Returns it as a value.
    fn value(&self) -> Value<'_>;

    /// Returns those that make a difference for the words.
    #[cfg(test)]
    fn samples() -> Vec<Self>;

    /// Returns one of the samples.
    #[cfg(test)]
    fn sample(number: usize) -> Self {
        let mut all = Self::samples();
        let number = number % all.len();
        all.swap_remove(number)
    }
}

impl Worded for usize {
    fn value(&self) -> Value<'_> {
        Value::Number(*self)
    }

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![1, 25_000]
    }
}

impl Worded for u32 {
    fn value(&self) -> Value<'_> {
        Value::Number(usize::try_from(*self).unwrap_or(usize::MAX))
    }

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![2_000]
    }
}

impl Worded for u16 {
    fn value(&self) -> Value<'_> {
        Value::Number(usize::from(*self))
    }

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![720]
    }
}

impl Worded for f64 {
    fn value(&self) -> Value<'_> {
        Value::Text(self.to_string().into())
    }

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![4.5]
    }
}

impl Worded for Ratio {
    fn value(&self) -> Value<'_> {
        Value::Text(format!("{:.2}", self.0).into())
    }

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self(3.0)]
    }
}

impl Worded for Excerpt {
    fn value(&self) -> Value<'_> {
        Value::Text(self.0.as_str().into())
    }

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec!["{ $name } {{name}} <b>".into()]
    }
}

impl Worded for &'static str {
    fn value(&self) -> Value<'_> {
        Value::Text((*self).into())
    }

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec!["scheduled_for"]
    }
}

impl Worded for Box<Problem> {
    fn value(&self) -> Value<'_> {
        Value::Problem(self)
    }

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self::new(super::TextProblem::Blank.into())]
    }
}

impl Worded for Color {
    fn value(&self) -> Value<'_> {
        Value::Text(self.to_string().into())
    }

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self::rgb(11, 87, 208)]
    }
}

/// Says that an enum is a value by its text form.
macro_rules! by_text_form {
    ($( $name:ident ),+) => {$(
        impl Worded for $name {
            fn value(&self) -> Value<'_> {
                Value::Text(self.as_str().into())
            }

            #[cfg(test)]
            fn samples() -> Vec<Self> {
                Self::ALL.to_vec()
            }
        }
    )+};
}

by_text_form!(IncidentKind, Scheme, Status);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_repeated_is_cut() {
        let excerpt = Excerpt::from("x".repeat(10_000));
        let Value::Text(text) = excerpt.value() else {
            panic!("no text");
        };
        assert_eq!(text.chars().count(), EXCERPT_MAX_CHARS + 1);
        assert!(text.ends_with("x…"));
    }
}
