//! What must come before the page that was asked for.

use axum::body::Body;
use axum::http::Response;

use super::{account, login};
use crate::web::Web;
use crate::web::admin::entry::guard::{Browser, Step};
use crate::web::admin::entry::return_to::Back;

/// Answers a form with the page of what must come first, which knows the way back.
pub(in crate::web::admin) fn first(
    step: Step,
    web: &Web,
    browser: &Browser,
    back: &Back,
) -> Response<Body> {
    match step {
        Step::LogIn => login::keep(web, browser, back),
        Step::ShowFactor => login::keep_half_way(web, browser, back),
        Step::SetUpFactor => account::keep_for_factor(web, browser, back),
    }
}
