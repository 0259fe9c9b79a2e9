//! What every request to the staff pages passes: who is it, may they, did a page of ours send it.
//!
//! In this order, so that nothing of the input is looked at before the role suffices: origin, session,
//! role, and only then the body with its token.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::access::{Access, Refusal, SignInStep, admit};
use super::browser::Browser;
use super::denials::record_refusal;
use super::form_body::{Bounds, read_form};
use super::return_to::ReturnTo;
use super::{cookie, csrf};
use crate::web::Web;
use crate::web::admin::error_page::HeldForm;
use crate::web::admin::form::Fields;
use crate::web::admin::{AdminError, VisitorRequest, see_other};

/// What a route lets in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gate {
    /// Who may come.
    pub(crate) access: Access,
    /// The largest body of a form with a file, in bytes, if the route takes one.
    pub(crate) most_upload: Option<usize>,
    /// Says whether a page can be shown at a path.
    pub(crate) is_shown: fn(&str) -> bool,
    /// Answers a form with the page of what must come first, which leads back to it.
    pub(crate) first: fn(SignInStep, &VisitorRequest, &ReturnTo) -> Response,
}

/// Lets a request through to a route, or answers why not.
pub(crate) async fn guard(
    State((web, gate)): State<(Web, Gate)>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let browser = match Browser::of(&parts, &web, gate.is_shown) {
        Ok(browser) => browser,
        Err(error) => return error.into_response(),
    };
    let mut request = VisitorRequest::new(&web, browser.clone(), None);
    let is_write = parts.method != Method::GET && parts.method != Method::HEAD;
    let is_foreign = is_write && !csrf::is_same_origin(&parts.headers, &web.house.url);
    let mut response = if is_foreign {
        record_refusal(&request, &parts, "foreign").await;
        AdminError::Foreign.respond(&request)
    } else {
        let admitted = admit(&web, gate.access, &parts, &browser).await;
        let refusal = match admitted {
            Ok(member) => {
                request.member = member;
                None
            }
            Err(refusal) => Some(refusal),
        };
        let incoming = Incoming {
            request,
            gate,
            parts,
            body,
        };
        match refusal {
            None if is_write => incoming.take_form(next).await,
            None => next.run(incoming.hand_on(None)).await,
            Some(refusal) if is_write => incoming.refuse_form(refusal).await,
            Some(refusal) => incoming.refuse(refusal),
        }
    };
    // A browser sends another site's form without its cookie: a new one would end its session.
    if browser.has_new_cookie()
        && !is_foreign
        && !response.headers().contains_key(SET_COOKIE)
        && let Some(value) = cookie::set(&browser.cookie, &web.house.url)
    {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    response
}

/// A request that is being checked.
struct Incoming {
    request: VisitorRequest,
    gate: Gate,
    parts: Parts,
    body: Body,
}

impl Incoming {
    /// Hands who asks, and what they sent, to the handler.
    fn hand_on(self, form: Option<Fields>) -> Request {
        let (mut parts, mut body) = (self.parts, self.body);
        parts.extensions.insert(self.request.browser);
        if let Some(member) = self.request.member {
            parts.extensions.insert(member);
        }
        if let Some(form) = form {
            parts.extensions.insert(form);
            body = Body::empty();
        }
        Request::from_parts(parts, body)
    }

    /// Reads the form of a request, as much of it as its sender may send.
    async fn read_form(&mut self, bounds: Bounds) -> Result<Fields, AdminError> {
        let body = std::mem::take(&mut self.body);
        Ok(read_form(&self.parts, body, self.gate.most_upload, bounds).await?)
    }

    /// Returns the bounds of a form from somebody with or without a session.
    fn bounds(&self, has_session: bool) -> Bounds {
        Bounds::of(&self.request.web, &self.request.browser, has_session)
    }

    /// Returns what may be shown again of a form.
    fn held(&self, form: &Fields, may_keep: bool) -> Option<HeldForm> {
        may_keep.then(|| HeldForm::new(self.parts.uri.path(), form))
    }

    /// Reads the form of somebody who may come, checks its token, and lets it through.
    async fn take_form(mut self, next: Next) -> Response {
        let bounds = self.bounds(self.request.member.is_some());
        let form = match self.read_form(bounds).await {
            Ok(form) => form,
            Err(error) => return error.respond(&self.request),
        };
        if csrf::is_ours(form.text("csrf"), &self.request.browser.cookie) {
            return next.run(self.hand_on(Some(form))).await;
        }
        record_refusal(&self.request, &self.parts, "stray").await;
        let held = self.held(&form, bounds.may_keep);
        AdminError::ForeignToken.respond_to(&self.request, held.as_ref())
    }

    /// Answers a form of somebody who may not come, or not yet: what was typed is kept for somebody who had a
    /// session.
    async fn refuse_form(mut self, refusal: Refusal) -> Response {
        match refusal {
            Refusal::Error(error, member) if error.may_pass() => {
                self.request.member = member.map(|member| *member);
                let bounds = self.bounds(self.request.member.is_some());
                let form = self.read_form(bounds).await.ok();
                let held = form.and_then(|form| self.held(&form, bounds.may_keep));
                error.respond_to(&self.request, held.as_ref())
            }
            Refusal::First(step) => {
                let bounds = self.bounds(step.has_session());
                let path = self.parts.uri.path().to_owned();
                let return_to = match self.read_form(bounds).await {
                    Ok(form) if bounds.may_keep => ReturnTo::with(&path, &form),
                    Ok(_) => ReturnTo::to_path(&path),
                    Err(error) => return error.respond(&self.request),
                };
                (self.gate.first)(step, &self.request, &return_to)
            }
            refusal @ Refusal::Error(..) => self.refuse(refusal),
        }
    }

    /// Answers somebody who may not come, or not yet.
    fn refuse(mut self, refusal: Refusal) -> Response {
        match refusal {
            Refusal::First(step) => see_other(&step.path(&self.parts.uri)),
            Refusal::Error(error, member) => {
                self.request.member = member.map(|member| *member);
                error.respond(&self.request)
            }
        }
    }
}
