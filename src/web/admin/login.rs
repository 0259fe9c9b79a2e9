//! Logging in and out, and the way back to what was being written.

use axum::body::Body;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{Response, StatusCode, Uri};

use super::error::AdminError;
use super::form::Form;
use super::guard::{Browser, Member};
use super::page::{desk, done, html, see_other, status_of, with_session, without_session};
use crate::app::SignIn;
use crate::urls::admin as urls;
use crate::views::staff::{self, Done, LoginPage, Problems, Values};
use crate::web::Web;

/// Returns the log-in page's path that leads back here.
pub(super) fn path_back_to(uri: &Uri) -> String {
    let here = uri
        .path_and_query()
        .map_or(urls::DASHBOARD, |here| here.as_str());
    if here == urls::DASHBOARD {
        return urls::LOGIN.to_owned();
    }
    let next: String = url::form_urlencoded::byte_serialize(here.as_bytes()).collect();
    format!("{}?next={next}", urls::LOGIN)
}

/// Accepts a path of the staff pages; anything else becomes the dashboard.
///
/// A browser reads `//host` and `/\host` as another site, and drops tabs and line breaks.
fn local(next: &str) -> &str {
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let is_plain = next
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if urls::is_admin(path) && is_plain && !path.starts_with(urls::LOGIN) {
        next
    } else {
        urls::DASHBOARD
    }
}

/// Shows the log-in page.
pub(super) async fn show(State(web): State<Web>, browser: Browser, uri: Uri) -> Response<Body> {
    let query = Form::of_query(&uri);
    if let Some(token) = &browser.visitor.token
        && let Ok(Some(staff)) = web.app.find_staff(token).await
    {
        return see_other(if staff.session.awaits_code {
            urls::LOGIN_CODE
        } else {
            local(query.text("next"))
        });
    }
    let edition = web.publication.edition();
    let site = edition.site();
    let frame = desk(&web, &browser, site, &site.words.say("log-in-title"))
        .after(query.get("done").and_then(Done::parse), site);
    let page = LoginPage {
        next: local(query.text("next")),
        kept: "",
        values: &Values::default(),
        problems: Problems::default(),
    };
    html(StatusCode::OK, staff::login(frame, site, page))
}

/// Answers a form that was sent without a session: the log-in page keeps what was typed.
pub(super) fn keep(web: &Web, browser: &Browser, parts: &Parts, form: &Form) -> Response<Body> {
    let kept = encode(&form.kept());
    let edition = web.publication.edition();
    let site = edition.site();
    let frame = desk(web, browser, site, &site.words.say("log-in-title"));
    let page = LoginPage {
        next: local(parts.uri.path()),
        kept: &kept,
        values: &Values::default(),
        problems: Problems::default(),
    };
    html(StatusCode::UNAUTHORIZED, staff::login(frame, site, page))
}

fn encode(fields: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

/// Checks address and password.
pub(super) async fn log_in(
    State(web): State<Web>,
    browser: Browser,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let signed_in = web
        .app
        .sign_in(form.text("email"), form.text("password"), &browser.visitor)
        .await?;
    let (next, kept) = (local(form.text("next")), form.text("kept"));
    Ok(match signed_in {
        SignIn::In(token) => inside(&web, &browser, &token, next, kept),
        SignIn::AwaitsCode(token) => {
            let inside = browser.signed_in(&token);
            let page = code_page(&web, &inside, next, kept, Problems::default());
            with_session(page, &token, &web.url)
        }
        SignIn::Wrong => {
            let edition = web.publication.edition();
            let site = edition.site();
            let mut problems = Problems::default();
            problems.tell("email", site.words.say("log-in-wrong"));
            let frame = desk(&web, &browser, site, &site.words.say("log-in-title"));
            let page = LoginPage {
                next,
                kept,
                values: &Values::new(form.kept()),
                problems,
            };
            html(
                StatusCode::UNPROCESSABLE_ENTITY,
                staff::login(frame, site, page),
            )
        }
    })
}

/// Shows the page that asks for the second factor.
pub(super) async fn show_code(
    State(web): State<Web>,
    browser: Browser,
    member: Member,
) -> Response<Body> {
    if !member.staff.session.awaits_code {
        return see_other(urls::DASHBOARD);
    }
    code_page(&web, &browser, urls::DASHBOARD, "", Problems::default())
}

/// Checks the second factor.
pub(super) async fn confirm_code(
    State(web): State<Web>,
    browser: Browser,
    member: Member,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    if !member.staff.session.awaits_code {
        return Ok(see_other(urls::DASHBOARD));
    }
    let (next, kept) = (local(form.text("next")), form.text("kept"));
    let signed_in = web
        .app
        .confirm_code(&member.staff, form.text("code"), &browser.visitor)
        .await?;
    Ok(match signed_in {
        SignIn::In(token) => inside(&web, &browser, &token, next, kept),
        SignIn::AwaitsCode(_) | SignIn::Wrong => {
            let mut problems = Problems::default();
            let words = web.publication.edition().site().words;
            problems.tell("code", words.say("code-wrong"));
            code_page(&web, &browser, next, kept, problems)
        }
    })
}

fn code_page(
    web: &Web,
    browser: &Browser,
    next: &str,
    kept: &str,
    problems: Problems,
) -> Response<Body> {
    let edition = web.publication.edition();
    let site = edition.site();
    let status = status_of(&problems);
    let frame = desk(web, browser, site, &site.words.say("code-title"));
    html(status, staff::code(frame, site, next, kept, problems))
}

/// Lets somebody in: to where they wanted, or back to the form that they had sent.
fn inside(web: &Web, browser: &Browser, token: &str, next: &str, kept: &str) -> Response<Body> {
    let response = if kept.is_empty() {
        see_other(next)
    } else {
        let browser = browser.signed_in(token);
        let edition = web.publication.edition();
        let site = edition.site();
        let values = Values::new(Form::parse(kept.as_bytes()).kept());
        let frame = desk(web, &browser, site, &site.words.say("resume-title"));
        html(StatusCode::OK, staff::resume(frame, site, next, &values))
    };
    with_session(response, token, &web.url)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_are_gone_back_to() {
        for fine in ["/admin", "/admin/incidents?q=a%20b", "/admin/incidents/x#y"] {
            assert_eq!(local(fine), fine);
        }
        for bad in [
            "",
            "/",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/admin",
            "/admin\\..",
            "/admin\n/x",
            "/administrator",
            "/admin/login?next=/admin",
            "javascript:alert(1)",
        ] {
            assert_eq!(local(bad), urls::DASHBOARD, "{bad}");
        }
    }
}
