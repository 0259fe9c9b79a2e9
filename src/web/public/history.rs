//! `/history?month=YYYY-MM`, Statuspage's `/history?page=N`, and the same for programs.

use axum::Router;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{ACCEPT, VARY};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::{Web, found};
use crate::publication::{Months, Wanted};
use crate::urls;
use crate::views::public::Problem;
use crate::web::answer::Asked;
use crate::web::error::{HtmlError, StatusApiError};
use crate::zone::Month;

pub(super) fn router() -> Router<Web> {
    Router::new()
        .route(urls::HISTORY, get(show))
        .route(urls::HISTORY_JSON, get(show_json))
}

/// Answers a browser with the page, and who asks for JSON with that.
async fn show(State(web): State<Web>, asked: Asked) -> Response {
    let mut response = if asks_for_json(&asked) {
        show_json(State(web), asked).await.into_response()
    } else {
        match months(&asked) {
            Some(months) => found(&web, Wanted::History(months), &asked)
                .await
                .map_err(HtmlError::from),
            None => Err(HtmlError(Problem::BadRequest)),
        }
        .into_response()
    };
    let accept = HeaderValue::from_static("Accept");
    response.headers_mut().append(VARY, accept);
    response
}

async fn show_json(State(web): State<Web>, asked: Asked) -> Result<Response, StatusApiError> {
    let months = months(&asked).ok_or(StatusApiError(Problem::BadRequest))?;
    Ok(found(&web, Wanted::HistoryJson(months), &asked).await?)
}

fn asks_for_json(asked: &Asked) -> bool {
    let accept = asked.header(&ACCEPT).unwrap_or_default();
    accept.contains("application/json") && !accept.contains("text/html")
}

/// Reads the query; page 0 is page 1. A month or page that is not one is refused.
fn months(asked: &Asked) -> Option<Months> {
    if let Some(month) = asked.parameter("month") {
        return Month::parse(month).map(Months::EndingWith);
    }
    let page = asked.parameter("page").unwrap_or("1");
    page.parse::<u32>()
        .ok()
        .map(|page| Months::Page(page.max(1)))
}
