//! Links that are used once: to set up, to join the team, to choose a new password.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode, Uri};

use super::error::AdminError;
use super::form::Form;
use super::guard::Browser;
use super::page::{desk, html, problems, see_other, with_session};
use crate::app::{self, Joining};
use crate::store::{Link, LinkKind};
use crate::urls::admin as urls;
use crate::views::staff::{self, JoiningKind, JoiningPage, Problems, Values};
use crate::web::Web;

/// Shows the set-up form.
pub(super) async fn show_set_up(
    state: State<Web>,
    browser: Browser,
    uri: Uri,
    token: Path<String>,
) -> Result<Response<Body>, AdminError> {
    show(LinkKind::SetUp, state, browser, uri, token).await
}

/// Makes the first owner.
pub(super) async fn set_up(
    state: State<Web>,
    browser: Browser,
    uri: Uri,
    token: Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    join(LinkKind::SetUp, state, browser, uri, token, form).await
}

/// Shows an invitation.
pub(super) async fn show_invitation(
    state: State<Web>,
    browser: Browser,
    uri: Uri,
    token: Path<String>,
) -> Result<Response<Body>, AdminError> {
    show(LinkKind::Invitation, state, browser, uri, token).await
}

/// Accepts an invitation.
pub(super) async fn accept_invitation(
    state: State<Web>,
    browser: Browser,
    uri: Uri,
    token: Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    join(LinkKind::Invitation, state, browser, uri, token, form).await
}

/// Shows the form of a new password.
pub(super) async fn show_password(
    state: State<Web>,
    browser: Browser,
    uri: Uri,
    token: Path<String>,
) -> Result<Response<Body>, AdminError> {
    show(LinkKind::Password, state, browser, uri, token).await
}

/// Changes the password.
pub(super) async fn choose_password(
    state: State<Web>,
    browser: Browser,
    uri: Uri,
    token: Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    join(LinkKind::Password, state, browser, uri, token, form).await
}

async fn show(
    kind: LinkKind,
    State(web): State<Web>,
    browser: Browser,
    uri: Uri,
    Path(token): Path<String>,
) -> Result<Response<Body>, AdminError> {
    match web.app.find_link(kind, &token).await {
        Ok(link) => {
            let values = Values::default().with("name", link.name.clone());
            let status = StatusCode::OK;
            Ok(page(
                &web,
                &browser,
                &link,
                uri.path(),
                &values,
                Problems::default(),
                status,
            ))
        }
        Err(app::Error::NotFound) => Ok(over(&web, &browser)),
        Err(error) => Err(error.into()),
    }
}

async fn join(
    kind: LinkKind,
    State(web): State<Web>,
    browser: Browser,
    uri: Uri,
    Path(token): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let link = match web.app.find_link(kind, &token).await {
        Ok(link) => link,
        Err(app::Error::NotFound) => return Ok(over(&web, &browser)),
        Err(error) => return Err(error.into()),
    };
    if form.is_resumed() {
        let (values, problems) = (form.typed(), Problems::default());
        let path = uri.path();
        return Ok(page(
            &web,
            &browser,
            &link,
            path,
            &values,
            problems,
            StatusCode::OK,
        ));
    }
    let joining = Joining {
        email: form.text("email").to_owned(),
        name: form.text("name").to_owned(),
        password: form.text("password").to_owned(),
    };
    match web
        .app
        .use_link(kind, &token, joining, &browser.visitor)
        .await
    {
        Ok(Some(session)) => Ok(with_session(see_other(urls::DASHBOARD), &session, &web.url)),
        Ok(None) => Ok(see_other(urls::LOGIN)),
        Err(app::Error::NotFound) => Ok(over(&web, &browser)),
        Err(app::Error::Invalid(errors)) => {
            let said = problems(&errors, web.publication.edition().site());
            let values = Values::new(form.kept());
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(page(
                &web,
                &browser,
                &link,
                uri.path(),
                &values,
                said,
                status,
            ))
        }
        Err(error) => Err(error.into()),
    }
}

fn page(
    web: &Web,
    browser: &Browser,
    link: &Link,
    action: &str,
    values: &Values,
    problems: Problems,
    status: StatusCode,
) -> Response<Body> {
    let edition = web.publication.edition();
    let site = edition.site();
    let (kind, title) = match link.kind {
        LinkKind::SetUp => (JoiningKind::SetUp, site.words.say("set-up-title")),
        LinkKind::Invitation => (JoiningKind::Invitation, site.words.say("join-title")),
        LinkKind::Password => (JoiningKind::Password, site.words.say("new-password-title")),
    };
    let shown = JoiningPage {
        kind,
        action,
        email: (!link.email.is_empty()).then_some(link.email.as_str()),
        role: link.role,
        values,
        problems,
    };
    let frame = desk(web, browser, site, &title);
    html(status, staff::joining(frame, site, shown))
}

fn over(web: &Web, browser: &Browser) -> Response<Body> {
    let edition = web.publication.edition();
    let site = edition.site();
    let frame = desk(web, browser, site, &site.words.say("link-over"));
    html(StatusCode::NOT_FOUND, staff::link_over(frame, site))
}
