//! `/subscribe`.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use super::{Web, found};
use crate::publication::Wanted;
use crate::urls;
use crate::web::answer::Asked;
use crate::web::error::HtmlError;

pub(super) fn router() -> Router<Web> {
    Router::new().route(urls::SUBSCRIBE, get(show))
}

async fn show(State(web): State<Web>, asked: Asked) -> Result<Response, HtmlError> {
    Ok(found(&web, Wanted::Subscribe, &asked).await?)
}
