//! What every request to the staff pages passes: who is it, may they, did a page of ours send it.
//!
//! In this order, so that nothing of the input is looked at before the role suffices: origin, session,
//! role, and only then the body with its token.

use axum::body::Body;
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum::http::{Method, Response, Uri};
use axum::middleware::Next;
use axum::response::IntoResponse;

use super::return_to::Back;
use super::{cookie, csrf};
use crate::app::{Actor, Staff, Visitor};
use crate::domain::Deed;
use crate::domain::happening::Refused;
use crate::urls::admin as urls;
use crate::web::admin::error::{AdminError, Sent};
use crate::web::admin::form::fields::Form;
use crate::web::admin::form::upload;
use crate::web::admin::reply::see_other;
use crate::web::body::Unread;
use crate::web::form_bounds::most_fields;
use crate::web::front::Client;
use crate::web::{BODY_LIMIT, Web, body};

/// Who may come to a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Anyone,
    /// Whoever has shown their password, their second factor or not.
    HalfWay,
    /// Whoever signed in, whatever their role and whether or not they must set up a second factor first.
    Anybody,
    /// Whoever signed in and may do this.
    May(Deed),
}

/// What a route lets in.
#[derive(Debug, Clone, Copy)]
pub(in crate::web::admin) struct Gate {
    /// Who may come.
    pub(in crate::web::admin) access: Access,
    /// The largest body of a form with a file, in bytes, where the route takes one.
    pub(in crate::web::admin) most_upload: Option<usize>,
    /// Says whether a page can be shown at a path.
    pub(in crate::web::admin) is_shown: fn(&str) -> bool,
    /// Answers a form with the page of what must come first, which leads back to it.
    pub(in crate::web::admin) first: fn(Step, &Web, &Browser, &Back) -> Response<Body>,
}

/// Somebody who signed in, as handlers see them.
#[derive(Debug, Clone)]
pub(in crate::web::admin) struct Member {
    /// For the deeds.
    pub(in crate::web::admin) actor: Actor,
    /// Who they are, and their session.
    pub(in crate::web::admin) staff: Staff,
}

/// The browser that asks, signed in or not.
#[derive(Debug, Clone)]
pub(in crate::web::admin) struct Browser {
    /// Where it stands.
    pub(in crate::web::admin) visitor: Visitor,
    /// The token in its cookie, from which its forms' tokens are made.
    pub(in crate::web::admin) cookie: String,
    /// The cookie was a session of this page. Whoever lost one keeps what they typed; a stranger does not.
    had_session: bool,
    /// The cookie is new and goes out with the answer.
    is_new: bool,
    /// Says whether a page can be shown at a path.
    is_shown: fn(&str) -> bool,
}

/// Lets a request through to a route, or answers why not.
pub(in crate::web::admin) async fn guard(
    State((web, gate)): State<(Web, Gate)>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let browser = match Browser::of(&parts, &web, gate.is_shown) {
        Ok(browser) => browser,
        Err(error) => return error.into_response(),
    };
    let is_write = parts.method != Method::GET && parts.method != Method::HEAD;
    let is_foreign = is_write && !csrf::is_same_origin(&parts.headers, &web.url);
    let mut response = if is_foreign {
        record_refusal(&web, &parts, &browser, None, "foreign").await;
        AdminError::Foreign.respond(&web, &browser, None)
    } else {
        match admit(&web, gate.access, &parts, &browser).await {
            Ok(member) if is_write => {
                let bounds = Bounds::of(&web, &browser, member.is_some());
                match read_form(&parts, body, gate.most_upload, bounds).await {
                    Ok(form) => match pass(&web, parts, form, &browser, member).await {
                        Ok(request) => next.run(request).await,
                        Err(response) => *response,
                    },
                    Err(error) => error.respond(&web, &browser, member.as_ref()),
                }
            }
            Ok(member) => next.run(with(parts, body, &browser, member)).await,
            Err(Refusal::Error(error, member)) if is_write && error.may_pass() => {
                let bounds = Bounds::of(&web, &browser, member.is_some());
                let form = read_form(&parts, body, gate.most_upload, bounds).await;
                let sent = form
                    .ok()
                    .filter(|_| bounds.may_keep)
                    .map(|form| Sent::new(parts.uri.path(), &form));
                error.respond_to(&web, &browser, member.as_deref(), sent.as_ref())
            }
            Err(Refusal::Error(error, member)) => error.respond(&web, &browser, member.as_deref()),
            Err(Refusal::First(step)) if is_write => {
                let bounds = Bounds::of(&web, &browser, step.has_session());
                match read_form(&parts, body, gate.most_upload, bounds).await {
                    Ok(form) if bounds.may_keep => {
                        (gate.first)(step, &web, &browser, &Back::with(parts.uri.path(), &form))
                    }
                    Ok(_) => (gate.first)(step, &web, &browser, &Back::to_path(parts.uri.path())),
                    Err(error) => error.respond(&web, &browser, None),
                }
            }
            Err(Refusal::First(step)) => see_other(&step.path(&parts.uri)),
        }
    };
    // A browser sends another site's form without its cookie: a new one would end its session.
    if browser.is_new
        && !is_foreign
        && !response
            .headers()
            .contains_key(axum::http::header::SET_COOKIE)
        && let Some(value) = cookie::set(&browser.cookie, &web.url)
    {
        response
            .headers_mut()
            .insert(axum::http::header::SET_COOKIE, value);
    }
    response
}

