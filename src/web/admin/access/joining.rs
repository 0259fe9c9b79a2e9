//! Links that are used once: to set up, to join the team, to choose a new password.

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode, Uri};

use crate::app;
use crate::app::Joining;
use crate::domain::text::NAME_MAX_CHARS;
use crate::domain::{LinkKind, OneTimeLink};
use crate::urls::admin as urls;
use crate::views::staff;
use crate::views::staff::{JoiningKind, JoiningPage, Values};
use crate::web::Web;
use crate::web::admin::entry::guard::Browser;
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::form::redisplay::Again;
use crate::web::admin::reply::{desk, html, problems, see_other, with_session};
use crate::web::extract::Path;

/// Shows the form of a link, or that it is over.
pub(in crate::web::admin) async fn show(
    kind: LinkKind,
    State(web): State<Web>,
    browser: Browser,
    uri: Uri,
    Path(token): Path<String>,
) -> Result<Response<Body>, AdminError> {
    match web.app.find_link(kind, &token).await {
        Ok(link) => {
            let values = Values::default().with("name", link.name.clone());
            let again = Again::fine(values);
            Ok(page(&web, &browser, &link, uri.path(), again))
        }
        Err(app::Error::NotFound) => Ok(over(&web, &browser)),
        Err(error) => Err(error.into()),
    }
}

/// Does what a link is for: makes the first owner, accepts an invitation, changes a password.
pub(in crate::web::admin) async fn join(
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
        let again = Again::fine(shown(&form));
        return Ok(page(&web, &browser, &link, uri.path(), again));
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
            let again = Again::with(shown(&form), said);
            Ok(page(&web, &browser, &link, uri.path(), again))
        }
        Err(error) => Err(error.into()),
    }
}

/// Returns what is shown again of the form: anybody may have sent it.
fn shown(form: &Form) -> Values {
    form.lines(&[("email", 254), ("name", NAME_MAX_CHARS)])
}

fn page(
    web: &Web,
    browser: &Browser,
    link: &OneTimeLink,
    action: &str,
    again: Again,
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
        values: &again.values,
        problems: again.problems,
    };
    let frame = desk(web, browser, site, &title);
    html(again.status, staff::joining(frame, site, shown))
}

fn over(web: &Web, browser: &Browser) -> Response<Body> {
    let edition = web.publication.edition();
    let site = edition.site();
    let frame = desk(web, browser, site, &site.words.say("link-over"));
    html(StatusCode::NOT_FOUND, staff::link_over(frame, site))
}
