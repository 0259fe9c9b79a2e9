//! `/v1/pages`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::ManageApiError;
use super::auth::{Caller, Managing, Reading};
use super::bodies::PageBody;
use super::input::Input;
use super::openapi::{Failures, json};
use crate::app::{FieldErrors, PageEdit};
use crate::urls::PublicUrl;
use crate::web::Web;
use crate::wire::statuspage_v1 as wire;

/// Lists the page: there is one.
#[utoipa::path(get, path = "/v1/pages", tag = "pages",
    responses((status = 200, description = "The page", body = Vec<wire::Page>), Failures))]
pub(super) async fn list(
    State(web): State<Web>,
    caller: Caller<Reading>,
) -> Result<Response, ManageApiError> {
    let page = web.house.app.show_page(&caller.actor).await?;
    Ok(json(
        StatusCode::OK,
        &[wire::Page::new(&page, &web.house.url)],
    ))
}

/// Shows the page.
#[utoipa::path(get, path = "/v1/pages/{page_id}", tag = "pages",
    params(("page_id" = String, Path)),
    responses((status = 200, description = "The page", body = wire::Page), Failures))]
pub(super) async fn show(
    State(web): State<Web>,
    caller: Caller<Reading>,
) -> Result<Response, ManageApiError> {
    let page = web.house.app.show_page(&caller.actor).await?;
    Ok(json(
        StatusCode::OK,
        &wire::Page::new(&page, &web.house.url),
    ))
}

/// Changes name, zone, address and some settings. A new address is used from the next start.
#[utoipa::path(method(patch, put), path = "/v1/pages/{page_id}", tag = "pages",
    params(("page_id" = String, Path)), request_body = PageBody,
    responses((status = 200, description = "The page", body = wire::Page), Failures))]
pub(super) async fn edit(
    State(web): State<Web>,
    caller: Caller<Managing>,
    input: Input,
) -> Result<Response, ManageApiError> {
    let given = input.object("page")?;
    let mut errors = FieldErrors::default();
    let mut edit = PageEdit {
        name: given.name("name", &mut errors),
        time_zone: given.text("time_zone", &mut errors),
        about: given
            .clearable("page_description", &mut errors)
            .map(Option::unwrap_or_default),
        support_url: given
            .clearable("support_url", &mut errors)
            .map(Option::unwrap_or_default),
        hidden_from_search: given.flag("hidden_from_search", &mut errors),
        ..PageEdit::default()
    };
    if let Some(url) = given.text("url", &mut errors) {
        match PublicUrl::parse(&url) {
            Ok(url) => edit.url = Some(url.as_str().to_owned()),
            Err(why) => errors.add("url", why),
        }
    }
    errors.into_result()?;
    let page = web.house.app.edit_page(&caller.actor, &edit).await?;
    Ok(json(
        StatusCode::OK,
        &wire::Page::new(&page, &web.house.url),
    ))
}
