//! Components whose status no open incident explains, for the dashboard.

use crate::views::staff::Odd;
use crate::web::admin::{AdminError, StaffRequest};

/// Returns these components in the order of the page, with the names of their groups.
pub(super) async fn list(request: &StaffRequest) -> Result<Vec<Odd>, AdminError> {
    let found = request.app().list_unexplained(request.actor()).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let all = request.components().await?;
    let odd = found.into_iter().filter_map(|unexplained| {
        let component = all
            .iter()
            .find(|other| other.id == unexplained.component_id)?;
        let group = component.group_id();
        Some(Odd {
            group: group
                .and_then(|id| all.iter().find(|other| other.id == *id))
                .map(|group| group.name.clone()),
            name: component.name.clone(),
            id: unexplained.component_id,
            status: unexplained.status,
            explained: unexplained.said,
        })
    });
    Ok(odd.collect())
}
