//! What every request to the staff pages passes: who is it, may they, did a page of ours send it.
//!
//! In this order, so that nothing of the input is looked at before the role suffices: origin, session,
//! role, and only then the body with its token.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Response};
use axum::middleware::Next;
use axum::response::IntoResponse;

use super::error::AdminError;
use super::form::Form;
use super::page::see_other;
use super::{cookie, csrf, login, upload};
use crate::app::{Actor, Staff, Visitor};
use crate::domain::role::Deed;
use crate::urls::admin as urls;
use crate::web::front::Client;
use crate::web::{BODY_LIMIT, Web};

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
pub(super) struct Gate {
    /// Who may come.
    pub(super) access: Access,
    /// The largest body of a form with a file, in bytes, where the route takes one.
    pub(super) most_upload: Option<usize>,
}

/// Somebody who signed in, as handlers see them.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// For the deeds.
    pub(super) actor: Actor,
    /// Who they are, and their session.
    pub(super) staff: Staff,
}

/// The browser that asks, signed in or not.
#[derive(Debug, Clone)]
pub(super) struct Browser {
    /// Where it stands.
    pub(super) visitor: Visitor,
    /// The token in its cookie, from which its forms' tokens are made.
    pub(super) cookie: String,
    /// The cookie is new and goes out with the answer.
    is_new: bool,
}

/// Lets a request through to a route, or answers why not.
pub(super) async fn guard(
    State((web, gate)): State<(Web, Gate)>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let browser = match Browser::of(&parts, &web) {
        Ok(browser) => browser,
        Err(error) => return error.into_response(),
    };
    let is_write = parts.method != Method::GET && parts.method != Method::HEAD;
    let is_foreign = is_write && !csrf::is_same_origin(&parts.headers, &web.url);
    let mut response = if is_foreign {
        AdminError::Foreign.respond(&web, &browser, None)
    } else {
        match admit(&web, gate.access, &parts, &browser).await {
            Ok(member) if is_write => {
                match read_form(&parts.headers, body, gate.most_upload).await {
                    Ok(form) => match pass(&web, parts, form, &browser, member) {
                        Ok(request) => next.run(request).await,
                        Err(response) => *response,
                    },
                    Err(error) => error.respond(&web, &browser, member.as_ref()),
                }
            }
            Ok(member) => next.run(with(parts, body, &browser, member)).await,
            Err(Refusal::LogIn) if is_write => {
                match read_form(&parts.headers, body, gate.most_upload).await {
                    Ok(form) => login::keep(&web, &browser, &parts, &form),
                    Err(error) => error.respond(&web, &browser, None),
                }
            }
            Err(Refusal::LogIn) => see_other(&login::path_back_to(&parts.uri)),
            Err(Refusal::SecondFactor) => see_other(urls::LOGIN_CODE),
            Err(Refusal::SetUpFactor) => see_other(urls::SECOND_FACTOR),
            Err(Refusal::Error(error, member)) => error.respond(&web, &browser, member.as_deref()),
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
    /// Nobody signed in.
    LogIn,
    /// The second factor is still asked for.
    SecondFactor,
    /// The second factor must be set up first.
    SetUpFactor,
    /// Something else.
    Error(AdminError, Option<Box<Member>>),
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
        (_, None) => Err(Refusal::LogIn),
        (Access::HalfWay, Some(member)) => Ok(Some(member)),
        (_, Some(member)) if member.staff.session.awaits_code => Err(Refusal::SecondFactor),
        (Access::Anybody, Some(member)) => Ok(Some(member)),
        (Access::May(_), Some(member)) if member.staff.lacks_factor => Err(Refusal::SetUpFactor),
        (Access::May(deed), Some(member)) => {
            if let Err(error) = member.actor.allow(deed) {
                let path = parts.uri.path();
                let recorded = web
                    .app
                    .record(
                        &member.actor,
                        "denied",
                        path,
                        serde_json::json!({ "deed": deed.as_str(), "method": parts.method.as_str() }),
                    )
                    .await;
                if let Err(error) = recorded {
                    tracing::warn!(%error, "a denial could not be recorded");
                }
                return Err(Refusal::Error(error.into(), Some(Box::new(member))));
            }
            Ok(Some(member))
        }
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
fn pass(
    web: &Web,
    mut parts: Parts,
    form: Form,
    browser: &Browser,
    member: Option<Member>,
) -> Result<Request, Box<Response<Body>>> {
    if !csrf::is_ours(form.text("csrf"), &browser.cookie) {
        let path = parts.uri.path().to_owned();
        let refused = AdminError::Stray {
            path,
            kept: form.kept(),
        };
        return Err(Box::new(refused.respond(web, browser, member.as_ref())));
    }
    parts.extensions.insert(form);
    Ok(with(parts, Body::empty(), browser, member))
}

/// Reads the fields of a body, and its file where the route takes one.
async fn read_form(
    headers: &HeaderMap,
    body: Body,
    most_upload: Option<usize>,
) -> Result<Form, AdminError> {
    if let Some(most) = most_upload
        && let Some(content_type) = upload::content_type(headers)
    {
        return upload::read(content_type, body, most).await;
    }
    let bytes = to_bytes(body, BODY_LIMIT)
        .await
        .map_err(|_| AdminError::TooLarge)?;
    Ok(Form::parse(&bytes))
}

impl Browser {
    fn of(parts: &Parts, web: &Web) -> Result<Self, AdminError> {
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
            is_new,
        })
    }

    /// Returns the browser as it is once it has a new session.
    pub(super) fn signed_in(&self, token: &str) -> Self {
        Self {
            cookie: token.to_owned(),
            ..self.clone()
        }
    }

    /// Returns the token for a form of this browser.
    pub(super) fn csrf(&self, web: &Web) -> String {
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
