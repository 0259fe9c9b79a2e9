//! Bodies read to their end, within their bound.

use std::error::Error as _;

use axum::body::{Body, Bytes, to_bytes};
use http_body_util::LengthLimitError;

/// Why a body could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is longer than its bound.
    TooLarge,
    /// It ended early, or its chunks make no sense.
    Broken,
}

/// Reads a body of at most so many bytes.
pub(super) async fn read(body: Body, most: usize) -> Result<Bytes, Unread> {
    to_bytes(body, most).await.map_err(|error| {
        let mut cause = error.source();
        while let Some(error) = cause {
            if error.is::<LengthLimitError>() {
                return Unread::TooLarge;
            }
            cause = error.source();
        }
        Unread::Broken
    })
}
