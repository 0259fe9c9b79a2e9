//! Rules on passwords, codes and accounts.

use super::macros::problems;

problems! {
    /// What is wrong with a password, a code or an account.
    pub enum AccessProblem {
        /// A password that is too short or too long.
        PasswordLength {
            /// The least length in characters.
            min_chars: usize,
            /// The greatest length in characters.
            max_chars: usize,
        } = "problem-password-length",
        /// A password that is easily guessed.
        TooCommon = "problem-too-common",
        /// Another password than the present one.
        WrongPassword = "problem-wrong-password",
        /// A code that the second factor does not show now.
        WrongCode = "problem-wrong-code",
        /// A code for a secret that cannot be read, since its page is too old.
        PageTooOld = "problem-page-too-old",
        /// Somebody with this address may sign in already.
        HasAccount = "problem-has-account",
    }
}
