//! What is wrong with a field, in the words of `/v1`.
//!
//! Clients compare some of these sentences ("can't be blank"), so they are part of the wire: in English, and apart
//! from the interface's words, which may be worded anew or translated.

mod words;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::domain::problem::{Problem, Value, WORDS_MAX_CHARS};
use crate::domain::text;
use words::WORDS;

/// Words what is wrong with a field; reads after the name of the field.
pub fn problem(problem: &Problem) -> String {
    let pattern = BY_KEY.get(problem.key()).copied().unwrap_or_default();
    text::shortened(&filled(pattern, &problem.values()), WORDS_MAX_CHARS)
}

/// Puts values in the place of their names in braces. Other braces stay, and what is put in is not looked at again.
fn filled(pattern: &str, values: &[(&str, Value<'_>)]) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let named = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        rest = if let Some((value, after)) = named {
            match value {
                Value::Number(number) => out.push_str(&number.to_string()),
                Value::Text(text) => out.push_str(text),
                Value::Problem(inner) => out.push_str(&problem(inner)),
            }
            after
        } else {
            out.push('{');
            after
        };
    }
    out + rest
}

static BY_KEY: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| WORDS.iter().copied().collect());

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_problem_is_worded_with_all_its_values() {
        for sample in Problem::samples() {
            let pattern = BY_KEY.get(sample.key()).expect("words");
            assert!(!pattern.is_empty(), "{sample:?}");
            for (name, value) in sample.values() {
                let place = format!("{{{name}}}");
                assert!(pattern.contains(&place), "{sample:?}: no {name}");
                let shown = match value {
                    Value::Number(number) => number.to_string(),
                    Value::Text(text) => text.into_owned(),
                    Value::Problem(inner) => problem(inner),
                };
                assert!(problem(&sample).contains(&shown), "{sample:?}: {name}");
            }
        }
    }

    #[test]
    fn no_words_are_left_of_a_problem_that_there_is_not() {
        let keys: Vec<&str> = WORDS.iter().map(|(key, _)| *key).collect();
        let different: HashSet<&str> = keys.iter().copied().collect();
        assert_eq!(different.len(), keys.len());
        assert_eq!(different, Problem::keys().into_iter().collect());
    }

    #[test]
    fn only_the_names_of_values_are_filled() {
        let values = [
            ("name", Value::Text("{other}".into())),
            ("other", Value::Number(2)),
        ];
        let pattern = "{{name}} {name} {x} { {other}";
        assert_eq!(filled(pattern, &values), "{{other}} {other} {x} { 2");
    }

    #[test]
    fn what_is_repeated_is_cut() {
        let value = "x".repeat(1_000).into();
        let long = crate::domain::problem::ChoiceProblem::CannotBe { value };
        assert_eq!(problem(&long.into()).chars().count(), WORDS_MAX_CHARS + 1);
    }
}
