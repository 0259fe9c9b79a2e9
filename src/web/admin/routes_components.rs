//! The routes of components and groups.

use super::route::{MANAGE, READ, RUN, Route, get, post};
use super::{bulk, component_forms, components};
use crate::urls::admin as urls;

/// Returns the routes.
pub(super) fn routes() -> Vec<Route> {
    const EDIT: &str = "/admin/components/{id}/edit";
    const ARCHIVE: &str = "/admin/components/{id}/archive";
    const RESTORE: &str = "/admin/components/{id}/restore";
    vec![
        get(urls::COMPONENTS, READ, components::list),
        get(urls::NEW_COMPONENT, MANAGE, component_forms::new_form),
        post(urls::NEW_COMPONENT, MANAGE, component_forms::create),
        get(urls::NEW_GROUP, MANAGE, component_forms::new_group_form),
        post(urls::NEW_GROUP, MANAGE, component_forms::create_group),
        get(urls::ADD_COMPONENTS, MANAGE, bulk::form),
        post(urls::ADD_COMPONENTS, MANAGE, bulk::add),
        post(urls::ORDER_COMPONENTS, MANAGE, components::reorder),
        get(urls::ARCHIVED_COMPONENTS, READ, components::list_archived),
        get("/admin/components/{id}", READ, components::show),
        post("/admin/components/{id}/status", RUN, components::set_status),
        post("/admin/components/{id}/move", MANAGE, components::move_one),
        get(EDIT, MANAGE, component_forms::edit_form),
        post(EDIT, MANAGE, component_forms::edit),
        get(ARCHIVE, MANAGE, component_forms::ask_archive),
        post(ARCHIVE, MANAGE, component_forms::archive),
        post(RESTORE, MANAGE, component_forms::restore),
    ]
}
