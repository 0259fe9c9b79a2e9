//! Problems in the words of a language.

use fluent_bundle::FluentValue;

use super::Words;
use crate::domain::problem::{Problem, Value, WORDS_MAX_CHARS};
use crate::domain::text;

impl Words {
    /// Words what is wrong with a field; reads after the name of the field.
    pub fn problem(&self, problem: &Problem) -> String {
        let values = problem.values();
        let values: Vec<(&str, FluentValue<'_>)> = values
            .into_iter()
            .map(|(name, value)| (name, self.value(value)))
            .collect();
        text::shortened(&self.say_with(problem.key(), &values), WORDS_MAX_CHARS)
    }

    fn value<'a>(&self, value: Value<'a>) -> FluentValue<'a> {
        match value {
            Value::Number(number) => number.into(),
            Value::Text(text) => text.into(),
            Value::Problem(problem) => self.problem(problem).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use fluent_bundle::FluentArgs;

    use super::*;
    use crate::i18n::Language;

    /// The problems whose key a catalogue has, and all its keys.
    fn keys(language: Language) -> HashSet<&'static str> {
        let lines = language
            .catalogue()
            .iter()
            .flat_map(|source| source.lines());
        lines
            .filter(|line| line.starts_with("problem-"))
            .filter_map(|line| Some(line.split_once(" =")?.0))
            .collect()
    }

    #[test]
    fn every_language_words_every_problem_with_all_its_values() {
        for language in Language::ALL {
            let words = Words::of(language);
            for problem in Problem::samples() {
                let values = problem.values();
                let args_but = |left_out: Option<&str>| {
                    let mut args = FluentArgs::new();
                    for (name, value) in values.iter().filter(|(name, _)| Some(*name) != left_out) {
                        args.set(*name, words.value(value.clone()));
                    }
                    args
                };
                let whole = words.say_whole(problem.key(), &args_but(None));
                assert_eq!(whole, Some(words.problem(&problem)), "{problem:?}");
                for (name, _) in &values {
                    let whole = words.say_whole(problem.key(), &args_but(Some(*name)));
                    assert_eq!(whole, None, "{problem:?}: {name} is not said");
                }
            }
        }
    }

    #[test]
    fn no_catalogue_words_a_problem_that_there_is_not() {
        for language in Language::ALL {
            assert_eq!(keys(language), Problem::keys().into_iter().collect());
        }
    }

    #[test]
    fn long_values_are_cut() {
        let problem = crate::domain::problem::ChoiceProblem::CannotBe {
            value: "x".repeat(1_000).into(),
        };
        let said = Words::of(Language::English).problem(&problem.into());
        assert_eq!(said.chars().count(), WORDS_MAX_CHARS + 1);
    }
}
