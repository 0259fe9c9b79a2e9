//! The document of the manage API, made from the code, and what handlers share with it: the shapes of
//! queries and failures.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::{Deserialize, Serialize};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder};
use utoipa::{IntoParams, IntoResponses};

use super::ManageApiError;
use crate::publication::{CachePolicy, Document, DocumentFrame};
use crate::views::public::ApiOperation;
use crate::web::Web;
use crate::web::answer::Asked;
use crate::wire::JSON;
use crate::wire::statuspage_v1::{ErrorBody, ErrorText};
use crate::{app, urls};

/// Everything but the paths, which the routes add.
pub(super) fn base() -> OpenApi {
    let token = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(
        "Authorization",
        "OAuth TOKEN, Bearer TOKEN or the bare token; also the query parameter api_key",
    )));
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Candor manage API")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(
                    "Runs incidents, components and postmortems. Drop-in for the manage API of Statuspage \
                     as far as it goes; extensions are marked.",
                ))
                .build(),
        )
        .components(Some(
            ComponentsBuilder::new()
                .schema_from::<ErrorBody>()
                .schema_from::<ErrorText>()
                .security_scheme("token", token)
                .build(),
        ))
        .security(Some([SecurityRequirement::new(
            "token",
            std::iter::empty::<String>(),
        )]))
        .build()
}

/// Makes `/api/openapi.json`, which changes with the program alone.
pub(super) fn router(document: &OpenApi, frame: &DocumentFrame) -> Router<Web> {
    let text = document.to_json().unwrap_or_default();
    let text = Document::fixed(text.into_bytes(), JSON, CachePolicy::Page, frame);
    let text = Arc::new(text);
    Router::new().route(
        urls::OPENAPI,
        get(move |State(web): State<Web>, asked: Asked| async move {
            asked.answer(&text, web.house.publication.now())
        }),
    )
}

/// Gives every operation a name of its own: `get_pages_page_incidents`.
pub(super) fn name_operations(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        let words: Vec<&str> = path
            .split('/')
            .skip(2)
            .map(|part| part.trim_matches(['{', '}']).trim_end_matches("_id"))
            .collect();
        let place = words.join("_").replace('-', "_");
        for (method, operation) in [
            ("get", &mut item.get),
            ("post", &mut item.post),
            ("patch", &mut item.patch),
            ("put", &mut item.put),
            ("delete", &mut item.delete),
        ] {
            if let Some(operation) = operation {
                operation.operation_id = Some(format!("{method}_{place}"));
            }
        }
    }
}

/// Lists the operations for the page, in the order of their paths.
pub(super) fn operations(document: &OpenApi) -> Vec<ApiOperation> {
    let mut operations: Vec<ApiOperation> = Vec::new();
    for (path, item) in &document.paths.paths {
        let methods = [
            ("GET", &item.get),
            ("POST", &item.post),
            ("PATCH", &item.patch),
            ("PUT", &item.put),
            ("DELETE", &item.delete),
        ];
        for (method, operation) in methods {
            if let Some(operation) = operation {
                let summary = operation.summary.clone().unwrap_or_default();
                match operations.last_mut() {
                    Some(last) if last.path == *path && last.summary == summary => {
                        last.methods = format!("{}, {method}", last.methods);
                    }
                    _ => operations.push(ApiOperation {
                        methods: method.to_owned(),
                        path: path.clone(),
                        summary,
                    }),
                }
            }
        }
    }
    operations
}

/// Gives an answer the version of what it shows as its entity tag.
pub(super) fn tagged(mut answer: Response, version: &str) -> Response {
    if let Ok(tag) = format!("\"{version}\"").parse() {
        answer.headers_mut().insert(ETAG, tag);
    }
    answer
}

/// Makes an answer that nobody keeps.
pub(super) fn json<T: Serialize + ?Sized>(status: StatusCode, value: &T) -> Response {
    match serde_json::to_vec(value) {
        Ok(body) => (
            status,
            [
                (CONTENT_TYPE, HeaderValue::from_static(JSON)),
                (CACHE_CONTROL, CachePolicy::Never.header()),
            ],
            body,
        )
            .into_response(),
        Err(error) => ManageApiError::App(app::Error::internal(&error)).into_response(),
    }
}

/// Which part of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Paging {
    /// The page, 1 is first (0 is the same).
    #[param(value_type = Option<u32>)]
    page: Option<String>,
    /// Entries a page.
    #[param(value_type = Option<u32>)]
    per_page: Option<String>,
    /// Entries a page; the same as `per_page`.
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
}

impl Paging {
    /// Returns how many entries to show and how many to skip.
    ///
    /// # Errors
    /// One of them is not a number.
    pub(super) fn window(&self, most: usize) -> Result<(usize, usize), ManageApiError> {
        let number = |name: &str, text: &Option<String>| match text.as_deref() {
            None | Some("") => Ok(None),
            Some(text) => text
                .parse::<u32>()
                .map(|number| Some(number as usize))
                .map_err(|_| {
                    ManageApiError::Malformed(format!("{name} must be a number of 0 or more"))
                }),
        };
        let page = number("page", &self.page)?.unwrap_or(1).max(1);
        let limit = number("per_page", &self.per_page)?
            .or(number("limit", &self.limit)?)
            .unwrap_or(most)
            .clamp(1, most);
        Ok((limit, (page - 1).saturating_mul(limit)))
    }
}

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Search {
    /// A text in the name, state, updates or published postmortem; upper and lower case are alike.
    pub(super) q: Option<String>,
}

/// Why a request was not carried out.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes the answers for the document")]
pub(super) enum Failures {
    /// The request cannot be read.
    #[response(status = 400)]
    Malformed(ErrorBody),
    /// No token, or none of ours.
    #[response(status = 401)]
    Unauthenticated(ErrorBody),
    /// The token's role is too low.
    #[response(status = 403)]
    Denied(ErrorBody),
    /// It does not exist.
    #[response(status = 404)]
    NotFound(ErrorBody),
    /// It contradicts what is there.
    #[response(status = 409)]
    Conflict(ErrorBody),
    /// It changed since the version in `If-Match`.
    #[response(status = 412)]
    Stale(ErrorBody),
    /// The body is larger than 1 MiB.
    #[response(status = 413)]
    TooLarge(ErrorBody),
    /// The body is neither JSON nor a form.
    #[response(status = 415)]
    UnsupportedType(ErrorBody),
    /// The input breaks rules; `error` is a list of texts.
    #[response(status = 422)]
    Invalid(ErrorBody),
    /// Too many requests; wait as `Retry-After` says.
    #[response(status = 429)]
    TooMany(ErrorBody),
    /// The database does not answer; `message` says whether nothing was changed or it is not known.
    #[response(status = 503)]
    Unavailable(ErrorBody),
    /// The disk is full; nothing was changed.
    #[response(status = 507)]
    Full(ErrorBody),
}
