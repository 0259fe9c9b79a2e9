//! Errors as staff see them.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::form::Unreadable;
use crate::app;
use crate::publication::PublicationError;
use crate::store::StoreError;

/// What a handler answers.
pub(crate) type Answer = Result<Response, AdminError>;

/// Why a request was not carried out.
#[derive(Debug)]
pub(crate) enum AdminError {
    /// The form came from another site.
    Foreign,
    /// The form's token is missing or of another browser.
    ForeignToken,
    /// The address asks for something that makes no sense.
    BadRequest,
    /// The body is larger than its sender may send.
    TooLarge,
    /// The form has more fields than any of ours, or a field with a name too long.
    TooManyFields,
    /// Our fault.
    Internal,
    /// An error of the deed.
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

impl From<Unreadable> for AdminError {
    fn from(why: Unreadable) -> Self {
        match why {
            Unreadable::TooLarge => Self::TooLarge,
            Unreadable::TooManyFields => Self::TooManyFields,
            Unreadable::Broken => Self::BadRequest,
        }
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
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response
            .extensions_mut()
            .insert(WithoutPage(std::sync::Arc::new(self)));
        response
    }
}

/// An error that has no page yet.
#[derive(Clone)]
pub(super) struct WithoutPage(pub(super) std::sync::Arc<AdminError>);

impl AdminError {
    /// Returns the status of the answer.
    pub(super) fn status(&self) -> StatusCode {
        use app::Error as DeedError;
        match self {
            Self::Foreign | Self::ForeignToken | Self::App(DeedError::Denied { .. }) => {
                StatusCode::FORBIDDEN
            }
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::TooLarge | Self::TooManyFields => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Internal | Self::App(DeedError::Internal(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::App(DeedError::NotFound) => StatusCode::NOT_FOUND,
            Self::App(DeedError::Invalid(_)) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::App(DeedError::Conflict(_) | DeedError::Stale) => StatusCode::CONFLICT,
            Self::App(DeedError::Limited { .. }) => StatusCode::TOO_MANY_REQUESTS,
            Self::App(DeedError::Unavailable(StoreError::Full)) => StatusCode::INSUFFICIENT_STORAGE,
            Self::App(DeedError::Unavailable(_)) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Says whether trying again may help.
    pub(super) fn may_pass(&self) -> bool {
        matches!(self, Self::App(app::Error::Unavailable(_)))
    }

    /// Says whether the role was too low.
    pub(super) fn is_denied(&self) -> bool {
        matches!(self, Self::App(app::Error::Denied { .. }))
    }
}
