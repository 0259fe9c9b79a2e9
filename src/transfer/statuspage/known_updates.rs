//! What the documents of incidents share while they are read.

use super::documents::Text;
use crate::domain::UpdateId;
use std::collections::HashSet;

/// The ids of updates so far: they are unique on the whole page.
pub(super) type KnownUpdates = HashSet<UpdateId>;

/// Words a warning about a text that is not one of ours.
pub(super) fn unknown(subject: &str, what: &str, text: Option<&Text>, instead: &str) -> String {
    match text {
        Some(Text(text)) => {
            format!("{subject}: the {what} {text:?} is unknown, {instead} is taken instead")
        }
        None => format!("{subject}: it has no {what}, {instead} is taken instead"),
    }
}
