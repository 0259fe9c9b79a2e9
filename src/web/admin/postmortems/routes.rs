//! The routes of postmortems.

use super::editor;
use crate::web::admin::route::{RUN, Route, get, post};

/// Returns the routes.
pub(crate) fn routes() -> Vec<Route> {
    const POSTMORTEM: &str = "/admin/incidents/{id}/postmortem";
    vec![
        get(POSTMORTEM, RUN, editor::edit_form),
        post(POSTMORTEM, RUN, editor::edit),
    ]
}
