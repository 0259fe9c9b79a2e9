//! Keeping the live edition up to date.

use std::ops::Range;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use tokio::sync::{Notify, watch};

use super::PublicationError;
use super::document::{Document, DocumentFrame};
use super::edition::Edition;
use super::kept::{self, KeptDocuments};
use super::making::{self, Made, load, make};
use super::render::{self, Renderer};
use crate::clock::Clock;
use crate::domain::Ts;
use crate::store::{Reads, StoreError, Watch};
use crate::urls::PublicUrl;
use crate::workers::Workers;

/// How long a deed waits for its change to be live. The change itself is on disk already.
const LIVE_WAIT: Duration = Duration::from_secs(10);

/// How long the database may take to say its revision before it counts as down.
const ANSWER_WAIT: Duration = Duration::from_secs(2);

/// How long to wait before a failed refresh is tried again.
const RETRY: Duration = Duration::from_millis(500);

/// How long to wait before an edition that could not be made of a revision is tried again.
const RETRY_MAKING: Duration = Duration::from_secs(10);

/// The live edition and all that keeps it live. Clones share it.
#[derive(Clone)]
pub struct Publication {
    shared: Arc<Shared>,
}

struct Shared {
    reads: Reads,
    clock: Clock,
    renderer: Renderer,
    frame: DocumentFrame,
    current: ArcSwap<Edition>,
    /// What readers asked for beyond the hot set.
    kept: KeptDocuments,
    /// Places for making what readers ask for.
    workers: Workers,
    /// The place for making editions, which wait for no reader.
    edition_worker: Workers,
    /// The revision that readers see.
    live: watch::Sender<i64>,
    wake: Notify,
    /// The time from the making of the live edition until its next boundary.
    valid: Mutex<Range<Ts>>,
    /// The revision of which no edition could be made, and when that was tried.
    failed: Mutex<Option<(i64, Instant)>>,
    /// When the database stopped answering; `None` while it answers.
    down_since: Mutex<Option<Ts>>,
    /// When the live edition was made.
    made_at: Mutex<Ts>,
}

/// How publication is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// The revision that readers see.
    pub revision: i64,
    /// When the database stopped answering; `None` while it answers.
    pub down_since: Option<Ts>,
    /// Seconds since the live edition was made.
    pub edition_age_secs: i64,
    /// Open incidents and maintenances whose promised next update is late.
    pub promises_overdue: usize,
}

impl Publication {
    /// Makes the first edition. [`Publication::keep_live`] must be running for it to follow changes.
    ///
    /// # Errors
    /// The database cannot be read, or a document cannot be rendered.
    pub async fn start(
        reads: Reads,
        clock: Clock,
        url: PublicUrl,
        frame: DocumentFrame,
    ) -> Result<Self, PublicationError> {
        describe_metrics();
        let started = Instant::now();
        let edition_worker = Workers::new(1);
        let now = clock.now();
        let from = reads.clone();
        let loading = async move { load(&from, now, &[]).await };
        let loaded = edition_worker.drive(loading).await?;
        let renderer = Renderer::new(url, frame.api_operations);
        let making = edition_worker.run(|| make(loaded, &renderer, &frame, None));
        let made = making.await?;
        metrics::histogram!(MAKE_SECONDS).record(started.elapsed().as_secs_f64());
        Ok(Self {
            shared: Arc::new(Shared {
                live: watch::Sender::new(made.edition.revision),
                current: ArcSwap::from_pointee(made.edition),
                reads,
                clock,
                renderer,
                frame,
                kept: kept::kept(),
                workers: Workers::for_cores(),
                edition_worker,
                wake: Notify::new(),
                valid: Mutex::new(now..made.next_boundary),
                failed: Mutex::new(None),
                down_since: Mutex::new(None),
                made_at: Mutex::new(now),
            }),
        })
    }

    /// Returns the live edition.
    pub fn edition(&self) -> Arc<Edition> {
        self.shared.current.load_full()
    }

    /// Returns how many documents were rendered so far.
    pub fn rendered_count(&self) -> u64 {
        self.shared.renderer.count()
    }

    pub(super) fn reads(&self) -> &Reads {
        &self.shared.reads
    }

    pub(super) fn frame(&self) -> &DocumentFrame {
        &self.shared.frame
    }

    pub(super) fn kept(&self) -> &KeptDocuments {
        &self.shared.kept
    }

    /// Returns the places for what readers ask for.
    pub(super) fn workers(&self) -> &Workers {
        &self.shared.workers
    }

    /// While the database is known to be down nobody waits for it again.
    ///
    /// # Errors
    /// It is known not to answer.
    pub(super) fn database_answers(&self) -> Result<(), PublicationError> {
        if lock(&self.shared.down_since).is_none() {
            return Ok(());
        }
        let why = "the database does not answer";
        Err(PublicationError::Unavailable(why.to_owned()))
    }

    /// Returns the present instant.
    pub fn now(&self) -> Ts {
        self.shared.clock.now()
    }

    /// Finds a hot document. A map look-up and two reference counts.
    pub fn hot(&self, path: &str) -> Option<Arc<Document>> {
        self.shared.current.load().hot(path).map(Arc::clone)
    }

    /// Waits until readers see a revision. Gives up after 10 s, since the change itself is on disk.
    pub async fn wait_until_live(&self, revision: i64) {
        let mut live = self.shared.live.subscribe();
        self.shared.wake.notify_one();
        let waited = tokio::time::timeout(LIVE_WAIT, live.wait_for(|live| *live >= revision)).await;
        if !matches!(waited, Ok(Ok(_))) {
            tracing::error!(revision, "the change is stored but not live yet");
        }
    }

