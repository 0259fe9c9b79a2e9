//! The pages that customers read, and the feeds, as far as they are not in the hot set.

mod feeds;
mod history;
mod incidents;
mod subscribe;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use super::Web;
use super::answer::Asked;
use super::error::{HtmlError, problem_of};
use crate::publication::Wanted;
use crate::urls;
use crate::views::public::Problem;

pub(super) fn router() -> Router<Web> {
    Router::new()
        .route(urls::HOME, get(hot))
        .merge(incidents::router())
        .merge(history::router())
        .merge(subscribe::router())
        .merge(feeds::router())
}

/// Answers with a document of the hot set when the front did not (it always does over the network).
pub(super) async fn hot(State(web): State<Web>, asked: Asked) -> Result<Response, HtmlError> {
    let document = web
        .publication
        .hot(asked.path())
        .ok_or(HtmlError(Problem::NotFound))?;
    Ok(asked.answer(&document, web.publication.now()))
}

/// Answers with a document rendered on first request.
pub(super) async fn found(web: &Web, wanted: Wanted, asked: &Asked) -> Result<Response, Problem> {
    let found = web.publication.find(wanted).await;
    let document = found.map_err(|trouble| problem_of(&trouble))?;
    let document = document.ok_or(Problem::NotFound)?;
    Ok(asked.answer(&document, web.publication.now()))
}
