//! The staff pages (`/admin`): forms and lists over the same deeds that `/v1` uses.

mod access;
mod audit;
mod components;
mod entry;
mod error;
mod form;
mod incidents;
mod maintenances;
mod page;
mod reply;
mod route;
mod routes;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use axum::middleware::{self, Next};
use tower_http::compression::CompressionLayer;

use super::{Web, budget};
use crate::domain::happening::Refused;
use entry::guard::{Browser, Gate, Member};
use error::{Sent, Untold};
use form::fields::Form;

pub use entry::guard::Access;
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
            .layer(middleware::from_fn_with_state(web.clone(), tell))
            .layer(middleware::from_fn_with_state(state, entry::guard::guard));
        router = router.route(route.shown.path, handler);
    }
    // What is counted is the answer itself, not what is left of it compressed.
    budget::counted(router, &web.budget).layer(CompressionLayer::new())
}

/// Gives a handler's error its page.
async fn tell(State(web): State<Web>, request: Request, next: Next) -> Response<Body> {
    let browser = request.extensions().get::<Browser>().cloned();
    let member = request.extensions().get::<Member>().cloned();
    let may_keep = member.is_some() || browser.as_ref().is_some_and(Browser::may_keep);
    let sent = request
        .extensions()
        .get::<Form>()
        .filter(|_| may_keep)
        .map(|form| Sent::new(request.uri().path(), form));
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let response = next.run(request).await;
    let untold = response.extensions().get::<Untold>().cloned();
    if let Some(Untold(error)) = &untold
        && error.is_denied()
        && let Some(member) = &member
    {
        web.app
            .record_denial(&member.actor, &path, method.as_str(), Refused::Role)
            .await;
    }
    match (untold, browser) {
        (Some(Untold(error)), Some(browser)) => {
            error.respond_to(&web, &browser, member.as_ref(), sent.as_ref())
        }
        _ => response,
    }
}
