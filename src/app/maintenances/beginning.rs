//! What a maintenance does to its components: nothing before it begins, and then what was planned.

use super::named_components::named;
use crate::app::{Error, Touch};
use crate::domain::incidents::release::Others;
use crate::domain::{ComponentStatus, Incident, IncidentKind, Status};
use crate::store::Write;

/// Keeps the statuses that a maintenance to come gives its components until it begins. Before that it only names
/// them.
pub(in crate::app) fn keep_for_beginning(
    maintenance: &mut Incident,
    next: Status,
    touches: &mut [Touch],
) {
    if maintenance.kind != IncidentKind::Maintenance || next != Status::Scheduled {
        return;
    }
    for touch in touches {
        if let Some(status) = touch.status.take() {
            maintenance.plan.begin_with(touch.id.clone(), status);
        }
    }
}

/// Returns what a maintenance does to its components when it begins: what was planned for each, else under
/// maintenance if its plan takes them all there. A worse status from another open event is kept: planned work does
/// not hide an outage.
pub(in crate::app) async fn touches_of_beginning(
    write: &mut Write,
    maintenance: &Incident,
) -> Result<Vec<Touch>, Error> {
    let planned = &maintenance.plan.begins_with;
    let all = maintenance.plan.to_maintenance == Some(true);
    if !all && planned.is_empty() {
        return Ok(Vec::new());
    }
    let open = write.list_open_beside(&maintenance.id).await?;
    let others = Others::of(&open, &maintenance.id);
    let mut touches = Vec::new();
    for component in named(write, maintenance).await? {
        let status = planned.get(&component.id).copied();
        let status = status.or(all.then_some(ComponentStatus::UnderMaintenance));
        if let Some(status) = status {
            touches.push(Touch {
                status: Some(others.leave(&component.id).worst(status)),
                id: component.id,
            });
        }
    }
    Ok(touches)
}
