//! Several things in one sentence.

use super::Words;

impl Words {
    /// Joins items as a sentence does: `A`, `A and B`, `A, B, and C`.
    pub fn join(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [a, b] => self.say_with(
                "list-two",
                &[("a", a.as_str().into()), ("b", b.as_str().into())],
            ),
            [most @ .., last] => {
                let most = most.join(&self.say("list-separator"));
                self.say_with(
                    "list-many",
                    &[("most", most.into()), ("last", last.as_str().into())],
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::i18n::english;

    #[test]
    fn lists_join_as_english_does() {
        let words = english();
        let items: Vec<String> = ["A", "B", "C", "D"].map(String::from).to_vec();
        assert_eq!(words.join(&[]), "");
        assert_eq!(words.join(&items[..1]), "A");
        assert_eq!(words.join(&items[..2]), "A and B");
        assert_eq!(words.join(&items[..3]), "A, B, and C");
        assert_eq!(words.join(&items), "A, B, C, and D");
    }
}
