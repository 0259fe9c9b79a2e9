//! How many bytes of bodies may be in memory at once: those being read, and answers being written.
//!
//! Answers from the edition and the archive are not counted: they are in memory once, however many readers ask for
//! them.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::Response;
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use hyper::body::{Bytes, Frame, SizeHint};

use super::Web;
use super::error::HtmlError;
use crate::views::public::ErrorPage;

/// Most bytes of bodies and answers in flight.
const MOST_BYTES: usize = 128 * 1024 * 1024;

/// The bytes that are left for bodies and answers. Clones share them.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    taken: Arc<AtomicUsize>,
    most: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self::of(MOST_BYTES)
    }
}

impl Budget {
    fn of(most: usize) -> Self {
        Self {
            taken: Arc::default(),
            most,
        }
    }

    fn share(&self) -> Arc<Share> {
        Arc::new(Share {
            budget: self.clone(),
            bytes: AtomicUsize::new(0),
            is_refused: AtomicBool::new(false),
        })
    }
}

/// What one request has taken; it gives it back at its end.
struct Share {
    budget: Budget,
    bytes: AtomicUsize,
    is_refused: AtomicBool,
}

impl Share {
    /// Takes bytes, or returns `false` if too few are left; then the request as a whole is refused too.
    fn take(&self, bytes: usize) -> bool {
        let taken = self.budget.taken.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if taken > self.budget.most {
            self.budget.taken.fetch_sub(bytes, Ordering::Relaxed);
            self.is_refused.store(true, Ordering::Relaxed);
            return false;
        }
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        true
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.budget
            .taken
            .fetch_sub(*self.bytes.get_mut(), Ordering::Relaxed);
    }
}

/// Makes a router whose bodies and answers count.
pub(super) fn counted(router: Router<Web>, budget: &Budget) -> Router<Web> {
    router.layer(middleware::from_fn_with_state(budget.clone(), keep))
}

/// Counts what is read of a request's body and how long its answer is; answers 503 when it is too much.
async fn keep(State(budget): State<Budget>, request: Request, next: Next) -> Response<Body> {
    let share = budget.share();
    let counted = Arc::clone(&share);
    let request = request.map(|inner| {
        Body::new(Counted {
            inner,
            share: counted,
        })
    });
    let response = next.run(request).await;
    let length = response.body().size_hint().lower();
    share.take(usize::try_from(length).unwrap_or(usize::MAX));
    if share.is_refused.load(Ordering::Relaxed) {
        tracing::warn!("a request was refused: too much is being read or written at once");
        return HtmlError(ErrorPage::Unavailable).into_response();
    }
    response.map(|inner| {
        Body::new(Counting {
            inner,
            _share: share,
        })
    })
}

/// A body whose bytes are counted as they come.
struct Counted {
    inner: Body,
    share: Arc<Share>,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let frame = ready!(Pin::new(&mut self.inner).poll_frame(context));
        let length = match &frame {
            Some(Ok(frame)) => frame.data_ref().map_or(0, Bytes::len),
            _ => 0,
        };
        Poll::Ready(if self.share.take(length) {
            frame.map(|frame| frame.map_err(Into::into))
        } else {
            Some(Err("too much is being read at once".into()))
        })
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// A body that counts until it is written.
struct Counting {
    inner: Body,
    _share: Arc<Share>,
}

impl HttpBody for Counting {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.inner).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use axum::routing::post;
    use tower::ServiceExt;

    use super::*;

    fn router(budget: &Budget) -> Router {
        Router::new()
            .route("/", post(|body: Bytes| async move { body }))
            .layer(middleware::from_fn_with_state(budget.clone(), keep))
    }

    async fn send(budget: &Budget, bytes: usize) -> Response<Body> {
        let request = Request::post("/")
            .body(Body::from(vec![b'x'; bytes]))
            .expect("a request");
        router(budget).oneshot(request).await.expect("an answer")
    }

    #[tokio::test]
    async fn bodies_and_answers_in_flight_are_bounded_together() {
        let budget = Budget::of(100);
        let first = send(&budget, 40).await;
        assert_eq!(first.status(), StatusCode::OK);
        for bytes in [40, 11] {
            let refused = send(&budget, bytes).await;
            assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
        }
        assert_eq!(send(&budget, 10).await.status(), StatusCode::OK);
        drop(first);
        assert_eq!(budget.taken.load(Ordering::Relaxed), 0);
        assert_eq!(send(&budget, 50).await.status(), StatusCode::OK);
        assert_eq!(
            send(&budget, 51).await.status(),
            StatusCode::SERVICE_UNAVAILABLE
        );
    }
}
