//! The routes of the dashboard and of incidents.

use super::route::{READ, RUN, Route, get, post};
use super::{composer, dashboard, drafting, editing, incidents};
use crate::urls::admin as urls;

/// Returns the routes.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get(urls::DASHBOARD, READ, dashboard::show),
        get("/admin/{*rest}", READ, dashboard::not_found),
        post("/admin/{*rest}", READ, dashboard::not_found),
        get(urls::INCIDENTS, READ, incidents::list),
        get(urls::NEW_INCIDENT, RUN, composer::new_form),
        post(urls::NEW_INCIDENT, RUN, composer::create),
        post(urls::OUTCOME, RUN, composer::outcome),
        get("/admin/drafts/{id}", RUN, drafting::show_draft),
        post("/admin/drafts/{id}/delete", RUN, drafting::delete_draft),
        get("/admin/incidents/{id}", READ, incidents::show),
        post("/admin/incidents/{id}/updates", RUN, incidents::post_update),
        post("/admin/incidents/{id}/notes", RUN, incidents::add_note),
        get("/admin/incidents/{id}/edit", RUN, editing::edit_form),
        post("/admin/incidents/{id}/edit", RUN, editing::edit),
        get("/admin/incidents/{id}/delete", RUN, editing::delete_form),
        post("/admin/incidents/{id}/delete", RUN, editing::delete),
        get(
            "/admin/incidents/{id}/postmortem",
            RUN,
            editing::postmortem_form,
        ),
        post("/admin/incidents/{id}/postmortem", RUN, editing::postmortem),
        get(
            "/admin/incidents/{id}/updates/{update}/edit",
            RUN,
            editing::edit_update_form,
        ),
        post(
            "/admin/incidents/{id}/updates/{update}/edit",
            RUN,
            editing::edit_update,
        ),
    ]
}
