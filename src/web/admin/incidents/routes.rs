//! The routes of the dashboard and of incidents.

use super::{composer, dashboard, desk, drafts, editing};
use crate::urls::admin as urls;
use crate::web::admin::route::{READ, RUN, Route, get, post};

/// Returns the routes.
pub(in crate::web::admin) fn routes() -> Vec<Route> {
    vec![
        get(urls::DASHBOARD, READ, dashboard::show),
        get("/admin/{*rest}", READ, dashboard::not_found),
        post("/admin/{*rest}", READ, dashboard::not_found),
        get(urls::INCIDENTS, READ, desk::list),
        get(urls::NEW_INCIDENT, RUN, composer::new_form),
        post(urls::NEW_INCIDENT, RUN, composer::create),
        post(urls::OUTCOME, RUN, composer::outcome),
        get("/admin/drafts/{id}", RUN, drafts::show_draft),
        post("/admin/drafts/{id}/delete", RUN, drafts::delete_draft),
        get("/admin/incidents/{id}", READ, desk::show),
        post("/admin/incidents/{id}/updates", RUN, desk::post_update),
        post("/admin/incidents/{id}/notes", RUN, desk::add_note),
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
