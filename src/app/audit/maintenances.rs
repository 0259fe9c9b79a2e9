//! What the audit log keeps of maintenances and series.

use serde_json::{Value, json};

use crate::domain::happening::{MaintenanceHappening, SeriesEnd};
use crate::domain::{Ts, Window};

/// Returns what an entry keeps of what happened to maintenances.
pub(super) fn detail(happening: &MaintenanceHappening<'_>) -> Value {
    match happening {
        MaintenanceHappening::Scheduled { maintenance } => json!({
            "name": maintenance.name,
            "status": maintenance.status.as_str(),
            "window": window(maintenance.window),
        }),
        MaintenanceHappening::Reminded { before, after }
        | MaintenanceHappening::Started { before, after }
        | MaintenanceHappening::Finished { before, after }
        | MaintenanceHappening::Cancelled { before, after }
        | MaintenanceHappening::UpdatePosted { before, after } => json!({
            "name": after.facts.name,
            "status": [before.facts.status.as_str(), after.facts.status.as_str()],
        }),
        MaintenanceHappening::PassedOver { due_at, .. } => {
            json!({ "due_at": due_at.map(Ts::micros) })
        }
        MaintenanceHappening::SeriesScheduled {
            series,
            occurrences,
        } => json!({
            "name": series.template.name,
            "rule": series.rule,
            "occurrences": occurrences,
        }),
        MaintenanceHappening::SeriesAnnounced {
            series,
            occurrences,
        } => json!({ "name": series.template.name, "occurrences": occurrences }),
        MaintenanceHappening::SeriesEnded { series, how } => match how {
            SeriesEnd::ByHand { cancelled } => {
                json!({ "name": series.template.name, "cancelled": cancelled })
            }
            SeriesEnd::ByItself { why } => json!({ "name": series.template.name, "why": why }),
        },
    }
}

/// Returns a planned time: both ends in microseconds.
pub(super) fn window(window: Option<Window>) -> Value {
    window.map_or(Value::Null, |window| {
        json!([window.starts_at.micros(), window.ends_at.micros()])
    })
}
