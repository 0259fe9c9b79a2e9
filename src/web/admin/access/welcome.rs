//! How somebody gets in once they are known: to where they wanted, or back to what they were writing.

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use crate::views::staff::{self, Values};
use crate::web::admin::entry::ReturnTo;
use crate::web::admin::{VisitorRequest, html, see_other, with_session};

/// Gives somebody their session, and lets them in.
pub(super) fn welcome(request: VisitorRequest, token: &str, return_to: &ReturnTo) -> Response {
    let request = request.signed_in(token);
    let response = let_in(&request, return_to);
    with_session(response, token, &request.web.house.url)
}

/// Lets somebody in: to where they wanted, or back to the form that they had sent.
pub(super) fn let_in(request: &VisitorRequest, return_to: &ReturnTo) -> Response {
    if return_to.kept().is_empty() {
        return see_other(return_to.page(request.browser.is_shown()));
    }
    let site = request.site();
    let values = Values::new(return_to.kept().to_vec());
    let frame = request.frame(&site.words.say("resume-title"));
    let page = staff::resume(frame, site, return_to.next(), &values);
    html(StatusCode::OK, page)
}

/// Says with an answer how long to wait.
pub(super) fn waiting(mut response: Response, secs: u64) -> Response {
    let headers = response.headers_mut();
    headers.insert(RETRY_AFTER, HeaderValue::from(secs));
    response
}
