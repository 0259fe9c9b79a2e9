//! What stands in the form of a new incident before anybody typed: asked for by a link, or taken from an
//! earlier incident.

use super::templates;
use crate::domain::{Change, ComponentStatus, Impact, Incident, IncidentId};
use crate::views::staff::Values;
use crate::web::admin::form::Fields;
use crate::web::admin::{AdminError, StaffRequest};

/// The fields that a link may fill in.
const OF_LINKS: [&str; 4] = ["name", "status", "body", "backfilled"];

/// Returns what the form of a new incident holds before anybody typed.
pub(super) async fn of_query(request: &StaffRequest, query: &Fields) -> Result<Values, AdminError> {
    let mut read = request.web.read().await?;
    let tells = read.get_page().await?.settings.notify_by_default;
    let fresh = if tells {
        Values::default().with("deliver_notifications", "true")
    } else {
        Values::default()
    };
    if let Some(id) = query.get("duplicate") {
        let id = IncidentId::parse(id).ok_or(AdminError::NOT_FOUND)?;
        return Ok(of_incident(request, &read.get_incident(&id).await?, fresh));
    }
    drop(read);
    let asked = query.kept();
    let values = asked
        .iter()
        .filter(|(name, _)| OF_LINKS.contains(&name.as_str()) || name.starts_with("components["))
        .fold(fresh, |values, (name, value)| values.with(name, value));
    match query.get("template") {
        Some(id) => templates::in_incident(request, values, id, &[]).await,
        None => Ok(values),
    }
}

/// Returns the first update of an earlier incident, with the statuses that it gave.
fn of_incident(request: &StaffRequest, incident: &Incident, fresh: Values) -> Values {
    let mut values = fresh.with("name", &incident.name).with(
        "impact_override",
        incident.impact_override.map_or("", Impact::as_str),
    );
    let Some(first) = incident.updates.first() else {
        return values;
    };
    values = values
        .with("status", first.status.as_str())
        .with("body", request.site().words.body(&first.body).text);
    let down = |change: &&Change| change.new_status != ComponentStatus::Operational;
    for change in first.changes.iter().filter(down) {
        let field = format!("components[{}]", change.component_id);
        values = values.with(&field, change.new_status.as_str());
    }
    values
}
