//! From a rendered page to an answer.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;

use super::entry::cookie;
use super::entry::guard::{Browser, Member};
use super::error::AdminError;
use super::form::fields::Form;
use crate::app;
use crate::app::{FieldErrors, Once};
use crate::domain::Component;
use crate::publication::{CachePolicy, Edition};
use crate::urls::PublicUrl;
use crate::views::Site;
use crate::views::staff::{Desk, Done, Problems, Section};
use crate::web::Web;

/// What a page is made for: who asks, in which browser, and the page's name and zone.
pub(in crate::web::admin) struct Here {
    pub(in crate::web::admin) web: Web,
    pub(in crate::web::admin) browser: Browser,
    pub(in crate::web::admin) member: Member,
    pub(in crate::web::admin) edition: Arc<Edition>,
    done: Option<Done>,
}

impl FromRequestParts<Web> for Here {
    type Rejection = AdminError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, AdminError> {
        let done = parts.uri.query().and_then(|query| {
            query
                .split('&')
                .find_map(|pair| pair.strip_prefix("done="))
                .and_then(Done::parse)
        });
        Ok(Self {
            browser: Browser::from_request_parts(parts, web).await?,
            member: Member::from_request_parts(parts, web).await?,
            edition: web.publication.edition(),
            web: web.clone(),
            done,
        })
    }
}

impl Here {
    /// Returns what every page needs besides its content.
    pub(in crate::web::admin) fn site(&self) -> &Site {
        self.edition.site()
    }

    /// Returns the key of a form that was sent, so that sending it twice does the thing once.
    pub(in crate::web::admin) fn once(&self, form: &Form) -> Option<Once> {
        form.once(self.member.staff.user.id.as_str())
    }

    /// Returns every component, archived ones too, in the order of the page's list.
    pub(in crate::web::admin) async fn components(&self) -> Result<Vec<Component>, app::Error> {
        Ok(self.web.app.reads().read().await?.list_components().await?)
    }

    /// Makes the frame of a page.
    pub(in crate::web::admin) fn desk(&self, title: &str, current: Section) -> Desk {
        let user = &self.member.staff.user;
        desk(&self.web, &self.browser, self.site(), title)
            .of(self.site(), &user.name, user.role, current)
            .after(self.done, self.site())
    }

    /// Puts what a deed refused into words.
    pub(in crate::web::admin) fn problems(&self, errors: &FieldErrors) -> Problems {
        problems(errors, self.site())
    }
}

/// Puts what a deed refused into words.
pub(in crate::web::admin) fn problems(errors: &FieldErrors, site: &Site) -> Problems {
    let mut problems = Problems::default();
    for (field, problem) in errors.iter() {
        problems.add(field, problem, site);
    }
    problems
}

/// Makes the frame of a page for somebody who is not signed in.
pub(in crate::web::admin) fn desk(web: &Web, browser: &Browser, site: &Site, title: &str) -> Desk {
    let once = web.entropy.id().unwrap_or_default();
    let name = &web.publication.edition().state.page.name;
    Desk::new(site, name, title, browser.csrf(web), once)
}

/// Returns how a form's page answers: 422 when something in it is wrong.
pub(in crate::web::admin) fn status_of(problems: &Problems) -> StatusCode {
    if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// Answers with a page that nobody keeps.
pub(in crate::web::admin) fn html(
    status: StatusCode,
    rendered: Result<String, askama::Error>,
) -> Response<Body> {
    let (status, text) = match rendered {
        Ok(text) => (status, text),
        Err(error) => {
            tracing::error!(%error, "a staff page could not be rendered");
            let text = "<!doctype html><title>Error</title>".to_owned();
            (StatusCode::INTERNAL_SERVER_ERROR, text)
        }
    };
    let mut response = (status, text).into_response();
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    uncached(&mut response);
    response
}

/// Answers a script with a line.
pub(in crate::web::admin) fn text(line: String) -> Response<Body> {
    let mut response = line.into_response();
    uncached(&mut response);
    response
}

/// Keeps caches from an answer.
pub(in crate::web::admin) fn uncached(response: &mut Response<Body>) {
    response
        .headers_mut()
        .insert(CACHE_CONTROL, CachePolicy::Never.header());
}

/// Sends the browser to another page.
pub(in crate::web::admin) fn see_other(path: &str) -> Response<Body> {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(location) = HeaderValue::from_str(path) {
        response.headers_mut().insert(LOCATION, location);
    }
    uncached(&mut response);
    response
}

/// Sends the browser to a page that says what was done.
pub(in crate::web::admin) fn done(path: &str, done: Done) -> Response<Body> {
    let join = if path.contains('?') { '&' } else { '?' };
    match path.split_once('#') {
        Some((path, anchor)) => see_other(&format!("{path}{join}done={done}#{anchor}")),
        None => see_other(&format!("{path}{join}done={done}")),
    }
}

/// Gives the browser a session with an answer.
pub(in crate::web::admin) fn with_session(
    mut response: Response<Body>,
    token: &str,
    url: &PublicUrl,
) -> Response<Body> {
    if let Some(value) = cookie::set(token, url) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    response
}

/// Takes the session from the browser with an answer.
pub(in crate::web::admin) fn without_session(
    mut response: Response<Body>,
    url: &PublicUrl,
) -> Response<Body> {
    if let Some(value) = cookie::clear(url) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    response
}
