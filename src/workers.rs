//! Computing that may take over a millisecond: off the async threads, a few pieces at a time.
//!
//! A place is held until the work itself ends. Whoever asked may hang up meanwhile and frees nothing by it.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::ready;

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::Semaphore;
use tokio_util::sync::PollSemaphore;

/// Returns how many threads a runtime may have besides its async ones: more than there are places, and not so many
/// that what each keeps of memory counts. Each piece of work has another thread take over what is async.
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
        self.drive(async { work() }).await
    }

    /// Drives a future whose steps may compute: each step has a place, and none while it waits.
    pub fn drive<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        let mut future = Box::pin(future);
        let mut places = PollSemaphore::new(Arc::clone(&self.0));
        poll_fn(move |context| {
            let _place = ready!(places.poll_acquire(context));
            off_the_async_threads(|| future.as_mut().poll(context))
        })
    }
}

/// Does work on this thread while another one takes over what is async. On a runtime of a single thread, as
/// tests have it, there is no other.
fn off_the_async_threads<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
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
        let is_done = Arc::new(AtomicBool::new(false));
        let (there, go) = tokio::sync::oneshot::channel();
        let work = tokio::spawn({
            let (workers, is_done) = (workers.clone(), Arc::clone(&is_done));
            async move {
                workers
                    .run(move || {
                        let _ = there.send(());
                        while !is_done.load(Ordering::Relaxed) {
                            std::thread::yield_now();
                        }
                    })
                    .await;
            }
        });
        go.await.expect("it began");
        // Only an async thread can get here while the work goes on.
        tokio::spawn(async move { is_done.store(true, Ordering::Relaxed) })
            .await
            .expect("done");
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