    /// Returns how it is doing.
    pub fn health(&self) -> Health {
        let made_at = *lock(&self.shared.made_at);
        let now = self.shared.clock.now();
        let edition = self.shared.current.load();
        Health {
            revision: edition.revision,
            down_since: *lock(&self.shared.down_since),
            edition_age_secs: now.secs_since(made_at).max(0),
            promises_overdue: edition.state.promises_overdue(now),
        }
    }

    /// Follows the data and the clock for ever, and makes anew after each change what readers asked for lately.
    pub async fn keep_live(self) {
        let mut live = self.shared.live.subscribe();
        let ahead = async {
            while live.changed().await.is_ok() {
                self.render_ahead().await;
            }
        };
        tokio::join!(self.follow(), ahead);
    }

    /// Follows the data and the clock for ever: one refresh at a time, and one for a burst of changes.
    async fn follow(&self) {
        let mut watch: Option<Watch> = None;
        loop {
            tokio::select! {
                () = self.shared.wake.notified() => {}
                () = changed(&mut watch) => {}
            }
            if watch.is_none() {
                let watching = tokio::time::timeout(ANSWER_WAIT, self.shared.reads.watch());
                watch = watching.await.ok().and_then(Result::ok);
            }
            if let Err(error) = self.refresh().await {
                tracing::debug!(%error, "could not refresh");
                tokio::time::sleep(RETRY).await;
            }
        }
    }

    /// Makes a new edition if the revision moved or a time boundary passed.
    pub async fn refresh(&self) -> Result<(), PublicationError> {
        let shared = &self.shared;
        let now = shared.clock.now();
        let asked = tokio::time::timeout(ANSWER_WAIT, shared.reads.revision()).await;
        let revision = self.note(asked.unwrap_or(Err(StoreError::Busy)))?;
        let before = self.edition();
        // If the clock ran ahead and came back, the edition is of the future and must be made again.
        if revision == before.revision && lock(&shared.valid).contains(&now) {
            return Ok(());
        }
        let failed = *lock(&shared.failed);
        if failed.is_some_and(|(of, at)| of == revision && at.elapsed() < RETRY_MAKING) {
            return Err(PublicationError::Render(
                "it could not be made before".to_owned(),
            ));
        }
        let started = Instant::now();
        let made = self.make(now, &before).await.inspect_err(|error| {
            if let PublicationError::Render(_) = error {
                metrics::counter!(FAILURES).increment(1);
                tracing::error!(%error, "no new edition");
                *lock(&shared.failed) = Some((revision, Instant::now()));
            }
        })?;
        if made.is_new {
            *lock(&shared.made_at) = now;
            metrics::histogram!(MAKE_SECONDS).record(started.elapsed().as_secs_f64());
        }
        // Set only now, so that a boundary whose edition failed is tried again.
        *lock(&shared.valid) = now..made.next_boundary;
        *lock(&shared.failed) = None;
        let revision = made.edition.revision;
        shared.current.store(Arc::new(made.edition));
        shared.live.send_replace(revision);
        Ok(())
    }

    async fn make(&self, now: Ts, before: &Edition) -> Result<Made, PublicationError> {
        let shared = &self.shared;
        let (reads, images) = (
            shared.reads.clone(),
            before.state.page.branding.images.clone(),
        );
        let loading = async move { load(&reads, now, &images).await };
        let loaded = self.note(shared.edition_worker.drive(loading).await)?;
        let make = || make(loaded, &shared.renderer, &shared.frame, Some(before));
        shared.edition_worker.run(make).await
    }

    /// Remembers since when the database does not answer.
    fn note<T>(&self, answer: Result<T, StoreError>) -> Result<T, PublicationError> {
        let mut down_since = lock(&self.shared.down_since);
        match answer {
            Ok(value) => {
                if down_since.take().is_some() {
                    tracing::warn!("the database answers again");
                }
                Ok(value)
            }
            Err(error) if error.is_ours() => Err(error.into()),
            Err(error) => {
                metrics::counter!(DATABASE_ERRORS).increment(1);
                if down_since.is_none() {
                    tracing::error!(%error, "the database does not answer; readers get the last edition");
                    *down_since = Some(self.shared.clock.now());
                }
                Err(error.into())
            }
        }
    }
}

/// Waits for a sign of change; a watch that lost its connection is dropped and made anew later.
async fn changed(watch: &mut Option<Watch>) {
    match watch {
        Some(watching) => {
            if watching.changed().await.is_err() {
                *watch = None;
            }
        }
        None => tokio::time::sleep(RETRY).await,
    }
}

const MAKE_SECONDS: &str = "candor_edition_make_seconds";
const DATABASE_ERRORS: &str = "candor_database_errors_total";
const FAILURES: &str = "candor_edition_failures_total";

/// Says what the metrics of this room mean, and starts those that only faults would start.
fn describe_metrics() {
    metrics::describe_histogram!(
        MAKE_SECONDS,
        "Reading the data, rendering and compressing a new edition"
    );
    metrics::describe_counter!(
        DATABASE_ERRORS,
        "Reads of the data that the database failed"
    );
    metrics::describe_counter!(FAILURES, "Editions that could not be made");
    metrics::counter!(DATABASE_ERRORS).increment(0);
    metrics::counter!(FAILURES).increment(0);
    making::describe_metrics();
    render::describe_metrics();
}

/// Locks even if a thread panicked while it held the lock: the plain value in it is still whole.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}
