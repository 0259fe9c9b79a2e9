//! Links that are used once: to set up, to join the team, to choose a new password.

use crate::web::extract::Path;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::app::{self, Joining};
use crate::domain::text::NAME_MAX_CHARS;
use crate::domain::{LinkKind, OneTimeLink};
use crate::urls::admin as urls;
use crate::views::staff::{self, JoiningKind, JoiningPage, Values};
use crate::web::admin::form::{Fields, Redisplay, in_words};
use crate::web::admin::{Answer, VisitorRequest, html, see_other, with_session};

/// Shows the form of a link, or that it is over.
pub(super) async fn show(
    kind: LinkKind,
    request: VisitorRequest,
    uri: Uri,
    Path(token): Path<String>,
) -> Answer {
    match request.web.house.app.find_link(kind, &token).await {
        Ok(link) => {
            let values = Values::default().with("name", link.name.clone());
            Ok(page(&request, &link, uri.path(), Redisplay::of(values)))
        }
        Err(app::Error::NotFound) => Ok(over(&request)),
        Err(error) => Err(error.into()),
    }
}

/// Does what a link is for: makes the first owner, accepts an invitation, changes a password.
pub(super) async fn join(
    kind: LinkKind,
    request: VisitorRequest,
    uri: Uri,
    Path(token): Path<String>,
    fields: Fields,
) -> Answer {
    let (app, visitor) = (&request.web.house.app, &request.browser.visitor);
    let link = match app.find_link(kind, &token).await {
        Ok(link) => link,
        Err(app::Error::NotFound) => return Ok(over(&request)),
        Err(error) => return Err(error.into()),
    };
    // Anybody may have sent the form, so no other fields are shown again.
    let redisplay = Redisplay::of(fields.lines(&[("email", 254), ("name", NAME_MAX_CHARS)]));
    if fields.is_resumed() {
        return Ok(page(&request, &link, uri.path(), redisplay));
    }
    let joining = Joining {
        email: fields.text("email").to_owned(),
        name: fields.text("name").to_owned(),
        password: fields.text("password").to_owned(),
    };
    match app.use_link(kind, &token, joining, visitor).await {
        Ok(Some(session)) => {
            let response = see_other(urls::DASHBOARD);
            Ok(with_session(response, &session, &request.web.house.url))
        }
        Ok(None) => Ok(see_other(urls::LOGIN)),
        Err(app::Error::NotFound) => Ok(over(&request)),
        Err(app::Error::Invalid(errors)) => {
            let problems = in_words(&errors, request.site());
            let redisplay = Redisplay::with(redisplay.values, problems);
            Ok(page(&request, &link, uri.path(), redisplay))
        }
        Err(error) => Err(error.into()),
    }
}

fn page(
    request: &VisitorRequest,
    link: &OneTimeLink,
    action: &str,
    redisplay: Redisplay,
) -> Response {
    let words = request.site().words;
    let (kind, title) = match link.kind {
        LinkKind::SetUp => (JoiningKind::SetUp, words.say("set-up-title")),
        LinkKind::Invitation => (JoiningKind::Invitation, words.say("join-title")),
        LinkKind::Password => (JoiningKind::Password, words.say("new-password-title")),
    };
    let shown = JoiningPage {
        kind,
        action,
        email: (!link.email.is_empty()).then_some(link.email.as_str()),
        role: link.role,
        values: &redisplay.values,
        problems: redisplay.problems,
    };
    let page = staff::joining(request.frame(&title), request.site(), shown);
    html(redisplay.status, page)
}

fn over(request: &VisitorRequest) -> Response {
    let frame = request.frame(&request.site().words.say("link-over"));
    html(
        StatusCode::NOT_FOUND,
        staff::link_over(frame, request.site()),
    )
}
