//! The headers that defend readers, on every answer.

use axum::extract::{Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use super::{Web, manage_api};
use crate::publication::DocumentFrame;
use crate::urls::PublicUrl;

/// Nothing by default; each grant is for this site's own files. No inline script or style runs.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                   connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A year, as browsers' preload lists ask for.
const HSTS: &str = "max-age=31536000";

/// Makes the headers for a page at this address.
pub(super) fn frame(url: &PublicUrl) -> DocumentFrame {
    let mut headers = HeaderMap::new();
    let mut put = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    put(CONTENT_SECURITY_POLICY, CSP);
    put(X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(X_FRAME_OPTIONS, "DENY");
    put(REFERRER_POLICY, "strict-origin-when-cross-origin");
    put(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    if url.is_https() {
        put(STRICT_TRANSPORT_SECURITY, HSTS);
    }
    DocumentFrame {
        headers,
        api_operations: manage_api::operations(),
    }
}

/// Puts the headers on answers that are not finished documents.
pub(super) async fn secure(State(web): State<Web>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in &web.frame.headers {
        if !headers.contains_key(name) {
            headers.insert(name.clone(), value.clone());
        }
    }
    response
}
