//! The feeds in their variants: `?items=updates` gives one item an update.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use super::{Web, found, hot};
use crate::feeds::Items;
use crate::publication::Wanted;
use crate::urls;
use crate::web::answer::Asked;
use crate::web::error::HtmlError;

pub(super) fn router() -> Router<Web> {
    let route = |wanted: fn(Items) -> Wanted| {
        get(move |state: State<Web>, asked: Asked| show(wanted, state, asked))
    };
    Router::new()
        .route(urls::ATOM, route(Wanted::Atom))
        .route(urls::RSS, route(Wanted::Rss))
        .route(urls::JSON_FEED, route(Wanted::JsonFeed))
}

async fn show(
    wanted: fn(Items) -> Wanted,
    State(web): State<Web>,
    asked: Asked,
) -> Result<Response, HtmlError> {
    match asked.parameter("items") {
        Some("updates") => Ok(found(&web, wanted(Items::Updates), &asked).await?),
        _ => hot(State(web), asked).await,
    }
}
