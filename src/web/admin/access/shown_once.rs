//! What is shown this once: a new token, a link.

use crate::views::staff::{self, Section, ShownOnce};
use crate::web::admin::{StaffRequest, html};
use axum::http::StatusCode;
use axum::response::Response;

/// Answers with a secret that no page shows again.
pub(super) fn shown_once(request: &StaffRequest, section: Section, shown: ShownOnce) -> Response {
    let frame = request.frame(&shown.title, section);
    let page = staff::shown_once(frame, request.site(), shown);
    html(StatusCode::OK, page)
}
