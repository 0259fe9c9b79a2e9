//! Passwords: what is accepted, how they are kept, how they are compared.

use std::borrow::Cow;
use std::sync::LazyLock;

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::app::{App, Error};
use crate::domain::problem::AccessProblem;
use crate::workers::Workers;

/// Shortest and longest password, in characters.
const CHARS: std::ops::RangeInclusive<usize> = 12..=128;

/// Argon2id: memory in KiB, passes, lanes (OWASP's least is 19 456, 2, 1).
const ARGON2: (u32, u32, u32) = (19_456, 2, 1);

/// How many passwords are hashed at once: each takes 19 MiB and a core for some tens of milliseconds.
const AT_ONCE: usize = 2;

/// A password that a guesser with common words and patterns finds within so many guesses (as a power of
/// ten) is refused.
const GUESSES_LOG10: f64 = 8.0;

/// A password is weighed in pieces of so many characters: a hundred characters that could each stand for a letter
/// would take a second.
const PIECE_CHARS: usize = 32;

/// New passwords that may be weighed for one person or link in a quarter of an hour.
const WEIGHED: usize = 20;

/// What is hashed in place of the password of somebody who does not exist, so that it takes as long.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash("the password of nobody").unwrap_or_default());

/// Weighs, hashes and compares passwords, a few at a time.
#[derive(Clone)]
pub(in crate::app) struct Passwords(Workers);

/// How a password compares with the stored one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    /// Another password.
    Wrong,
    /// The same.
    Right,
    /// The same, and kept in a way that is not today's.
    RightButOld,
}

impl Passwords {
    pub(in crate::app) fn new() -> Self {
        Self(Workers::new(AT_ONCE))
    }

    /// Returns the form in which a password is kept.
    pub(super) async fn hash(&self, password: &str) -> Result<String, Error> {
        self.0.run(|| hash(password)).await
    }

    /// Compares a password with a kept one. If none is kept, it takes as long and the password is wrong.
    pub(super) async fn compare(&self, password: &str, kept: Option<&str>) -> Comparison {
        self.0.run(|| compare(password, kept)).await
    }
}

impl App {
    /// Checks a new password: its length, and that it is not one that everybody tries first.
    ///
    /// `whose` is the person or link that it is for; `known` are words that a guesser would try too: the
    /// address, the name.
    ///
    /// # Errors
    /// [`Error::Limited`] after too many passwords of one person or link.
    pub(super) async fn check_new_password(
        &self,
        whose: &str,
        password: &str,
        known: &[&str],
    ) -> Result<Result<(), AccessProblem>, Error> {
        if let Err(why) = check_length(password) {
            return Ok(Err(why));
        }
        self.tries
            .count(&format!("new password {whose}"), WEIGHED, self.clock.now())
            .map_err(Error::limited)?;
        Ok(self.passwords.0.run(|| weigh(password, known)).await)
    }
}

/// Returns a password in normal form C (RFC 8265 §4.2.1), so that an accent typed as one character or two is
/// the same.
fn spelt(password: &str) -> Cow<'_, str> {
    match is_nfc_quick(password.chars()) {
        IsNormalized::Yes => Cow::Borrowed(password),
        _ => Cow::Owned(password.nfc().collect()),
    }
}

fn compare(password: &str, kept: Option<&str>) -> Comparison {
    let spelt = spelt(password);
    match compare_bytes(&spelt, kept) {
        // Kept before passwords were brought into normal form C.
        Comparison::Wrong if *spelt != *password => match compare_bytes(password, kept) {
            Comparison::Wrong => Comparison::Wrong,
            Comparison::Right | Comparison::RightButOld => Comparison::RightButOld,
        },
        compared => compared,
    }
}

fn compare_bytes(password: &str, kept: Option<&str>) -> Comparison {
    let is_somebody = kept.is_some();
    let Ok(parsed) = PasswordHash::new(kept.unwrap_or(&NOBODY)) else {
        return Comparison::Wrong;
    };
    let is_right = Argon2::default()
        .verify_password(password.as_bytes(), &parsed)
        .is_ok();
    match (is_right && is_somebody, is_current(&parsed)) {
        (false, _) => Comparison::Wrong,
        (true, true) => Comparison::Right,
        (true, false) => Comparison::RightButOld,
    }
}

