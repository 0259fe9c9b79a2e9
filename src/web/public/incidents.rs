//! `/incidents/{id}`, `/incidents/{id}/postmortem`, `/incidents/{id}/corrections`, `/postmortems`.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;

use super::{Web, found};
use crate::domain::IncidentId;
use crate::publication::Wanted;
use crate::urls;
use crate::views::public::Problem;
use crate::web::answer::Asked;
use crate::web::error::HtmlError;

pub(super) fn router() -> Router<Web> {
    Router::new()
        .route("/incidents/{id}", get(show))
        .route("/incidents/{id}/postmortem", get(postmortem))
        .route("/incidents/{id}/corrections", get(corrections))
        .route(urls::POSTMORTEMS, get(list_postmortems))
}

fn id(text: &str) -> Result<IncidentId, HtmlError> {
    IncidentId::parse(text).ok_or(HtmlError(Problem::NotFound))
}

async fn show(
    State(web): State<Web>,
    Path(text): Path<String>,
    asked: Asked,
) -> Result<Response, HtmlError> {
    found(&web, Wanted::Incident(id(&text)?), &asked).await
}

async fn postmortem(
    State(web): State<Web>,
    Path(text): Path<String>,
    asked: Asked,
) -> Result<Response, HtmlError> {
    found(&web, Wanted::Postmortem(id(&text)?), &asked).await
}

async fn corrections(
    State(web): State<Web>,
    Path(text): Path<String>,
    asked: Asked,
) -> Result<Response, HtmlError> {
    found(&web, Wanted::Corrections(id(&text)?), &asked).await
}

async fn list_postmortems(State(web): State<Web>, asked: Asked) -> Result<Response, HtmlError> {
    found(&web, Wanted::Postmortems, &asked).await
}
