//! The staff pages (`/admin`): forms and lists over the same deeds that `/v1` uses.

mod account;
mod again;
mod audit;
mod audit_export;
mod bulk;
mod component_forms;
mod components;
mod composer;
mod cookie;
mod csrf;
mod dashboard;
mod editing;
mod error;
mod form;
mod guard;
mod incidents;
mod joining;
mod login;
mod page;
mod picked;
mod routes;
mod team;
mod times;
mod tokens;
mod unexplained;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use axum::middleware::{self, Next};
use tower_http::compression::CompressionLayer;

use super::Web;
use error::Untold;
use guard::{Browser, Member};

pub use guard::Access;
pub use routes::{AdminRoute, Verb, table};

/// Makes the routes of the staff pages, each behind its guard.
pub(super) fn router(web: &Web) -> Router<Web> {
    let mut router = Router::new();
    for route in routes::all() {
        let state = (web.clone(), route.shown.access);
        let handler = route
            .handler
            .layer(middleware::from_fn_with_state(web.clone(), tell))
            .layer(middleware::from_fn_with_state(state, guard::guard));
        router = router.route(route.shown.path, handler);
    }
    router.layer(CompressionLayer::new())
}

/// Gives a handler's error its page.
async fn tell(State(web): State<Web>, request: Request, next: Next) -> Response<Body> {
    let browser = request.extensions().get::<Browser>().cloned();
    let member = request.extensions().get::<Member>().cloned();
    let response = next.run(request).await;
    let untold = response.extensions().get::<Untold>().cloned();
    match (untold, browser) {
        (Some(Untold(error)), Some(browser)) => error.respond(&web, &browser, member.as_ref()),
        _ => response,
    }
}
