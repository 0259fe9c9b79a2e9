//! Logging in and out.

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, Response, StatusCode, Uri};

use crate::app;
use crate::app::SignIn;
use crate::urls::admin as urls;
use crate::views::staff;
use crate::views::staff::{Done, LoginPage, Problems, Values};
use crate::web::Web;
use crate::web::admin::entry::guard::{Browser, Member};
use crate::web::admin::entry::return_to::Back;
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::reply::{desk, done, html, see_other, with_session, without_session};

/// Shows the log-in page.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    browser: Browser,
    member: Option<Extension<Member>>,
    uri: Uri,
) -> Response<Body> {
    let query = Form::of_query(&uri);
    let back = Back::of_query(&query);
    match member {
        Some(Extension(member)) if member.staff.session.awaits_code => {
            see_other(&back.through(urls::LOGIN_CODE))
        }
        Some(_) => see_other(back.page(browser.is_shown())),
        None => {
            let done = query.get("done").and_then(Done::parse);
            login_page(&web, &browser, &back, LoginForm::after(done))
        }
    }
}

/// Longest address that is shown again, in characters.
const EMAIL_CHARS: usize = 254;

/// What the log-in page says and holds.
#[derive(Default)]
struct LoginForm {
    done: Option<Done>,
    values: Values,
    problems: Problems,
    status: StatusCode,
}

impl LoginForm {
    fn after(done: Option<Done>) -> Self {
        Self {
            done,
            ..Self::default()
        }
    }

    /// Returns what is shown again of the form: anybody may have sent it.
    fn shown(form: &Form) -> Values {
        form.lines(&[("email", EMAIL_CHARS)])
    }

    /// With what was typed, and what is wrong with it.
    fn again(form: &Form, sentence: String, status: StatusCode) -> Self {
        let mut problems = Problems::default();
        problems.tell("email", sentence);
        Self {
            values: Self::shown(form),
            problems,
            status,
            done: None,
        }
    }
}

fn login_page(web: &Web, browser: &Browser, back: &Back, shown: LoginForm) -> Response<Body> {
    let edition = web.publication.edition();
    let site = edition.site();
    let frame = desk(web, browser, site, &site.words.say("log-in-title")).after(shown.done, site);
    let page = LoginPage {
        next: back.next(),
        kept: &back.kept_field(),
        values: &shown.values,
        problems: shown.problems,
    };
    html(shown.status, staff::login(frame, site, page))
}

/// Answers a form that was sent without a session: the log-in page keeps what was typed.
pub(in crate::web::admin) fn keep(web: &Web, browser: &Browser, back: &Back) -> Response<Body> {
    let shown = LoginForm {
        status: StatusCode::UNAUTHORIZED,
        ..LoginForm::default()
    };
    login_page(web, browser, back, shown)
}

/// Answers a form that was sent before the second factor was shown: the page that asks for it keeps what
/// was typed.
pub(super) fn keep_half_way(web: &Web, browser: &Browser, back: &Back) -> Response<Body> {
    let (problems, status) = (Problems::default(), StatusCode::UNAUTHORIZED);
    code_page(web, browser, back, problems, status)
}

/// Checks address and password.
pub(super) async fn log_in(
    State(web): State<Web>,
    browser: Browser,
    member: Option<Extension<Member>>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let back = Back::of(&form, browser.may_keep());
    if form.is_resumed() {
        return Ok(match member {
            Some(Extension(member)) if member.staff.session.awaits_code => {
                let problems = Problems::default();
                code_page(&web, &browser, &back, problems, StatusCode::OK)
            }
            Some(_) => inside(&web, &browser, &back),
            None => {
                let shown = LoginForm {
                    values: LoginForm::shown(&form),
                    ..LoginForm::default()
                };
                login_page(&web, &browser, &back, shown)
            }
        });
    }
    let signed_in = web
        .app
        .sign_in(form.text("email"), form.text("password"), &browser.visitor)
        .await;
    let edition = web.publication.edition();
    let words = edition.site().words;
    match signed_in {
        Ok(SignIn::In(token)) => {
            let response = inside(&web, &browser.signed_in(&token), &back);
            Ok(with_session(response, &token, &web.url))
        }
        Ok(SignIn::AwaitsCode(token)) => {
            let response = if back.kept().is_empty() {
                see_other(&back.through(urls::LOGIN_CODE))
            } else {
                let (inside, problems) = (browser.signed_in(&token), Problems::default());
                code_page(&web, &inside, &back, problems, StatusCode::OK)
            };
            Ok(with_session(response, &token, &web.url))
        }
        Ok(SignIn::Wrong) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            let shown = LoginForm::again(&form, words.say("log-in-wrong"), status);
            Ok(login_page(&web, &browser, &back, shown))
        }
        Err(app::Error::Limited { retry_after_secs }) => {
            let status = StatusCode::TOO_MANY_REQUESTS;
            let sentence = staff::too_often(edition.site(), retry_after_secs);
            let shown = LoginForm::again(&form, sentence, status);
            let response = login_page(&web, &browser, &back, shown);
            Ok(waiting(response, retry_after_secs))
        }
        Err(error) => Err(error.into()),
    }
}