/// Why a request does not get to its route.
enum Refusal {
    /// Something else comes first.
    First(Step),
    /// Another error.
    Error(AdminError, Option<Box<Member>>),
}

/// What somebody must do before they get to a route.
#[derive(Debug, Clone, Copy)]
pub(in crate::web::admin) enum Step {
    /// Log in.
    LogIn,
    /// Show the second factor.
    ShowFactor,
    /// Set a second factor up.
    SetUpFactor,
}

impl Step {
    /// Returns the page to do it on, which leads back to the one that was asked for.
    fn path(self, asked: &Uri) -> String {
        match self {
            Self::LogIn => Back::to(asked).through(urls::LOGIN),
            Self::ShowFactor => Back::to(asked).through(urls::LOGIN_CODE),
            Self::SetUpFactor => urls::SECOND_FACTOR.to_owned(),
        }
    }

    /// Says whether whoever must do it has a session already.
    const fn has_session(self) -> bool {
        !matches!(self, Self::LogIn)
    }
}

async fn admit(
    web: &Web,
    access: Access,
    parts: &Parts,
    browser: &Browser,
) -> Result<Option<Member>, Refusal> {
    let staff = match &browser.visitor.token {
        Some(token) => web
            .app
            .find_staff(token)
            .await
            .map_err(|error| Refusal::Error(error.into(), None))?,
        None => None,
    };
    let member = staff.map(|staff| Member {
        actor: Actor::person(&staff.user, &browser.visitor.address),
        staff,
    });
    match (access, member) {
        (Access::Anyone, member) => Ok(member),
        (_, None) => Err(Refusal::First(Step::LogIn)),
        (Access::HalfWay, Some(member)) => Ok(Some(member)),
        (_, Some(member)) if member.staff.session.awaits_code => {
            Err(Refusal::First(Step::ShowFactor))
        }
        (Access::Anybody, Some(member)) => Ok(Some(member)),
        (Access::May(_), Some(member)) if member.staff.lacks_factor => {
            Err(Refusal::First(Step::SetUpFactor))
        }
        (Access::May(deed), Some(member)) => {
            if let Err(error) = member.actor.allow(deed) {
                let (path, method) = (subject_of(parts), parts.method.as_str());
                web.app
                    .record_denial(&member.actor, path, method, Refused::Right(deed))
                    .await;
                return Err(Refusal::Error(error.into(), Some(Box::new(member))));
            }
            Ok(Some(member))
        }
    }
}

/// Records that a form was not taken, and of which kind it is.
async fn record_refusal(
    web: &Web,
    parts: &Parts,
    browser: &Browser,
    member: Option<&Member>,
    form: &'static str,
) {
    let who = member.map_or_else(
        || Actor::stranger(&browser.visitor.address),
        |member| member.actor.clone(),
    );
    let (path, method) = (subject_of(parts), parts.method.as_str());
    web.app
        .record_denial(&who, path, method, Refused::Form(form))
        .await;
}

/// Returns what the audit log calls the thing that was asked for: its path, unless a secret is in it.
fn subject_of(parts: &Parts) -> &str {
    match parts.extensions.get::<MatchedPath>() {
        Some(route) if route.as_str().contains("{token}") => route.as_str(),
        _ => parts.uri.path(),
    }
}

/// Hands who asks to the handler.
fn with(mut parts: Parts, body: Body, browser: &Browser, member: Option<Member>) -> Request {
    parts.extensions.insert(browser.clone());
    if let Some(member) = member {
        parts.extensions.insert(member);
    }
    Request::from_parts(parts, body)
}

