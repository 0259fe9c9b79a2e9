//! Logging in and out.

use axum::http::{StatusCode, Uri};
use axum::response::Response;

use super::code::code_page;
use super::welcome::{let_in, waiting, welcome};
use crate::app::{self, SignIn};
use crate::urls::admin as urls;
use crate::views::staff::{self, Done, LoginPage, Values};
use crate::web::admin::entry::{Member, ReturnTo};
use crate::web::admin::form::{Fields, Redisplay};
use crate::web::admin::{
    Answer, VisitorRequest, done, html, see_other, with_session, without_session,
};

/// Longest address that is shown again, in characters.
const EMAIL_CHARS: usize = 254;

/// Shows the log-in page.
pub(super) async fn show(request: VisitorRequest, uri: Uri) -> Response {
    let query = Fields::of_query(&uri);
    let return_to = ReturnTo::of_query(&query);
    match &request.member {
        Some(member) if member.staff.session.awaits_code => {
            see_other(&return_to.through(urls::LOGIN_CODE))
        }
        Some(_) => see_other(return_to.page(request.browser.is_shown())),
        None => {
            let done = query.get("done").and_then(Done::parse);
            let redisplay = Redisplay::of(Values::default());
            page(&request, &return_to, redisplay, done)
        }
    }
}

fn page(
    request: &VisitorRequest,
    return_to: &ReturnTo,
    redisplay: Redisplay,
    done: Option<Done>,
) -> Response {
    let site = request.site();
    let frame = request.frame(&site.words.say("log-in-title"));
    let shown = LoginPage {
        next: return_to.next(),
        kept: &return_to.kept_field(),
        values: &redisplay.values,
        problems: redisplay.problems,
    };
    let page = staff::login(frame.after(done, site), site, shown);
    html(redisplay.status, page)
}

/// Answers a form that was sent without a session: the log-in page keeps what was typed.
pub(super) fn keep(request: &VisitorRequest, return_to: &ReturnTo) -> Response {
    let redisplay = Redisplay::of(Values::default()).answering(StatusCode::UNAUTHORIZED);
    page(request, return_to, redisplay, None)
}

/// Checks address and password.
pub(super) async fn log_in(request: VisitorRequest, fields: Fields) -> Answer {
    let return_to = ReturnTo::of(&fields, request.browser.may_keep());
    // Anybody may have sent it, so no more than the address is shown again.
    let typed = fields.lines(&[("email", EMAIL_CHARS)]);
    if fields.is_resumed() {
        return Ok(match &request.member {
            Some(member) if member.staff.session.awaits_code => {
                code_page(&request, &return_to, Redisplay::of(Values::default()))
            }
            Some(_) => let_in(&request, &return_to),
            None => page(&request, &return_to, Redisplay::of(typed), None),
        });
    }
    let visitor = &request.browser.visitor;
    let (email, password) = (fields.text("email"), fields.text("password"));
    let signed_in = request
        .web
        .house
        .app
        .sign_in(email, password, visitor)
        .await;
    let again = |sentence| Redisplay::told(&fields, "email", sentence).holding(typed);
    match signed_in {
        Ok(SignIn::In(token)) => Ok(welcome(request, &token, &return_to)),
        Ok(SignIn::AwaitsCode(token)) => {
            let url = request.web.house.url.clone();
            let response = if return_to.kept().is_empty() {
                see_other(&return_to.through(urls::LOGIN_CODE))
            } else {
                let request = request.signed_in(&token);
                code_page(&request, &return_to, Redisplay::of(Values::default()))
            };
            Ok(with_session(response, &token, &url))
        }
        Ok(SignIn::Wrong) => {
            let redisplay = again(request.site().words.say("log-in-wrong"));
            Ok(page(&request, &return_to, redisplay, None))
        }
        Err(app::Error::Limited { retry_after_secs }) => {
            let redisplay = again(staff::too_often(request.site(), retry_after_secs))
                .answering(StatusCode::TOO_MANY_REQUESTS);
            let response = page(&request, &return_to, redisplay, None);
            Ok(waiting(response, retry_after_secs))
        }
        Err(error) => Err(error.into()),
    }
}

/// Ends the session.
pub(super) async fn log_out(request: VisitorRequest, member: Member) -> Answer {
    let address = &request.browser.visitor.address;
    request
        .web
        .house
        .app
        .sign_out(&member.staff, address)
        .await?;
    let response = done(urls::LOGIN, Done::LoggedOut);
    Ok(without_session(response, &request.web.house.url))
}