/// Shows the page that asks for the second factor.
pub(super) async fn show_code(
    State(web): State<Web>,
    browser: Browser,
    member: Member,
    uri: Uri,
) -> Response<Body> {
    let back = Back::of_query(&Form::of_query(&uri));
    if !member.staff.session.awaits_code {
        return see_other(back.page(browser.is_shown()));
    }
    code_page(&web, &browser, &back, Problems::default(), StatusCode::OK)
}

/// Checks the second factor.
pub(super) async fn confirm_code(
    State(web): State<Web>,
    browser: Browser,
    member: Member,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let back = Back::of(&form, true);
    if !member.staff.session.awaits_code {
        return Ok(inside(&web, &browser, &back));
    }
    let mut problems = Problems::default();
    if form.is_resumed() {
        return Ok(code_page(&web, &browser, &back, problems, StatusCode::OK));
    }
    let signed_in = web
        .app
        .confirm_code(&member.staff, form.text("code"), &browser.visitor)
        .await;
    let edition = web.publication.edition();
    let words = edition.site().words;
    match signed_in {
        Ok(SignIn::In(token)) => {
            let response = inside(&web, &browser.signed_in(&token), &back);
            Ok(with_session(response, &token, &web.url))
        }
        Ok(SignIn::AwaitsCode(_) | SignIn::Wrong) => {
            problems.tell("code", words.say("code-wrong"));
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(code_page(&web, &browser, &back, problems, status))
        }
        Err(app::Error::Limited { retry_after_secs }) => {
            problems.tell("code", staff::too_often(edition.site(), retry_after_secs));
            let status = StatusCode::TOO_MANY_REQUESTS;
            let response = code_page(&web, &browser, &back, problems, status);
            Ok(waiting(response, retry_after_secs))
        }
        Err(error) => Err(error.into()),
    }
}

fn code_page(
    web: &Web,
    browser: &Browser,
    back: &Back,
    problems: Problems,
    status: StatusCode,
) -> Response<Body> {
    let edition = web.publication.edition();
    let site = edition.site();
    let frame = desk(web, browser, site, &site.words.say("code-title"));
    let (next, kept) = (back.next(), back.kept_field());
    html(status, staff::code(frame, site, next, &kept, problems))
}

/// Lets somebody in: to where they wanted, or back to the form that they had sent.
fn inside(web: &Web, browser: &Browser, back: &Back) -> Response<Body> {
    if back.kept().is_empty() {
        return see_other(back.page(browser.is_shown()));
    }
    let edition = web.publication.edition();
    let site = edition.site();
    let values = Values::new(back.kept().to_vec());
    let frame = desk(web, browser, site, &site.words.say("resume-title"));
    let page = staff::resume(frame, site, back.next(), &values);
    html(StatusCode::OK, page)
}

/// Says with an answer how long to wait.
fn waiting(mut response: Response<Body>, secs: u64) -> Response<Body> {
    let headers = response.headers_mut();
    headers.insert(RETRY_AFTER, HeaderValue::from(secs));
    response
}

/// Ends the session.
pub(super) async fn log_out(
    State(web): State<Web>,
    browser: Browser,
    member: Member,
) -> Result<Response<Body>, AdminError> {
    web.app
        .sign_out(&member.staff, &browser.visitor.address)
        .await?;
    let response = done(urls::LOGIN, Done::LoggedOut);
    Ok(without_session(response, &web.url))
}
