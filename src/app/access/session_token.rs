//! The token in a session's cookie.
//!
//! Its signature shows that this page made it, and when. So somebody whose session ended is told from a stranger
//! without asking the database. Whether the session still exists, only the database knows.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::app::{App, Error};
use crate::domain::Ts;
use crate::domain::ts::SKEW_SECS;
use crate::entropy::{Entropy, hex};

/// How long after it was given out a token counts as one that was a session, in seconds.
const REMEMBERED_SECS: i64 = 30 * 24 * 60 * 60;

/// Bytes of the code that are kept.
const CODE_BYTES: usize = 16;

/// What tokens are signed with: a secret of the page.
#[derive(Clone)]
pub(in crate::app) struct Signer(Hmac<Sha256>);

impl Signer {
    /// Takes the page's secret.
    pub(in crate::app) fn new(secret: &str) -> Result<Self, Error> {
        Hmac::new_from_slice(secret.as_bytes())
            .map(Self)
            .map_err(|error| Error::internal(&error))
    }

    /// Makes a token.
    pub(in crate::app) fn make(&self, entropy: &Entropy, now: Ts) -> Result<String, Error> {
        let secret = entropy.secret().map_err(|error| Error::internal(&error))?;
        let signed = format!("{secret}.{:x}", now.secs());
        let code = hex(&self.of(&signed).finalize().into_bytes()[..CODE_BYTES]);
        Ok(format!("{signed}.{code}"))
    }

    /// Says whether a token was made here, and not too long ago.
    pub(in crate::app) fn made(&self, token: &str, now: Ts) -> bool {
        let Some((signed, code)) = token.rsplit_once('.') else {
            return false;
        };
        let made_at = signed
            .rsplit_once('.')
            .and_then(|(_, secs)| i64::from_str_radix(secs, 16).ok());
        let is_recent = made_at.is_some_and(|secs| {
            (-SKEW_SECS..REMEMBERED_SECS).contains(&now.secs().saturating_sub(secs))
        });
        is_recent
            && unhex(code).is_some_and(|code| self.of(signed).verify_truncated_left(&code).is_ok())
    }

    fn of(&self, signed: &str) -> Hmac<Sha256> {
        self.0
            .clone()
            .chain_update(b"session\0")
            .chain_update(signed)
    }
}

impl App {
    /// Makes the token of a session to begin.
    ///
    /// # Errors
    /// The system gives no randomness.
    pub fn new_session_token(&self) -> Result<String, Error> {
        self.signer.make(&self.entropy, self.clock.now())
    }

    /// Says whether a cookie's token was a session of this page in the last 30 days; asks no database.
    pub fn was_session(&self, token: &str) -> bool {
        self.signer.made(token, self.clock.now())
    }
}

/// Reads a code of the length that is kept.
fn unhex(text: &str) -> Option<[u8; CODE_BYTES]> {
    let mut bytes = [0; CODE_BYTES];
    if text.len() != 2 * CODE_BYTES || !text.is_ascii() {
        return None;
    }
    for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_by_its_page_for_a_month() {
        let (entropy, now) = (Entropy::seeded(7), Ts::from_secs(1_800_000_000));
        let signer = Signer::new("a secret").expect("a key");
        let token = signer.make(&entropy, now).expect("a token");
        assert!(signer.made(&token, now));
        assert!(signer.made(&token, now.plus_secs(REMEMBERED_SECS - 1)));
        assert!(!signer.made(&token, now.plus_secs(REMEMBERED_SECS)));
        assert!(signer.made(&token, now.plus_secs(-SKEW_SECS)));
        assert!(
            !signer.made(&token, now.plus_secs(-SKEW_SECS - 1)),
            "of the future"
        );
        let other = Signer::new("another").expect("a key");
        assert!(!other.made(&token, now));
        let later = token.replacen('.', ".f", 1);
        for forged in [
            "",
            ".",
            "..",
            "a.b.c",
            &token[1..],
            &token[..token.len() - 1],
            &later,
        ] {
            assert!(!signer.made(forged, now), "{forged}");
        }
        assert_ne!(token, signer.make(&entropy, now).expect("another"));
    }
}
