//! The routes of scheduled maintenances.

use super::{desk, list, schedule, series};
use crate::app::Transition;
use crate::domain::Permission;
use crate::urls::admin as urls;
use crate::views::staff::{Done, Part};
use crate::web::admin::entry::Access;
use crate::web::admin::route::{READ, Route, get, post};

/// Returns the routes.
pub(crate) fn routes() -> Vec<Route> {
    const RUN: Access = Access::May(Permission::RunMaintenance);
    let mut all = vec![
        get(urls::MAINTENANCES, READ, list::list),
        get(urls::CALENDAR, READ, list::calendar),
        get(urls::NEW_MAINTENANCE, RUN, schedule::new_form),
        post(urls::NEW_MAINTENANCE, RUN, schedule::create),
        get(urls::SERIES, READ, series::list),
        get("/admin/maintenances/series/{id}", READ, series::show),
        post("/admin/maintenances/series/{id}/end", RUN, series::end),
        get("/admin/maintenances/{id}", READ, desk::show),
        get("/admin/maintenances/{id}/edit", RUN, schedule::edit_form),
        post("/admin/maintenances/{id}/edit", RUN, schedule::edit),
        post("/admin/maintenances/{id}/updates", RUN, desk::post_update),
        post("/admin/maintenances/{id}/extend", RUN, desk::extend),
        post("/admin/maintenances/{id}/notes", RUN, desk::add_note),
    ];
    for (path, step) in [
        (
            "/admin/maintenances/{id}/start",
            (Part::Start, Transition::Start, Done::MaintenanceStarted),
        ),
        (
            "/admin/maintenances/{id}/finish",
            (Part::Finish, Transition::Finish, Done::MaintenanceFinished),
        ),
        (
            "/admin/maintenances/{id}/cancel",
            (Part::Cancel, Transition::Cancel, Done::MaintenanceCancelled),
        ),
    ] {
        let move_on = move |sent, id| desk::move_on(step, sent, id);
        all.push(post(path, RUN, move_on));
    }
    all
}
