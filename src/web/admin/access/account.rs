//! One's own account.

use axum::body::Body;
use axum::http::{Response, StatusCode};

use crate::app;
use crate::domain::SessionId;
use crate::urls::admin as urls;
use crate::views::staff;
use crate::views::staff::{
    Account, Done, Held, Problems, SecondFactorPage, Section, SessionRow, Values,
};
use crate::web::Web;
use crate::web::admin::entry::guard::Browser;
use crate::web::admin::entry::return_to::Back;
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::reply::{Here, desk, done, html, see_other, status_of, without_session};
use crate::web::extract::Path;

/// Shows the account.
pub(in crate::web::admin) async fn show(here: Here) -> Result<Response<Body>, AdminError> {
    page(&here, Problems::default(), None).await
}

/// Shows what small screens have no room for.
pub(super) async fn more(here: Here) -> Response<Body> {
    let desk = here.desk(&here.site().words.say("nav-more"), Section::Nowhere);
    html(StatusCode::OK, staff::more(desk, here.site()))
}

async fn page(
    here: &Here,
    problems: Problems,
    values: Option<Values>,
) -> Result<Response<Body>, AdminError> {
    let user = &here.member.staff.user;
    let sessions = here.web.app.list_own_sessions(&here.member.actor).await?;
    let codes_left = here
        .web
        .app
        .reads()
        .read()
        .await?
        .count_recovery_codes(&user.id)
        .await?;
    let status = status_of(&problems);
    let values = values
        .filter(|values| values.get("name").is_some())
        .unwrap_or_else(|| Values::default().with("name", user.name.clone()));
    let shown = Account {
        email: &user.email,
        has_factor: user.totp.is_some(),
        codes_left,
        sessions: sessions
            .into_iter()
            .map(|session| SessionRow {
                is_this: session.id == here.member.staff.session.id,
                id: session.id,
                agent: session.agent,
                address: session.address,
                seen_at: session.seen_at,
            })
            .collect(),
        values: &values,
        problems,
    };
    let desk = here.desk(&here.site().words.say("nav-account"), Section::Account);
    Ok(html(status, staff::account(desk, here.site(), shown)))
}

/// Shows the account again with what a deed refused, or answers with another error.
async fn again(here: &Here, form: &Form, error: app::Error) -> Result<Response<Body>, AdminError> {
    match error {
        app::Error::Invalid(errors) => {
            let values = Values::new(form.kept());
            page(here, here.problems(&errors), Some(values)).await
        }
        other => Err(other.into()),
    }
}

/// Changes the name.
pub(super) async fn rename(here: Here, form: Form) -> Result<Response<Body>, AdminError> {
    if form.is_resumed() {
        return page(&here, Problems::default(), Some(Values::new(form.kept()))).await;
    }
    let renamed = here
        .web
        .app
        .change_own_name(&here.member.actor, form.text("name"))
        .await;
    match renamed {
        Ok(()) => Ok(done(urls::ACCOUNT, Done::NameChanged)),
        Err(error) => again(&here, &form, error).await,
    }
}

/// Changes the password; whoever did it logs in anew.
pub(super) async fn change_password(here: Here, form: Form) -> Result<Response<Body>, AdminError> {
    if form.is_resumed() {
        return Ok(see_other(urls::ACCOUNT));
    }
    let changed = here
        .web
        .app
        .change_own_password(
            &here.member.actor,
            form.text("current_password"),
            form.text("password"),
        )
        .await;
    match changed {
        Ok(()) => {
            let response = done(urls::LOGIN, Done::PasswordChanged);
            Ok(without_session(response, &here.web.url))
        }
        Err(error) => again(&here, &form, error).await,
    }
}

