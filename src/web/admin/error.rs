//! Errors as staff see them.

use axum::body::Body;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;

use super::entry::guard::{Browser, Member};
use super::form::fields::Form;
use super::reply::{desk, html};
use crate::app;
use crate::publication::PublicationError;
use crate::store::StoreError;
use crate::views::staff::{self, DeskProblem, Held, Section, Values};
use crate::web::Web;

/// How long to wait while the database does not answer, in seconds.
const RETRY_SECS: u64 = 10;

/// A form that was sent: where to, and what may be shown again of it.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    path: String,
    values: Values,
}

impl Sent {
    /// Takes what was typed; nothing of a form that only has a button.
    pub(super) fn new(path: &str, form: &Form) -> Self {
        let is_empty = form.typed().fields().is_empty();
        Self {
            path: path.to_owned(),
            values: Values::new(if is_empty { Vec::new() } else { form.kept() }),
        }
    }
}

/// Why a request was not carried out.
#[derive(Debug)]
pub(super) enum AdminError {
    /// The form came from another site.
    Foreign,
    /// The form's token is missing or of another browser.
    Stray,
    /// The address asks for something that makes no sense.
    BadRequest,
    /// The body is larger than its sender may send.
    TooLarge,
    /// The form has more fields than any of ours, or a field with a name too long.
    TooManyFields,
    /// Our fault.
    Internal,
    /// What the deed says.
    App(app::Error),
}

impl AdminError {
    /// There is nothing of this name.
    pub(super) const NOT_FOUND: Self = Self::App(app::Error::NotFound);
}

impl From<app::Error> for AdminError {
    fn from(error: app::Error) -> Self {
        Self::App(error)
    }
}

impl From<StoreError> for AdminError {
    fn from(error: StoreError) -> Self {
        Self::App(error.into())
    }
}

impl From<PublicationError> for AdminError {
    fn from(error: PublicationError) -> Self {
        tracing::error!(why = %error, "a document could not be made for staff");
        Self::Internal
    }
}

/// A handler's error travels as an extension; the layer around the handlers gives it its page.
impl IntoResponse for AdminError {
    fn into_response(self) -> Response<Body> {
        let mut response = self.status().into_response();
        response
            .extensions_mut()
            .insert(Untold(std::sync::Arc::new(self)));
        response
    }
}

/// An error that has no page yet.
#[derive(Clone)]
pub(super) struct Untold(pub(super) std::sync::Arc<AdminError>);

impl AdminError {
    /// Returns the status that says it.
    fn status(&self) -> StatusCode {
        use app::Error as Deed;
        match self {
            Self::Foreign | Self::Stray | Self::App(Deed::Denied { .. }) => StatusCode::FORBIDDEN,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::TooLarge | Self::TooManyFields => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Internal | Self::App(Deed::Internal(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::App(Deed::NotFound) => StatusCode::NOT_FOUND,
            Self::App(Deed::Invalid(_)) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::App(Deed::Conflict(_) | Deed::Stale) => StatusCode::CONFLICT,
            Self::App(Deed::Limited { .. }) => StatusCode::TOO_MANY_REQUESTS,
            Self::App(Deed::Unavailable(StoreError::Full)) => StatusCode::INSUFFICIENT_STORAGE,
            Self::App(Deed::Unavailable(_)) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Says that trying again may help.
    pub(super) fn may_pass(&self) -> bool {
        matches!(self, Self::App(app::Error::Unavailable(_)))
    }

    /// Says that the role was too low.
    pub(super) fn is_denied(&self) -> bool {
        matches!(self, Self::App(app::Error::Denied { .. }))
    }

    fn problem(&self) -> DeskProblem {
        use app::Error as Deed;
        match self {
            Self::Foreign | Self::Stray => DeskProblem::Foreign,
            Self::BadRequest => DeskProblem::BadRequest,
            Self::TooLarge => DeskProblem::TooLarge,
            Self::TooManyFields => DeskProblem::TooManyFields,
            Self::Internal => DeskProblem::Internal,
            Self::App(Deed::Internal(why)) => {
                tracing::error!(why, "a deed of staff failed");
                DeskProblem::Internal
            }
            Self::App(Deed::NotFound) => DeskProblem::NotFound,
            Self::App(Deed::Denied { needs }) => DeskProblem::Denied { needs: *needs },
            Self::App(Deed::Invalid(errors)) => {
                DeskProblem::Conflict(Deed::Invalid(errors.clone()).to_string())
            }
            Self::App(Deed::Conflict(why)) => DeskProblem::Conflict(why.clone()),
            Self::App(Deed::Stale) => DeskProblem::Conflict(Deed::Stale.to_string()),
            Self::App(Deed::Limited { retry_after_secs }) => DeskProblem::Limited {
                retry_after_secs: *retry_after_secs,
            },
            Self::App(Deed::Unavailable(error)) => DeskProblem::Unavailable {
                is_unsure: matches!(error, StoreError::Unsure(_)),
            },
        }
    }

    /// Answers with the page of this error.
    pub(super) fn respond(
        &self,
        web: &Web,
        browser: &Browser,
        member: Option<&Member>,
    ) -> Response<Body> {
        self.respond_to(web, browser, member, None)
    }

    /// Answers a form with the page of this error, which holds what was typed.
    pub(super) fn respond_to(
        &self,
        web: &Web,
        browser: &Browser,
        member: Option<&Member>,
        sent: Option<&Sent>,
    ) -> Response<Body> {
        let edition = web.publication.edition();
        let site = edition.site();
        let mut frame = desk(web, browser, site, "");
        if let Some(member) = member.filter(|member| !member.staff.session.awaits_code) {
            let user = &member.staff.user;
            frame = frame.of(site, &user.name, user.role, Section::Nowhere);
        }
        let rendered = match (self, sent.filter(|sent| !sent.values.fields().is_empty())) {
            (Self::Foreign | Self::BadRequest | Self::TooLarge | Self::TooManyFields, _)
            | (_, None) => staff::desk_problem(frame, site, &self.problem()),
            (_, Some(sent)) => {
                let why = match self {
                    Self::Stray => Held::Stray,
                    _ => Held::Failed(self.problem()),
                };
                staff::held(frame, site, why, &sent.path, &sent.values)
            }
        };
        let mut response = html(self.status(), rendered);
        let wait = match self {
            Self::App(app::Error::Limited { retry_after_secs }) => Some(*retry_after_secs),
            Self::App(app::Error::Unavailable(_)) => Some(RETRY_SECS),
            _ => None,
        };
        if let Some(secs) = wait {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(secs));
        }
        response
    }
}
