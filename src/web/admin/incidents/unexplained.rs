//! Components whose status no open incident explains, for the dashboard.

use crate::views::staff::Odd;
use crate::web::admin::error::AdminError;
use crate::web::admin::reply::Here;

/// Returns them in the order of the page, with the names of their groups.
pub(in crate::web::admin) async fn list(here: &Here) -> Result<Vec<Odd>, AdminError> {
    let found = here.web.app.list_unexplained(&here.member.actor).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let all = here.components().await?;
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
            said: one.said,
        })
    });
    Ok(odd.collect())
}
