//! Errors of the manage API: always JSON, always `error` and `message`.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;

use crate::app;
use crate::store::StoreError;
use crate::web::json_error::{RETRY_SECS, respond};
use crate::wire::statuspage_v1::{self as wire, ErrorBody, ErrorText};

/// Why a request was not carried out.
#[derive(Debug)]
pub(in crate::web) enum ManageApiError {
    /// 400: the body cannot be read.
    Malformed(String),
    /// 401: no token, or none of ours.
    Unauthenticated,
    /// 404.
    NotFound,
    /// 413: the body is too large.
    TooLarge,
    /// 415: the body is of a kind that is not read here.
    UnsupportedType,
    /// 429.
    TooMany {
        /// Seconds to wait.
        retry_after_secs: u64,
    },
    /// 503: the deed is done and lasting, but its answer cannot be read from the database now.
    Unavailable(StoreError),
    /// An error of the deed.
    App(app::Error),
}

impl From<app::Error> for ManageApiError {
    fn from(error: app::Error) -> Self {
        Self::App(error)
    }
}

impl From<StoreError> for ManageApiError {
    fn from(error: StoreError) -> Self {
        Self::App(error.into())
    }
}

impl IntoResponse for ManageApiError {
    fn into_response(self) -> Response<Body> {
        let (status, texts, retry_after) = self.status_and_texts();
        let message = texts.join("; ");
        let error = if status == StatusCode::UNPROCESSABLE_ENTITY {
            ErrorText::Many(texts)
        } else {
            ErrorText::One(message.clone())
        };
        respond(status, &ErrorBody { error, message }, retry_after)
    }
}

impl ManageApiError {
    /// Marks a failure that came after the deed: its text must not say that nothing changed.
    pub(super) fn after_the_deed(self) -> Self {
        match self {
            Self::App(app::Error::Unavailable(error)) => Self::Unavailable(error),
            other => other,
        }
    }

    fn status_and_texts(self) -> (StatusCode, Vec<String>, Option<u64>) {
        use app::Error as DeedError;
        let single = |status, text: &str| (status, vec![text.to_owned()], None);
        match self {
            Self::Malformed(why) => single(StatusCode::BAD_REQUEST, &why),
            Self::Unauthenticated => single(StatusCode::UNAUTHORIZED, "Could not authenticate"),
            Self::NotFound | Self::App(DeedError::NotFound) => {
                single(StatusCode::NOT_FOUND, "Not found")
            }
            Self::TooLarge => single(
                StatusCode::PAYLOAD_TOO_LARGE,
                "The body is larger than 1 MiB",
            ),
            Self::UnsupportedType => single(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Send JSON (application/json) or a form (application/x-www-form-urlencoded)",
            ),
            Self::TooMany { retry_after_secs }
            | Self::App(DeedError::Limited { retry_after_secs }) => (
                StatusCode::TOO_MANY_REQUESTS,
                vec![format!("Too many requests; wait {retry_after_secs} s")],
                Some(retry_after_secs),
            ),
            Self::App(DeedError::Denied { needs }) => single(
                StatusCode::FORBIDDEN,
                &format!("This token may not do that; it takes the role {needs}"),
            ),
            Self::App(DeedError::Conflict(why)) => single(StatusCode::CONFLICT, &capitalised(&why)),
            Self::App(DeedError::Stale) => single(
                StatusCode::PRECONDITION_FAILED,
                "It was changed since; read it again",
            ),
            Self::App(DeedError::Invalid(errors)) => {
                let texts = errors
                    .iter()
                    .map(|(field, problem)| {
                        let name = capitalised(&field.replace('_', " "));
                        format!("{name} {}", wire::problem(problem))
                    })
                    .collect();
                (StatusCode::UNPROCESSABLE_ENTITY, texts, None)
            }
            Self::App(DeedError::Unavailable(StoreError::Full)) => (
                StatusCode::INSUFFICIENT_STORAGE,
                vec!["The server's disk is full; nothing was changed".to_owned()],
                Some(RETRY_SECS),
            ),
            Self::Unavailable(error) => {
                tracing::warn!(%error, "a change was made and cannot be shown");
                (
                    StatusCode::SERVICE_UNAVAILABLE,
                    vec!["The change was made, but the database cannot show it now".to_owned()],
                    Some(RETRY_SECS),
                )
            }
            Self::App(DeedError::Unavailable(StoreError::Unsure(error))) => {
                tracing::error!(%error, "a write may have been made or not");
                (
                    StatusCode::SERVICE_UNAVAILABLE,
                    vec![
                        "The database was lost while it committed: the change may have been made or not. Look, \
                         or send it again under the same Idempotency-Key"
                            .to_owned(),
                    ],
                    Some(RETRY_SECS),
                )
            }
            Self::App(DeedError::Unavailable(error)) => {
                tracing::warn!(%error, "a write was refused");
                (
                    StatusCode::SERVICE_UNAVAILABLE,
                    vec![
                        "The database does not take this now; nothing was changed, try again"
                            .to_owned(),
                    ],
                    Some(RETRY_SECS),
                )
            }
            Self::App(DeedError::Internal(why)) => {
                tracing::error!(why, "a request failed");
                single(StatusCode::INTERNAL_SERVER_ERROR, "Internal error")
            }
        }
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
