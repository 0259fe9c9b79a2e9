//! The files that pages ask for, compressed once at start.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::Web;
use super::answer::Asked;
use super::error::HtmlError;
use crate::assets;
use crate::publication::{CachePolicy, Document, Frame};
use crate::views::public::Problem;

pub(super) fn router(frame: &Frame) -> Router<Web> {
    let files: Arc<HashMap<String, Arc<Document>>> = Arc::new(
        assets::all()
            .into_iter()
            .map(|asset| {
                let document = Document::fixed(
                    asset.body.clone(),
                    asset.content_type,
                    CachePolicy::Immutable,
                    frame,
                );
                (asset.path.clone(), Arc::new(document))
            })
            .collect(),
    );
    Router::new().route(
        "/static/{file}",
        get(move |asked: Asked| async move { show(&files, &asked) }),
    )
}

fn show(files: &HashMap<String, Arc<Document>>, asked: &Asked) -> Response {
    match files.get(asked.path()) {
        Some(document) => asked.answer(document),
        None => HtmlError(Problem::NotFound).into_response(),
    }
}
