//! Which state of a postmortem somebody saw.

use crate::app::Error;
use crate::domain::Postmortem;
use crate::domain::versions::counted;

/// Returns a text that differs whenever anything in the postmortem does, its draft included; what `ETag` and
/// `If-Match` compare.
pub fn postmortem_version(postmortem: Option<&Postmortem>) -> String {
    postmortem.map_or_else(
        || "none".to_owned(),
        |postmortem| counted(postmortem.revision, postmortem.updated_at),
    )
}

/// Checks that a postmortem is still in the version that a caller read, if it insists on one.
pub(in crate::app) fn check_postmortem_seen(
    seen: Option<&str>,
    postmortem: Option<&Postmortem>,
) -> Result<(), Error> {
    if seen.is_some_and(|seen| seen != postmortem_version(postmortem)) {
        return Err(Error::Stale);
    }
    Ok(())
}