/// Checks a form's token, and hands the form and who sent it to the handler.
async fn pass(
    web: &Web,
    mut parts: Parts,
    form: Form,
    browser: &Browser,
    member: Option<Member>,
) -> Result<Request, Box<Response<Body>>> {
    if !csrf::is_ours(form.text("csrf"), &browser.cookie) {
        record_refusal(web, &parts, browser, member.as_ref(), "stray").await;
        let may_keep = member.is_some() || browser.had_session;
        let sent = may_keep.then(|| Sent::new(parts.uri.path(), &form));
        let refused = AdminError::Stray.respond_to(web, browser, member.as_ref(), sent.as_ref());
        return Err(Box::new(refused));
    }
    parts.extensions.insert(form);
    Ok(with(parts, Body::empty(), browser, member))
}

/// Largest body of a log-in form, in bytes: it may carry another form of full size through, whose fields
/// grow a little by being kept.
const LOGIN_LIMIT: usize = 2 * BODY_LIMIT;

/// Largest body of somebody who has no session and had none, in bytes.
const STRANGER_LIMIT: usize = 64 * 1024;

/// How much of a form is read, and whether it may be shown again.
#[derive(Clone, Copy)]
struct Bounds {
    may_keep: bool,
    most_fields: usize,
}

impl Bounds {
    fn of(web: &Web, browser: &Browser, has_session: bool) -> Self {
        Self {
            may_keep: has_session || browser.had_session,
            most_fields: most_fields(web.publication.edition().component_count),
        }
    }
}

/// Reads the fields of a body, and its file where the route takes one.
async fn read_form(
    parts: &Parts,
    body: Body,
    most_upload: Option<usize>,
    bounds: Bounds,
) -> Result<Form, AdminError> {
    if let Some(most) = most_upload
        && let Some(content_type) = upload::content_type(&parts.headers)
        && bounds.may_keep
    {
        return upload::read(content_type, body, most, bounds.most_fields).await;
    }
    let path = parts.uri.path();
    let is_login = path == urls::LOGIN || path == urls::LOGIN_CODE;
    let limit = match bounds.may_keep {
        true if is_login => LOGIN_LIMIT,
        true => BODY_LIMIT,
        false => STRANGER_LIMIT,
    };
    let bytes = body::read(body, limit).await.map_err(|why| match why {
        Unread::TooLarge => AdminError::TooLarge,
        Unread::Broken => AdminError::BadRequest,
    })?;
    Form::parse(&bytes, bounds.most_fields).ok_or(AdminError::TooManyFields)
}

impl Browser {
    /// Says whether a page can be shown at a path.
    pub(in crate::web::admin) fn is_shown(&self) -> fn(&str) -> bool {
        self.is_shown
    }

    fn of(parts: &Parts, web: &Web, is_shown: fn(&str) -> bool) -> Result<Self, AdminError> {
        let address = parts
            .extensions
            .get::<Client>()
            .map(|client| client.0.to_string())
            .unwrap_or_default();
        let agent = parts
            .headers
            .get(USER_AGENT)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let token = cookie::read(&parts.headers, &web.url);
        let had_session = token
            .as_deref()
            .is_some_and(|token| web.app.was_session(token));
        let (cookie, is_new) = match &token {
            Some(token) => (token.clone(), false),
            None => (
                web.entropy.secret().map_err(|_| AdminError::Internal)?,
                true,
            ),
        };
        Ok(Self {
            visitor: Visitor {
                address,
                agent,
                token,
            },
            cookie,
            had_session,
            is_new,
            is_shown,
        })
    }

    /// Says whether a form of this browser may be carried through the log-in.
    pub(in crate::web::admin) fn may_keep(&self) -> bool {
        self.had_session
    }

    /// Returns the browser as it is once it has a new session.
    pub(in crate::web::admin) fn signed_in(&self, token: &str) -> Self {
        Self {
            cookie: token.to_owned(),
            ..self.clone()
        }
    }

    /// Returns the token for a form of this browser.
    pub(in crate::web::admin) fn csrf(&self, web: &Web) -> String {
        csrf::token(&self.cookie, &web.entropy)
    }
}

impl<S: Sync> FromRequestParts<S> for Member {
    type Rejection = AdminError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AdminError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(AdminError::Internal)
    }
}

impl<S: Sync> FromRequestParts<S> for Browser {
    type Rejection = AdminError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AdminError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(AdminError::Internal)
    }
}
