//! The routes of the dashboard and of incidents.

use super::{composer, corrections, dashboard, deletion, desk, drafts, facts, list};
use crate::urls::admin as urls;
use crate::web::admin::route::{READ, RUN, Route, get, post};

/// Returns the routes.
pub(crate) fn routes() -> Vec<Route> {
    const EDIT: &str = "/admin/incidents/{id}/edit";
    const DELETE: &str = "/admin/incidents/{id}/delete";
    const CORRECT: &str = "/admin/incidents/{id}/updates/{update}/edit";
    vec![
        get(urls::DASHBOARD, READ, dashboard::show),
        get("/admin/{*rest}", READ, dashboard::not_found),
        post("/admin/{*rest}", READ, dashboard::not_found),
        get(urls::INCIDENTS, READ, list::list),
        get(urls::NEW_INCIDENT, RUN, composer::new_form),
        post(urls::NEW_INCIDENT, RUN, composer::create),
        post(urls::OUTCOME, RUN, composer::outcome),
        get("/admin/drafts/{id}", RUN, drafts::show_draft),
        post("/admin/drafts/{id}/delete", RUN, drafts::delete_draft),
        get("/admin/incidents/{id}", READ, desk::show),
        post("/admin/incidents/{id}/updates", RUN, desk::post_update),
        post("/admin/incidents/{id}/notes", RUN, desk::add_note),
        get(EDIT, RUN, facts::edit_form),
        post(EDIT, RUN, facts::edit),
        get(DELETE, RUN, deletion::delete_form),
        post(DELETE, RUN, deletion::delete),
        get(CORRECT, RUN, corrections::edit_form),
        post(CORRECT, RUN, corrections::edit),
    ]
}
