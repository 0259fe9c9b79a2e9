//! Computing that may take over a millisecond: off the async threads, a few pieces at a time.
//!
//! A place is held until the work itself ends, even if whoever asked for it hangs up.

use std::future::{pending, poll_fn};
use std::panic::resume_unwind;
use std::sync::{Arc, LazyLock};
use std::task::ready;

use tokio::runtime::{Builder, Handle, Runtime, RuntimeFlavor};
use tokio::sync::Semaphore;
use tokio_util::sync::PollSemaphore;
use tokio_util::task::AbortOnDropHandle;
use tracing::Instrument;

/// Threads on which futures that compute are driven from step to step, apart from those that accept and answer: a
/// hop at each step would make a busy server's writers wait for their turn a hundred times.
static COMPUTING: LazyLock<Option<Runtime>> = LazyLock::new(|| {
    Builder::new_multi_thread()
        .worker_threads(4 * cores())
        .max_blocking_threads(threads())
        .thread_name("candor-computing")
        .enable_all()
        .build()
        .inspect_err(|error| tracing::warn!(%error, "no threads for computing"))
        .ok()
});

/// Returns how many threads a runtime may have besides its async ones: more than there are places, and not so many
/// that what each keeps of memory counts. While a piece of work runs, another thread takes over what is async.
pub fn threads() -> usize {
    8 * cores() + 8
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Places for work. Clones share them.
#[derive(Debug, Clone)]
pub struct Workers(Arc<Semaphore>);

impl Workers {
    /// Makes so many places.
    pub fn new(places: usize) -> Self {
        Self(Arc::new(Semaphore::new(places)))
    }

    /// Makes two places for each core.
    pub fn for_cores() -> Self {
        Self::new(2 * cores())
    }

    /// Does work as soon as there is a place.
    pub async fn run<T>(&self, work: impl FnOnce() -> T) -> T {
        let _place = self.0.acquire().await;
        off_the_async_threads(work)
    }

    /// Drives a future whose steps may compute: each step has a place, and none while it waits.
    pub fn drive<F>(&self, future: F) -> impl Future<Output = F::Output> + Send + use<F>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        let mut future = Box::pin(future);
        let mut places = PollSemaphore::new(Arc::clone(&self.0));
        let step_by_step = poll_fn(move |context| {
            let _place = ready!(places.poll_acquire(context));
            future.as_mut().poll(context)
        });
        async move {
            let Some(computing) = COMPUTING.as_ref().filter(|_| has_async_threads()) else {
                return step_by_step.await;
            };
            let task = computing.spawn(step_by_step.in_current_span());
            match AbortOnDropHandle::new(task).await {
                Ok(output) => output,
                Err(error) => match error.try_into_panic() {
                    Ok(panic) => resume_unwind(panic),
                    // It is cancelled only if nobody waits for it.
                    Err(_) => pending().await,
                },
            }
        }
    }
}

/// Does work on this thread while another one takes over what is async.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that does; its caller holds a place until the work ends"
)]
fn off_the_async_threads<T>(work: impl FnOnce() -> T) -> T {
    if has_async_threads() {
        tokio::task::block_in_place(work)
    } else {
        work()
    }
}

/// Says whether another thread can take over; on a runtime of a single thread, as tests have it, none can.
fn has_async_threads() -> bool {
    Handle::try_current().is_ok_and(|handle| handle.runtime_flavor() == RuntimeFlavor::MultiThread)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::{Duration, Instant};

    use super::*;

    fn compute(time: Duration) {
        let started = Instant::now();
        while started.elapsed() < time {
            std::hint::spin_loop();
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn the_only_async_thread_goes_on_while_work_is_done() {
        let workers = Workers::new(2);
        let (done, is_done) = std::sync::mpsc::channel();
        let (there, go) = tokio::sync::oneshot::channel();
        let work = tokio::spawn({
            let workers = workers.clone();
            async move {
                workers
                    .run(move || {
                        let _ = there.send(());
                        is_done.recv().expect("an end");
                    })
                    .await;
            }
        });
        go.await.expect("it began");
        // Only an async thread can get here while the work goes on.
        tokio::spawn(async move { done.send(()) })
            .await
            .expect("no panic")
            .expect("it waits");
        work.await.expect("done");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn whoever_hangs_up_frees_no_place() {
        let workers = Workers::new(2);
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut tasks = Vec::new();
        for _ in 0..12 {
            let (workers, now, most) = (workers.clone(), Arc::clone(&now), Arc::clone(&most));
            tasks.push(tokio::spawn(async move {
                let work = || {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    compute(Duration::from_millis(5));
                    now.fetch_sub(1, Ordering::SeqCst);
                };
                tokio::select! {
                    () = workers.run(work) => {}
                    () = tokio::time::sleep(Duration::from_millis(1)) => {}
                }
            }));
        }
        for task in tasks {
            task.await.expect("ended");
        }
        assert_eq!(workers.run(|| 7).await, 7);
        assert!(most.load(Ordering::SeqCst) <= 2);
    }

    #[tokio::test]
    async fn a_step_that_waits_holds_no_place() {
        let workers = Workers::new(1);
        let (send, receive) = tokio::sync::oneshot::channel();
        let waiting = workers.drive(receive);
        let sending = workers.drive(async { send.send(7) });
        let (received, _) = tokio::join!(waiting, sending);
        assert_eq!(received, Ok(7));
    }
}
