//! A component or group, by the id of an address.

use crate::domain::{Component, ComponentId};
use crate::web::admin::AdminError;

/// Finds a component or group, gone or not.
pub(super) fn find<'a>(
    all: &'a [Component],
    id: &ComponentId,
) -> Result<&'a Component, AdminError> {
    all.iter()
        .find(|one| one.id == *id)
        .ok_or(AdminError::NOT_FOUND)
}

/// Finds a component or group that is part of the page.
pub(super) fn find_current<'a>(
    all: &'a [Component],
    id: &ComponentId,
) -> Result<&'a Component, AdminError> {
    let found = find(all, id)?;
    if found.archived_at.is_some() {
        return Err(AdminError::NOT_FOUND);
    }
    Ok(found)
}

/// Returns the name of the group that a component is in.
pub(super) fn group_name<'a>(all: &'a [Component], component: &Component) -> Option<&'a str> {
    let id = component.group_id()?;
    let group = all.iter().find(|one| one.id == *id)?;
    Some(&group.name)
}
