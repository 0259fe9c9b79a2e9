//! Whether a person may come to a route, and what they must do first.

use axum::http::Uri;
use axum::http::request::Parts;

use super::browser::Browser;
use super::denials::subject_of;
use super::member::Member;
use super::return_to::ReturnTo;
use crate::app::Actor;
use crate::domain::Permission;
use crate::domain::happening::Refused;
use crate::urls::admin as urls;
use crate::web::Web;
use crate::web::admin::AdminError;

/// Who may come to a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Anyone,
    /// People who gave their password, whether or not they showed their second factor.
    HalfWay,
    /// People who signed in, whatever their role, even if they must set up a second factor first.
    Anybody,
    /// People who signed in and have this permission.
    May(Permission),
}

/// Why a request does not get to its route.
pub(super) enum Refusal {
    /// Something else comes first.
    First(SignInStep),
    /// Another error.
    Error(AdminError, Option<Box<Member>>),
}

/// What somebody must do before they get to a route.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SignInStep {
    /// Log in.
    LogIn,
    /// Show the second factor.
    ShowFactor,
    /// Set a second factor up.
    SetUpFactor,
}

impl SignInStep {
    /// Returns the page to do it on, which leads back to the one that was asked for.
    pub(super) fn path(self, asked: &Uri) -> String {
        match self {
            Self::LogIn => ReturnTo::to(asked).through(urls::LOGIN),
            Self::ShowFactor => ReturnTo::to(asked).through(urls::LOGIN_CODE),
            Self::SetUpFactor => urls::SECOND_FACTOR.to_owned(),
        }
    }

    /// Says whether somebody who must do it has a session already.
    pub(super) const fn has_session(self) -> bool {
        !matches!(self, Self::LogIn)
    }
}

/// Finds out who asks, and whether they may come to a route.
pub(super) async fn admit(
    web: &Web,
    access: Access,
    parts: &Parts,
    browser: &Browser,
) -> Result<Option<Member>, Refusal> {
    let staff = match &browser.visitor.token {
        Some(token) => web
            .house
            .app
            .find_staff(token)
            .await
            .map_err(|error| Refusal::Error(error.into(), None))?,
        None => None,
    };
    let member = staff.map(|staff| Member {
        actor: Actor::person(&staff.person, &browser.visitor.address),
        staff,
    });
    match (access, member) {
        (Access::Anyone, member) => Ok(member),
        (_, None) => Err(Refusal::First(SignInStep::LogIn)),
        (Access::HalfWay, Some(member)) => Ok(Some(member)),
        (_, Some(member)) if member.staff.session.awaits_code => {
            Err(Refusal::First(SignInStep::ShowFactor))
        }
        (Access::Anybody, Some(member)) => Ok(Some(member)),
        (Access::May(_), Some(member)) if member.staff.lacks_factor => {
            Err(Refusal::First(SignInStep::SetUpFactor))
        }
        (Access::May(permission), Some(member)) => {
            if let Err(error) = member.actor.allow(permission) {
                let (path, method) = (subject_of(parts), parts.method.as_str());
                web.house
                    .app
                    .record_denial(&member.actor, path, method, Refused::Permission(permission))
                    .await;
                return Err(Refusal::Error(error.into(), Some(Box::new(member))));
            }
            Ok(Some(member))
        }
    }
}
