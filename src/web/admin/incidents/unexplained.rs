//! Components whose status no open incident explains, for the dashboard.

use crate::views::staff::Odd;
use crate::web::admin::{AdminError, StaffRequest};

/// Returns them in the order of the page, with the names of their groups.
pub(super) async fn list(request: &StaffRequest) -> Result<Vec<Odd>, AdminError> {
    let found = request.app().list_unexplained(request.actor()).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let all = request.components().await?;
    let odd = found.into_iter().filter_map(|one| {
        let it = all.iter().find(|other| other.id == one.component_id)?;
        let group = it.group_id();
        Some(Odd {
            group: group
                .and_then(|id| all.iter().find(|other| other.id == *id))
                .map(|group| group.name.clone()),
            name: it.name.clone(),
            id: one.component_id,
            status: one.status,
            explained: one.said,
        })
    });
    Ok(odd.collect())
}