/// Ends one session.
pub(super) async fn end_session(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    if form.is_resumed() {
        return Ok(see_other(urls::ACCOUNT));
    }
    let id = SessionId::parse(&id).ok_or(AdminError::NOT_FOUND)?;
    let who = &here.member.actor;
    match here.web.app.end_own_session(who, &id).await {
        Ok(()) | Err(app::Error::NotFound) => Ok(done(urls::ACCOUNT, Done::SessionEnded)),
        Err(error) => Err(error.into()),
    }
}

/// Ends every session but this one.
pub(super) async fn end_other_sessions(
    here: Here,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    if form.is_resumed() {
        return Ok(see_other(urls::ACCOUNT));
    }
    here.web
        .app
        .end_other_sessions(&here.member.actor, &here.member.staff)
        .await?;
    Ok(done(urls::ACCOUNT, Done::OthersEnded))
}

/// Shows the secret of a second factor to set up.
pub(super) async fn show_factor(here: Here) -> Result<Response<Body>, AdminError> {
    factor_page(&here, "", Problems::default())
}

fn factor_page(
    here: &Here,
    secret: &str,
    problems: Problems,
) -> Result<Response<Body>, AdminError> {
    let issuer = &here.edition.state.page.name;
    let staff = &here.member.staff;
    let factor = here.web.app.offer_second_factor(staff, issuer, secret)?;
    let status = status_of(&problems);
    let desk = here.desk(&here.site().words.say("factor-title"), Section::Account);
    let shown = SecondFactorPage {
        secret: &factor.secret,
        url: &factor.url,
        email: &staff.user.email,
        problems,
    };
    Ok(html(status, staff::second_factor(desk, here.site(), shown)))
}

/// Answers a form that was sent before a second factor was set up which everybody needs by now: what was
/// typed waits.
pub(super) fn keep_for_factor(web: &Web, browser: &Browser, back: &Back) -> Response<Body> {
    if back.kept().is_empty() {
        return see_other(urls::SECOND_FACTOR);
    }
    let edition = web.publication.edition();
    let site = edition.site();
    let values = Values::new(back.kept().to_vec());
    let frame = desk(web, browser, site, "");
    let page = staff::held(frame, site, Held::FactorFirst, back.next(), &values);
    html(StatusCode::FORBIDDEN, page)
}

/// Puts the second factor to use.
pub(super) async fn confirm_factor(here: Here, form: Form) -> Result<Response<Body>, AdminError> {
    if form.is_resumed() {
        return Ok(see_other(urls::SECOND_FACTOR));
    }
    let (who, staff) = (&here.member.actor, &here.member.staff);
    let (secret, password) = (form.text("secret"), form.text("factor_password"));
    let confirmed = here
        .web
        .app
        .set_up_second_factor(who, staff, secret, password, form.text("code"))
        .await;
    match confirmed {
        Ok(codes) => Ok(codes_page(&here, &codes)),
        Err(app::Error::Invalid(errors)) => factor_page(&here, secret, here.problems(&errors)),
        Err(error) => Err(error.into()),
    }
}

/// Turns the second factor off, or makes new recovery codes.
pub(super) async fn manage_factor(here: Here, form: Form) -> Result<Response<Body>, AdminError> {
    if form.is_resumed() {
        return Ok(see_other(urls::ACCOUNT));
    }
    let (app, who) = (&here.web.app, &here.member.actor);
    let password = form.text("factor_password");
    let outcome = if form.text("do") == "off" {
        app.end_second_factor(who, password).await.map(|()| None)
    } else {
        app.renew_recovery_codes(who, password).await.map(Some)
    };
    match outcome {
        Ok(None) => Ok(done(urls::ACCOUNT, Done::FactorOff)),
        Ok(Some(codes)) => Ok(codes_page(&here, &codes)),
        Err(error) => again(&here, &form, error).await,
    }
}

fn codes_page(here: &Here, codes: &[String]) -> Response<Body> {
    let desk = here.desk(&here.site().words.say("codes-title"), Section::Account);
    html(
        StatusCode::OK,
        staff::recovery_codes(desk, here.site(), codes),
    )
}
