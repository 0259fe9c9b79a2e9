//! The staff pages (`/admin`): forms and lists over the same deeds that `/v1` uses.

mod access;
mod address;
mod audit;
mod components;
mod entry;
mod error;
mod error_page;
mod form;
mod incidents;
mod maintenances;
mod page;
mod postmortems;
mod reply;
mod request;
mod route;
mod routes;
mod visitor;

use axum::Router;
use axum::middleware;
use tower_http::compression::CompressionLayer;

use super::{Web, budget};
pub(crate) use address::{Id, Ids};
use entry::Gate;
pub(crate) use error::{AdminError, Answer};
pub(crate) use reply::{done, html, see_other, text, uncached, with_session, without_session};
pub(crate) use request::{Sent, StaffRequest};
pub(crate) use visitor::VisitorRequest;

pub use entry::Access;
pub use route::{AdminRoute, Verb};
pub use routes::table;

/// Makes the routes of the staff pages, each behind its guard.
pub(super) fn router(web: &Web) -> Router<Web> {
    let mut router = Router::new();
    for route in routes::all() {
        let gate = Gate {
            access: route.shown.access,
            most_upload: route.most_upload,
            is_shown: routes::can_be_shown,
            first: access::first,
        };
        let state = (web.clone(), gate);
        let handler = route
            .handler
            .layer(middleware::from_fn_with_state(
                web.clone(),
                error_page::give_page,
            ))
            .layer(middleware::from_fn_with_state(state, entry::guard));
        router = router.route(route.shown.path, handler);
    }
    // What is counted is the answer itself, not what is left of it compressed.
    budget::counted(router, &web.budget).layer(CompressionLayer::new())
}
