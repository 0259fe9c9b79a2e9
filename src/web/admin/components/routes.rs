//! The routes of components and groups.

use super::{archive, bulk, desk, forms, tree};
use crate::urls::admin as urls;
use crate::web::admin::route::{MANAGE, READ, RUN, Route, get, post};

/// Returns the routes.
pub(crate) fn routes() -> Vec<Route> {
    const EDIT: &str = "/admin/components/{id}/edit";
    const ARCHIVE: &str = "/admin/components/{id}/archive";
    const RESTORE: &str = "/admin/components/{id}/restore";
    vec![
        get(urls::COMPONENTS, READ, tree::list),
        get(urls::NEW_COMPONENT, MANAGE, forms::new_form),
        post(urls::NEW_COMPONENT, MANAGE, forms::create),
        get(urls::NEW_GROUP, MANAGE, forms::new_group_form),
        post(urls::NEW_GROUP, MANAGE, forms::create_group),
        get(urls::ADD_COMPONENTS, MANAGE, bulk::form),
        post(urls::ADD_COMPONENTS, MANAGE, bulk::add),
        post(urls::ORDER_COMPONENTS, MANAGE, tree::reorder),
        get(urls::ARCHIVED_COMPONENTS, READ, archive::list),
        get("/admin/components/{id}", READ, desk::show),
        post("/admin/components/{id}/status", RUN, desk::set_status),
        post("/admin/components/{id}/move", MANAGE, tree::move_one),
        get(EDIT, MANAGE, forms::edit_form),
        post(EDIT, MANAGE, forms::edit),
        get(ARCHIVE, MANAGE, archive::ask),
        post(ARCHIVE, MANAGE, archive::archive),
        post(RESTORE, MANAGE, archive::restore),
    ]
}
