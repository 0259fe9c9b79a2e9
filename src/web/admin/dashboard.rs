//! The dashboard.

use axum::body::Body;
use axum::http::{Response, StatusCode};

use super::error::AdminError;
use super::page::{Here, html};
use crate::views::staff::{self, Section};

/// Shows the dashboard.
pub(super) async fn show(here: Here) -> Result<Response<Body>, AdminError> {
    let desk = here.desk(&here.site().words.say("nav-dashboard"), Section::Dashboard);
    Ok(html(StatusCode::OK, staff::more(desk, here.site())))
}

/// Answers what no route matches.
pub(super) async fn not_found() -> AdminError {
    AdminError::NOT_FOUND
}
