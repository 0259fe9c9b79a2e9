//! `/incidents/{id}`, `/incidents/{id}/postmortem`, `/incidents/{id}/corrections`, `/postmortems`.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::{Web, found};
use crate::domain::IncidentId;
use crate::publication::Wanted;
use crate::urls;
use crate::views::public::Problem;
use crate::web::answer::Asked;
use crate::web::error::{HtmlError, StatusApiError};
use crate::web::extract::Path;

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

/// Shows an incident: its page or, with `.json` behind the id as Statuspage takes it, the document of `/api/v2`.
async fn show(State(web): State<Web>, Path(text): Path<String>, asked: Asked) -> Response {
    match text.strip_suffix(".json") {
        Some(text) => show_json(&web, text, &asked).await.into_response(),
        None => show_page(&web, &text, &asked).await.into_response(),
    }
}

async fn show_page(web: &Web, text: &str, asked: &Asked) -> Result<Response, HtmlError> {
    Ok(found(web, Wanted::Incident(id(text)?), asked).await?)
}

async fn show_json(web: &Web, text: &str, asked: &Asked) -> Result<Response, StatusApiError> {
    let id = IncidentId::parse(text).ok_or(StatusApiError(Problem::NotFound))?;
    Ok(found(web, Wanted::IncidentJson(id), asked).await?)
}

async fn postmortem(
    State(web): State<Web>,
    Path(text): Path<String>,
    asked: Asked,
) -> Result<Response, HtmlError> {
    Ok(found(&web, Wanted::Postmortem(id(&text)?), &asked).await?)
}

async fn corrections(
    State(web): State<Web>,
    Path(text): Path<String>,
    asked: Asked,
) -> Result<Response, HtmlError> {
    Ok(found(&web, Wanted::Corrections(id(&text)?), &asked).await?)
}

async fn list_postmortems(State(web): State<Web>, asked: Asked) -> Result<Response, HtmlError> {
    Ok(found(&web, Wanted::Postmortems, &asked).await?)
}
