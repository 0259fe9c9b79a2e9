//! What the audit log keeps of postmortems.

use serde_json::{Value, json};

use crate::domain::happening::PostmortemHappening;

/// Returns what an entry keeps of what happened to postmortems.
pub(super) fn detail(happening: &PostmortemHappening<'_>) -> Value {
    match happening {
        PostmortemHappening::DraftSaved { body, .. } => json!({ "chars": body.chars().count() }),
        PostmortemHappening::Published { notify, reason, .. } => {
            json!({ "notify": notify, "reason": reason })
        }
        PostmortemHappening::Reverted { .. } | PostmortemHappening::Deleted { .. } => json!({}),
    }
}
