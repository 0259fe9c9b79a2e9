//! The second factor of one's own account: set up, turned off, its recovery codes.

use axum::http::StatusCode;
use axum::response::Response;

use super::account;
use crate::urls::admin as urls;
use crate::views::staff::{self, Done, Held, SecondFactorPage, Section, Values};
use crate::web::admin::entry::ReturnTo;
use crate::web::admin::form::{Outcome, Parsed, Redisplay, submit};
use crate::web::admin::{Answer, Sent, StaffRequest, VisitorRequest, html, see_other};

/// Shows the secret of a second factor to set up.
pub(super) async fn show(request: StaffRequest) -> Answer {
    page(&request, "", Redisplay::of(Values::default()))
}

fn page(request: &StaffRequest, secret: &str, redisplay: Redisplay) -> Answer {
    let issuer = &request.edition.state.page.name;
    let staff = &request.member.staff;
    let factor = request.app().offer_second_factor(staff, issuer, secret)?;
    let frame = request.frame(&request.site().words.say("factor-title"), Section::Account);
    let shown = SecondFactorPage {
        secret: &factor.secret,
        url: &factor.url,
        email: &staff.person.email,
        problems: redisplay.problems,
    };
    let page = staff::second_factor(frame, request.site(), shown);
    Ok(html(redisplay.status, page))
}

/// Answers a form of somebody who must set up a second factor first, and keeps what was typed.
pub(super) fn keep(request: &VisitorRequest, return_to: &ReturnTo) -> Response {
    if return_to.kept().is_empty() {
        return see_other(urls::SECOND_FACTOR);
    }
    let values = Values::new(return_to.kept().to_vec());
    let (frame, next) = (request.frame(""), return_to.next());
    let page = staff::held(frame, request.site(), Held::FactorFirst, next, &values);
    html(StatusCode::FORBIDDEN, page)
}

/// Puts the second factor to use.
pub(super) async fn confirm(Sent(request, fields): Sent) -> Answer {
    if fields.is_resumed() {
        return Ok(see_other(urls::SECOND_FACTOR));
    }
    let (secret, code) = (fields.text("secret"), fields.text("code"));
    let deed = async |password: String| {
        let (who, staff) = (request.actor(), &request.member.staff);
        let app = request.app();
        let confirmed = app.set_up_second_factor(who, staff, secret, &password, code);
        Ok(Outcome::Answered(codes_page(&request, &confirmed.await?)))
    };
    let page = async |redisplay| page(&request, secret, redisplay);
    let password = Parsed::Value(fields.text("factor_password").to_owned());
    submit(&request, &fields, password, deed, page).await
}

/// Turns the second factor off, or makes new recovery codes.
pub(super) async fn manage(Sent(request, fields): Sent) -> Answer {
    if fields.is_resumed() {
        return Ok(see_other(urls::ACCOUNT));
    }
    let deed = async |password: String| {
        let (app, who) = (request.app(), request.actor());
        if fields.button() == "off" {
            app.end_second_factor(who, &password).await?;
            return Ok(Outcome::done(urls::ACCOUNT, Done::FactorOff));
        }
        let codes = app.renew_recovery_codes(who, &password).await?;
        Ok(Outcome::Answered(codes_page(&request, &codes)))
    };
    let page = async |redisplay| account::page(&request, redisplay).await;
    let password = Parsed::Value(fields.text("factor_password").to_owned());
    submit(&request, &fields, password, deed, page).await
}

fn codes_page(request: &StaffRequest, codes: &[String]) -> Response {
    let frame = request.frame(&request.site().words.say("codes-title"), Section::Account);
    let page = staff::recovery_codes(frame, request.site(), codes);
    html(StatusCode::OK, page)
}
