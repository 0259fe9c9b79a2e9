//! What a refusal of an image repeats.

use crate::domain::problem::{Excerpt, SvgProblem};

/// Most characters of an image that a refusal repeats.
const REPEATED: usize = 60;

/// Refuses what the XML parser cannot read.
pub(super) fn unreadable(error: &impl ToString) -> SvgProblem {
    SvgProblem::Unreadable {
        reason: error.to_string().into(),
    }
}

/// Cuts what a refusal repeats of the image.
pub(super) fn shown(text: &str) -> Excerpt {
    let short: String = text
        .chars()
        .take(REPEATED)
        .filter(|c| !c.is_control())
        .collect();
    if text.chars().count() > REPEATED {
        return format!("{short}…").into();
    }
    short.into()
}
