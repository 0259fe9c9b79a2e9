//! The Status API v2 as far as it is not in the hot set: `/api/v2/incidents/ID.json`.

use axum::Router;
use axum::extract::State;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_MAX_AGE,
};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::Web;
use super::answer::Asked;
use super::error::StatusApiError;
use super::public::found;
use crate::domain::IncidentId;
use crate::publication::Wanted;
use crate::views::public::Problem;
use crate::web::extract::Path;

pub(super) fn router() -> Router<Web> {
    Router::new()
        .route(
            "/api/v2/incidents/{file}",
            get(show_incident).options(preflight),
        )
        .route("/api/v2/{*rest}", get(hot).options(preflight))
}

/// Answers with a document of the hot set when the front did not.
async fn hot(State(web): State<Web>, asked: Asked) -> Result<Response, StatusApiError> {
    let document = web
        .publication
        .hot(asked.path())
        .ok_or(StatusApiError(Problem::NotFound))?;
    Ok(asked.answer(&document, web.publication.now()))
}

async fn show_incident(
    State(web): State<Web>,
    Path(file): Path<String>,
    asked: Asked,
) -> Result<Response, StatusApiError> {
    if web.publication.hot(asked.path()).is_some() {
        return hot(State(web), asked).await;
    }
    let id = file
        .strip_suffix(".json")
        .and_then(IncidentId::parse)
        .ok_or(StatusApiError(Problem::NotFound))?;
    Ok(found(&web, Wanted::IncidentJson(id), &asked).await?)
}

/// Lets scripts of other sites ask, also with headers of their own.
async fn preflight() -> impl IntoResponse {
    [
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"),
        (ACCESS_CONTROL_ALLOW_HEADERS, "*"),
        (ACCESS_CONTROL_MAX_AGE, "86400"),
    ]
}