fn hash(password: &str) -> Result<String, Error> {
    let (memory, passes, lanes) = ARGON2;
    let params =
        Params::new(memory, passes, lanes, None).map_err(|error| Error::internal(&error))?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password(spelt(password).as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| Error::internal(&error))
}

fn is_current(kept: &PasswordHash) -> bool {
    Params::try_from(kept)
        .is_ok_and(|params| (params.m_cost(), params.t_cost(), params.p_cost()) == ARGON2)
}

fn check_length(password: &str) -> Result<(), AccessProblem> {
    if CHARS.contains(&spelt(password).chars().count()) {
        return Ok(());
    }
    Err(AccessProblem::PasswordLength {
        min_chars: *CHARS.start(),
        max_chars: *CHARS.end(),
    })
}

/// Accepts a password of which one piece alone is hard enough to guess.
fn weigh(password: &str, known: &[&str]) -> Result<(), AccessProblem> {
    let characters: Vec<char> = spelt(password).chars().collect();
    let is_hard = characters.chunks(PIECE_CHARS).any(|piece| {
        let piece: String = piece.iter().collect();
        zxcvbn::zxcvbn(&piece, known).guesses_log10() >= GUESSES_LOG10
    });
    if is_hard {
        return Ok(());
    }
    Err(AccessProblem::TooCommon)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_password(password: &str, known: &[&str]) -> Result<(), AccessProblem> {
        check_length(password)?;
        weigh(password, known)
    }

    #[test]
    fn common_passwords_are_refused() {
        for common in [
            "password1234",
            "123456789012",
            "qwertyuiop12",
            "aaaaaaaaaaaaaaaa",
            "Password123!",
            "letmeinletmein",
            "iloveyou2024",
            "jane@example.com",
            "passwordpasswordpasswordpasswordpasswordpassword",
            "short",
        ] {
            assert!(
                check_password(common, &["jane@example.com", "Jane"]).is_err(),
                "{common}"
            );
        }
        for good in [
            "correct horse battery staple",
            "plum anvil seventeen",
            "пароль длинный и странный",
            "жук 7 верблюд облако",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaplum anvil seventeen",
        ] {
            assert!(check_password(good, &[]).is_ok(), "{good}");
        }
        assert!(
            check_password(&"x9 ".repeat(43), &[]).is_err(),
            "129 characters"
        );
    }

    #[tokio::test]
    async fn a_kept_password_is_recognised() {
        let passwords = Passwords::new();
        let kept = passwords
            .hash("plum anvil seventeen")
            .await
            .expect("hashed");
        let compare =
            async |password: &str, kept: Option<&str>| passwords.compare(password, kept).await;
        assert_eq!(
            compare("plum anvil seventeen", Some(&kept)).await,
            Comparison::Right
        );
        assert_eq!(
            compare("plum anvil eighteen", Some(&kept)).await,
            Comparison::Wrong
        );
        assert_eq!(
            compare("the password of nobody", None).await,
            Comparison::Wrong
        );
        let weaker = Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            Params::new(8_192, 1, 1, None).expect("parameters"),
        );
        let old = weaker
            .hash_password(b"plum anvil seventeen")
            .expect("hashed")
            .to_string();
        assert_eq!(
            compare("plum anvil seventeen", Some(&old)).await,
            Comparison::RightButOld
        );
    }

    #[test]
    fn a_password_is_the_same_however_its_accents_are_typed() {
        let (composed, decomposed) = ("Zo\u{e9} kocht jeden Abend", "Zoe\u{301} kocht jeden Abend");
        for (kept, typed) in [
            (composed, decomposed),
            (decomposed, composed),
            (decomposed, decomposed),
        ] {
            let kept = hash(kept).expect("hashed");
            assert_eq!(compare(typed, Some(&kept)), Comparison::Right);
        }
        let (memory, passes, lanes) = ARGON2;
        let params = Params::new(memory, passes, lanes, None).expect("fine");
        let before = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password(decomposed.as_bytes())
            .expect("hashed")
            .to_string();
        assert_eq!(compare(decomposed, Some(&before)), Comparison::RightButOld);
        assert_eq!(check_length(&"e\u{301}".repeat(128)), Ok(()));
        assert!(check_length(&"e\u{301}".repeat(11)).is_err());
    }
}
