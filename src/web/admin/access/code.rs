//! The second factor, shown after the password.

use axum::http::{StatusCode, Uri};
use axum::response::Response;

use super::welcome::{let_in, waiting, welcome};
use crate::app::{self, SignIn};
use crate::views::staff::{self, Values};
use crate::web::admin::entry::{Member, ReturnTo};
use crate::web::admin::form::{Fields, Redisplay};
use crate::web::admin::{Answer, VisitorRequest, html, see_other};

/// Shows the page that asks for the second factor.
pub(super) async fn show(request: VisitorRequest, member: Member, uri: Uri) -> Response {
    let return_to = ReturnTo::of_query(&Fields::of_query(&uri));
    if !member.staff.session.awaits_code {
        return see_other(return_to.page(request.browser.is_shown()));
    }
    code_page(&request, &return_to, Redisplay::of(Values::default()))
}

/// Answers a form that was sent before the second factor was shown: the page that asks for it keeps what
/// was typed.
pub(super) fn keep(request: &VisitorRequest, return_to: &ReturnTo) -> Response {
    let redisplay = Redisplay::of(Values::default()).answering(StatusCode::UNAUTHORIZED);
    code_page(request, return_to, redisplay)
}

/// Checks the second factor.
pub(super) async fn confirm(request: VisitorRequest, member: Member, fields: Fields) -> Answer {
    let return_to = ReturnTo::of(&fields, true);
    if !member.staff.session.awaits_code {
        return Ok(let_in(&request, &return_to));
    }
    if fields.is_resumed() {
        let redisplay = Redisplay::of(Values::default());
        return Ok(code_page(&request, &return_to, redisplay));
    }
    let (app, visitor) = (&request.web.house.app, &request.browser.visitor);
    let code = fields.text("code");
    match app.confirm_code(&member.staff, code, visitor).await {
        Ok(SignIn::In(token)) => Ok(welcome(request, &token, &return_to)),
        Ok(SignIn::AwaitsCode(_) | SignIn::Wrong) => {
            let sentence = request.site().words.say("code-wrong");
            let redisplay = Redisplay::told(&fields, "code", sentence);
            Ok(code_page(&request, &return_to, redisplay))
        }
        Err(app::Error::Limited { retry_after_secs }) => {
            let sentence = staff::too_often(request.site(), retry_after_secs);
            let redisplay =
                Redisplay::told(&fields, "code", sentence).answering(StatusCode::TOO_MANY_REQUESTS);
            let response = code_page(&request, &return_to, redisplay);
            Ok(waiting(response, retry_after_secs))
        }
        Err(error) => Err(error.into()),
    }
}

/// Asks for the second factor.
pub(super) fn code_page(
    request: &VisitorRequest,
    return_to: &ReturnTo,
    redisplay: Redisplay,
) -> Response {
    let site = request.site();
    let frame = request.frame(&site.words.say("code-title"));
    let (next, kept) = (return_to.next(), return_to.kept_field());
    let page = staff::code(frame, site, next, &kept, redisplay.problems);
    html(redisplay.status, page)
}
