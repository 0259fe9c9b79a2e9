//! The components that a maintenance names.

use crate::app::Error;
use crate::app::incidents::check_known;
use crate::domain::{Component, Incident};
use crate::store::Write;

/// Returns the components that a maintenance names and that are still part of the page.
pub(in crate::app) async fn named(
    write: &mut Write,
    maintenance: &Incident,
) -> Result<Vec<Component>, Error> {
    let mut all = write
        .list_components_by_id(&maintenance.component_ids)
        .await?;
    // Their groups came with them.
    all.retain(|one| check_known(Some(one), &one.id).is_ok());
    Ok(all)
}
