//! The entry that the audit log keeps of a happening.

use serde_json::Value;

use super::{access, components, incidents, maintenances, page, postmortems};
use crate::app::Actor;
use crate::domain::happening::{AuditHappening, Happening, ImportHappening};
use crate::domain::{AuditEntry, Ts};

/// Makes the entry of what somebody did.
pub(crate) fn entry(at: Ts, who: &Actor, happening: &Happening<'_>) -> AuditEntry {
    AuditEntry {
        at,
        actor: who.label().to_owned(),
        door: who.door().as_str().to_owned(),
        address: who.address().map(str::to_owned),
        action: happening.action().to_owned(),
        subject: happening.subject().to_owned(),
        detail: detail(happening),
    }
}

/// Writes what an entry keeps of a happening, as canonical JSON: one happening has one text.
///
/// It is an object. Keys are sorted by their bytes, there is no white space between tokens, strings are UTF-8 in
/// which only `"`, `\` and control characters are escaped, numbers are integers, instants are microseconds since 1970.
/// That is RFC 8785, but for integers of more than 53 bits: they are written whole.
pub(in crate::app) fn detail(happening: &Happening<'_>) -> String {
    // serde_json sorts keys unless its feature `preserve_order` is on; a test would fail then.
    value(happening).to_string()
}

fn value(happening: &Happening<'_>) -> Value {
    match happening {
        Happening::Audit(happening) => audit(happening),
        Happening::Component(happening) => components::detail(happening),
        Happening::Import(happening) => import(happening),
        Happening::Incident(happening) => incidents::detail(happening),
        Happening::Maintenance(happening) => maintenances::detail(happening),
        Happening::Page(happening) => page::detail(happening),
        Happening::Postmortem(happening) => postmortems::detail(happening),
        Happening::SignIn(happening) => access::sign_in(happening),
        Happening::Team(happening) => access::team(happening),
    }
}

fn audit(happening: &AuditHappening<'_>) -> Value {
    match *happening {
        AuditHappening::Cut {
            page: _,
            entries,
            before,
        } => serde_json::json!({ "entries": entries, "before": before.micros() }),
        AuditHappening::Exported {
            format,
            entries,
            who,
            action,
            subject,
        } => serde_json::json!({
            "format": format,
            "entries": entries,
            "who": who,
            "action": action,
            "subject": subject,
        }),
    }
}

fn import(happening: &ImportHappening<'_>) -> Value {
    let ImportHappening::Imported {
        page: _,
        components_imported,
        components_updated,
        incidents_imported,
        incidents_updated,
    } = happening;
    serde_json::json!({
        "components_imported": components_imported,
        "components_updated": components_updated,
        "incidents_imported": incidents_imported,
        "incidents_updated": incidents_updated,
    })
}
