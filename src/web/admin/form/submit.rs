//! The life of a form that was sent: read, previewed, refused, overtaken by somebody else's change, or done.

use axum::response::Response;
use std::future::Future;

use super::fields::Fields;
use super::parsed::Parsed;
use super::redisplay::Redisplay;
use crate::app;
use crate::views::staff::Done;
use crate::web::admin::{AdminError, Answer, StaffRequest, done, see_other};

/// What came of a form that was read.
pub(crate) enum Outcome {
    /// It was carried out, and this answers it.
    Answered(Response),
    /// It is shown again, with other content than was typed.
    Shown(Redisplay),
}

impl Outcome {
    /// A form that was carried out; a page says so.
    pub(crate) fn done(path: &str, what: Done) -> Self {
        Self::Answered(done(path, what))
    }
}

/// Answers a form: with what `deed` makes of its value, or with the `page` of the form, which shows what was
/// typed again and what is wrong with it.
///
/// A form that comes back from a log-in is only shown. What the parser or the deed refuses is answered with
/// status 422, a form whose version somebody else changed with 409.
pub(crate) async fn submit<T>(
    request: &StaffRequest,
    fields: &Fields,
    parsed: Parsed<T>,
    deed: impl AsyncFnOnce(T) -> Result<Outcome, AdminError>,
    page: impl AsyncFnOnce(Redisplay) -> Answer,
) -> Answer {
    if fields.is_resumed() {
        return page(Redisplay::typed(fields)).await;
    }
    let outcome = match parsed {
        Parsed::Preview(errors) => {
            let redisplay = Redisplay::refused(fields, &errors, request.site());
            return page(redisplay.previewed()).await;
        }
        Parsed::Told(problems) => {
            return page(Redisplay::with(fields.typed(), problems).seen(fields)).await;
        }
        Parsed::Value(value) => deed(value).await,
        Parsed::Wrong(error) => Err(error.into()),
    };
    let redisplay = match outcome {
        Ok(Outcome::Answered(response)) => return Ok(response),
        Ok(Outcome::Shown(redisplay)) => redisplay,
        Err(AdminError::App(app::Error::Invalid(errors))) => {
            Redisplay::refused(fields, &errors, request.site())
        }
        Err(AdminError::App(app::Error::Stale)) => Redisplay::stale(fields),
        Err(other) => return Err(other),
    };
    page(redisplay).await
}

/// Answers a form that is only a button: does the deed and goes to a page that says so.
///
/// A form that comes back from a log-in only leads to that page.
pub(crate) async fn press<T>(
    fields: &Fields,
    page: &str,
    what: Done,
    deed: impl Future<Output = Result<T, app::Error>>,
) -> Answer {
    if fields.is_resumed() {
        return Ok(see_other(page));
    }
    // Boxed, so that it is not held twice.
    Box::pin(deed).await?;
    Ok(done(page, what))
}

/// Treats a thing that is gone already as removed.
pub(crate) fn or_gone<T>(removed: Result<T, app::Error>) -> Result<(), app::Error> {
    match removed {
        Ok(_) | Err(app::Error::NotFound) => Ok(()),
        Err(error) => Err(error),
    }
}
