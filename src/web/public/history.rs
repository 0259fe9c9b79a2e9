//! `/history?month=YYYY-MM`, and Statuspage's `/history?page=N`.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use super::{Web, found};
use crate::publication::Wanted;
use crate::urls;
use crate::views::public::Problem;
use crate::web::answer::Asked;
use crate::web::error::HtmlError;
use crate::zone::Month;

pub(super) fn router() -> Router<Web> {
    Router::new().route(urls::HISTORY, get(show))
}

async fn show(State(web): State<Web>, asked: Asked) -> Result<Response, HtmlError> {
    let wanted = wanted(&asked).ok_or(HtmlError(Problem::BadRequest))?;
    found(&web, wanted, &asked).await
}

/// Reads the query; page 0 is page 1. A month or page that is not one is refused.
fn wanted(asked: &Asked) -> Option<Wanted> {
    if let Some(month) = asked.parameter("month") {
        return Month::parse(month).map(|month| Wanted::History(Some(month)));
    }
    match asked.parameter("page") {
        Some(page) => page.parse::<u32>().ok().map(|page| match page {
            0 | 1 => Wanted::History(None),
            page => Wanted::HistoryPage(page),
        }),
        None => Some(Wanted::History(None)),
    }
}
