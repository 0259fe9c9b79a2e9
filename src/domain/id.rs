//! Ids: twelve characters of Statuspage's alphabet, a type for each kind of thing.
//!
//! Imported ids are kept as they came, so a type accepts any short run of URL-safe characters; ids made
//! here always have the standard form.

use std::fmt;

/// Digits and consonants: no vowels, so no words. Statuspage's own alphabet.
pub const ALPHABET: &[u8; 31] = b"0123456789bcdfghjklmnpqrstvwxyz";

/// Length of an id made here, in characters.
pub const LENGTH: usize = 12;

/// Longest id accepted from outside, in characters.
pub const MAX_LENGTH: usize = 64;

/// Makes the text of an id from random bytes; `None` when too many of them had to be rejected.
///
/// Bytes of 248 and above are rejected (248 = 8 × 31), so every character is equally likely.
pub fn from_random(bytes: &[u8]) -> Option<String> {
    let text: String = bytes
        .iter()
        .filter(|byte| **byte < 248)
        .take(LENGTH)
        .map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]))
        .collect();
    (text.len() == LENGTH).then_some(text)
}

fn is_valid(text: &str) -> bool {
    (1..=MAX_LENGTH).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

macro_rules! id_type {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Accepts an id: 1 to 64 letters, digits, hyphens and underscores.
            pub fn parse(text: &str) -> Option<Self> {
                is_valid(text).then(|| Self(text.to_owned()))
            }

            /// Returns the id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

id_type! {
    /// A page's id.
    PageId,
    /// The id of a component or of a group of components; both share one name space.
    ComponentId,
    /// The id of an incident or of a scheduled maintenance.
    IncidentId,
    /// The id of one update of an incident.
    UpdateId,
    /// The id of a note among staff.
    NoteId,
    /// The id of a series of maintenances.
    SeriesId,
    /// The id of a member of staff.
    PersonId,
    /// The id of a template.
    TemplateId,
    /// The id of an API token (not the token itself).
    TokenId,
    /// The id of a session (not the cookie's token).
    SessionId,
    /// The id of a link that is used once (not the token in it).
    LinkId,
    /// The id of an incident that is not published yet.
    DraftId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejected_bytes_are_skipped() {
        let mut bytes = vec![255, 250];
        bytes.extend(0..12);
        assert_eq!(from_random(&bytes).as_deref(), Some("0123456789bc"));
        assert_eq!(from_random(&[255; 32]), None);
    }

    #[test]
    fn imported_ids_are_accepted_and_paths_are_not() {
        assert!(IncidentId::parse("6cr5qrtfcmrn").is_some());
        for bad in ["", "../x", "a/b", "a b", "é", &"x".repeat(65)] {
            assert!(IncidentId::parse(bad).is_none(), "{bad}");
        }
    }
}
