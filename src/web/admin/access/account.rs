//! One's own account: name, password, sessions.

use axum::http::StatusCode;
use axum::response::Response;

use crate::domain::SessionId;
use crate::urls::admin as urls;
use crate::views::staff::{self, Account, Done, Section, SessionRow, Values};
use crate::web::admin::form::{Outcome, Parsed, Redisplay, or_gone, press, submit};
use crate::web::admin::{Answer, Id, Sent, StaffRequest, done, html, see_other, without_session};

/// Shows the account.
pub(super) async fn show(request: StaffRequest) -> Answer {
    page(&request, Redisplay::of(Values::default())).await
}

/// Shows what small screens have no room for.
pub(super) async fn more(request: StaffRequest) -> Response {
    let frame = request.frame(&request.site().words.say("nav-more"), Section::Nowhere);
    html(StatusCode::OK, staff::more(frame, request.site()))
}

/// Shows the account with a form of it.
pub(super) async fn page(request: &StaffRequest, redisplay: Redisplay) -> Answer {
    let person = &request.member.staff.person;
    let sessions = request.app().list_own_sessions(request.actor()).await?;
    let codes_left = request
        .web
        .read()
        .await?
        .count_recovery_codes(&person.id)
        .await?;
    let values = match redisplay.values.get("name") {
        Some(_) => redisplay.values,
        None => Values::default().with("name", person.name.clone()),
    };
    let shown = Account {
        email: &person.email,
        has_factor: person.totp.is_some(),
        codes_left,
        sessions: sessions
            .into_iter()
            .map(|session| SessionRow {
                is_this: session.id == request.member.staff.session.id,
                id: session.id,
                agent: session.agent,
                address: session.address,
                seen_at: session.seen_at,
            })
            .collect(),
        values: &values,
        problems: redisplay.problems,
    };
    let frame = request.frame(&request.site().words.say("nav-account"), Section::Account);
    let page = staff::account(frame, request.site(), shown);
    Ok(html(redisplay.status, page))
}

/// Changes the name.
pub(super) async fn rename(Sent(request, fields): Sent) -> Answer {
    let deed = async |name: String| {
        request
            .app()
            .change_own_name(request.actor(), &name)
            .await?;
        Ok(Outcome::done(urls::ACCOUNT, Done::NameChanged))
    };
    let page = async |redisplay| page(&request, redisplay).await;
    let name = Parsed::Value(fields.text("name").to_owned());
    submit(&request, &fields, name, deed, page).await
}

/// The password that somebody has, and the one that they want.
struct PasswordForm {
    current: String,
    new: String,
}

/// Changes the password; the person logs in anew.
pub(super) async fn change_password(Sent(request, fields): Sent) -> Answer {
    if fields.is_resumed() {
        return Ok(see_other(urls::ACCOUNT));
    }
    let form = PasswordForm {
        current: fields.text("current_password").to_owned(),
        new: fields.text("password").to_owned(),
    };
    let deed = async |form: PasswordForm| {
        let (app, who) = (request.app(), request.actor());
        app.change_own_password(who, &form.current, &form.new)
            .await?;
        let response = done(urls::LOGIN, Done::PasswordChanged);
        let response = without_session(response, &request.web.house.url);
        Ok(Outcome::Answered(response))
    };
    let page = async |redisplay| page(&request, redisplay).await;
    submit(&request, &fields, Parsed::Value(form), deed, page).await
}

/// Ends one session.
pub(super) async fn end_session(Sent(request, fields): Sent, Id(id): Id<SessionId>) -> Answer {
    if fields.is_resumed() {
        return Ok(see_other(urls::ACCOUNT));
    }
    let ended = async { or_gone(request.app().end_own_session(request.actor(), &id).await) };
    press(&fields, urls::ACCOUNT, Done::SessionEnded, ended).await
}

/// Ends every session but this one.
pub(super) async fn end_other_sessions(Sent(request, fields): Sent) -> Answer {
    let (app, who) = (request.app(), request.actor());
    let ended = app.end_other_sessions(who, &request.member.staff);
    press(&fields, urls::ACCOUNT, Done::OthersEnded, ended).await
}
