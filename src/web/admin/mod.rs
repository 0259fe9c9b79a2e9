//! The staff pages (`/admin`): forms and lists over the same deeds that `/v1` uses.

mod account;
mod again;
mod audit;
mod audit_export;
mod back;
mod bulk;
mod component_forms;
mod components;
mod composer;
mod cookie;
mod csrf;
mod dashboard;
mod drafting;
mod editing;
mod error;
mod first;
mod form;
mod guard;
mod incidents;
mod joining;
mod login;
mod maintenance;
mod maintenances;
mod page;
mod picked;
mod prefill;
mod repeats;
mod route;
mod routes;
mod routes_access;
mod routes_audit;
mod routes_components;
mod routes_incidents;
mod routes_maintenances;
mod routes_page;
mod schedule;
mod schedule_form;
mod series;
mod settings;
mod settings_images;
mod team;
mod templates;
mod times;
mod tokens;
mod unexplained;
mod upload;
mod window;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use axum::middleware::{self, Next};
use tower_http::compression::CompressionLayer;

use super::{Web, budget};
use error::{Sent, Untold};
use form::Form;
use guard::{Browser, Gate, Member};

pub use guard::Access;
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
            first: first::first,
        };
        let state = (web.clone(), gate);
        let handler = route
            .handler
            .layer(middleware::from_fn_with_state(web.clone(), tell))
            .layer(middleware::from_fn_with_state(state, guard::guard));
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
        let detail = serde_json::json!({ "method": method.as_str() });
        web.app.record_denial(&member.actor, &path, detail).await;
    }
    match (untold, browser) {
        (Some(Untold(error)), Some(browser)) => {
            error.respond_to(&web, &browser, member.as_ref(), sent.as_ref())
        }
        _ => response,
    }
}
