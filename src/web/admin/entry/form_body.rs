//! The body of a form, read within the bounds of whoever sends it.

use axum::body::Body;
use axum::http::request::Parts;

use super::browser::Browser;
use crate::urls::admin as urls;
use crate::web::admin::form::{Fields, Unreadable, upload};
use crate::web::body;
use crate::web::form_bounds::most_fields;
use crate::web::{BODY_LIMIT, Web};

/// Largest body of a log-in form, in bytes: it may carry another form of full size through, whose fields
/// grow a little by being kept.
const LOGIN_LIMIT: usize = 2 * BODY_LIMIT;

/// Largest body of somebody who has no session and had none, in bytes.
const STRANGER_LIMIT: usize = 64 * 1024;

/// How much of a form is read, and whether it may be shown again.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    /// What was typed may be kept or shown again.
    pub(super) may_keep: bool,
    most_fields: usize,
}

impl Bounds {
    /// Returns the bounds of a form from this browser.
    pub(super) fn of(web: &Web, browser: &Browser, has_session: bool) -> Self {
        Self {
            may_keep: has_session || browser.may_keep(),
            most_fields: most_fields(web.house.publication.edition().component_count),
        }
    }
}

/// Reads the fields of a body, and its file if the route takes one.
pub(super) async fn read_form(
    parts: &Parts,
    body: Body,
    most_upload: Option<usize>,
    bounds: Bounds,
) -> Result<Fields, Unreadable> {
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
    let bytes = body::read(body, limit).await?;
    Fields::parse(&bytes, bounds.most_fields).ok_or(Unreadable::TooManyFields)
}
