//! What must come before the page that was asked for.

use super::{code, login, second_factor};
use crate::web::admin::VisitorRequest;
use crate::web::admin::entry::{ReturnTo, SignInStep};
use axum::response::Response;

/// Answers a form with the page of what must come first, which knows the way back.
pub(crate) fn first(step: SignInStep, request: &VisitorRequest, return_to: &ReturnTo) -> Response {
    match step {
        SignInStep::LogIn => login::keep(request, return_to),
        SignInStep::ShowFactor => code::keep(request, return_to),
        SignInStep::SetUpFactor => second_factor::keep(request, return_to),
    }
}
