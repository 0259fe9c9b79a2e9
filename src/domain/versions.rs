//! What tells one state of a thing from another, in hidden fields of forms and in entity tags.

use crate::domain::Ts;

/// Returns a text that differs whenever a thing was stored anew: how often that was, and its date.
///
/// The date counts what the release before stores, which raises no revision.
pub fn counted(revision: i64, updated_at: Ts) -> String {
    format!("{revision}-{:x}", updated_at.micros())
}
