//! Who asks, as far as a browser tells: its address, its cookie, whether that was a session of this page.

use axum::http::header::USER_AGENT;
use axum::http::request::Parts;

use super::{cookie, csrf};
use crate::app::Visitor;
use crate::web::Web;
use crate::web::admin::AdminError;
use crate::web::front::Client;

/// The browser that asks, signed in or not.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    /// Its address and name.
    pub(crate) visitor: Visitor,
    /// The token in its cookie, from which its forms' tokens are made.
    pub(crate) cookie: String,
    /// The cookie was a session of this page. What was typed is kept for people who lost a session, not for
    /// strangers.
    had_session: bool,
    /// The cookie is new and goes out with the answer.
    is_new: bool,
    /// Says whether a page can be shown at a path.
    is_shown: fn(&str) -> bool,
}

impl Browser {
    /// Says whether a page can be shown at a path.
    pub(crate) fn is_shown(&self) -> fn(&str) -> bool {
        self.is_shown
    }

    /// Reads the browser from a request's head.
    pub(super) fn of(
        parts: &Parts,
        web: &Web,
        is_shown: fn(&str) -> bool,
    ) -> Result<Self, AdminError> {
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
        let token = cookie::read(&parts.headers, &web.house.url);
        let had_session = token
            .as_deref()
            .is_some_and(|token| web.house.app.was_session(token));
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
    pub(crate) fn may_keep(&self) -> bool {
        self.had_session
    }

    /// Says whether its cookie was made for this request and goes out with the answer.
    pub(super) fn has_new_cookie(&self) -> bool {
        self.is_new
    }

    /// Returns the browser as it is once it has a new session.
    pub(crate) fn signed_in(&self, token: &str) -> Self {
        Self {
            cookie: token.to_owned(),
            ..self.clone()
        }
    }

    /// Returns the token for a form of this browser.
    pub(crate) fn csrf(&self, web: &Web) -> String {
        csrf::token(&self.cookie, &web.entropy)
    }
}
