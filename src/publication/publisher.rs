//! Keeping the live edition up to date.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use moka::future::Cache;
use tokio::sync::{Notify, watch};

use super::document::{Document, Frame};
use super::edition::Edition;
use super::moment::{moment, past_since};
use super::{Trouble, Wanted};
use crate::clock::Clock;
use crate::domain::public::{Moment, PublicState, Snapshot, reveal};
use crate::domain::{PageImage, Ts};
use crate::store::{Store, StoreError, Watch};
use crate::urls::PublicUrl;
use crate::workers::Workers;
use crate::zone::Zone;

/// Most bytes of archive material kept in memory.
const ARCHIVE_BYTES: u64 = 8 * 1024 * 1024;

/// How long a deed waits for its change to be live. The change itself is on disk already.
const LIVE_WAIT: Duration = Duration::from_secs(10);

/// How long the database may take to say its revision before it counts as down.
const ANSWER_WAIT: Duration = Duration::from_secs(2);

/// How long to wait before a failed refresh is tried again.
const RETRY: Duration = Duration::from_millis(500);

/// Costs of an archive entry besides its bytes.
const ENTRY_BYTES: usize = 512;

type Archive = Cache<(u64, Wanted), Option<Arc<Document>>>;

/// The live edition and all that keeps it live. Clones share it.
#[derive(Clone)]
pub struct Publication {
    shared: Arc<Shared>,
}

struct Shared {
    store: Store,
    clock: Clock,
    url: PublicUrl,
    frame: Frame,
    current: ArcSwap<Edition>,
    archive: Archive,
    /// For what readers ask for.
    workers: Workers,
    /// For editions, which wait for nobody.
    edition_worker: Workers,
    /// The revision that readers see.
    live: watch::Sender<i64>,
    wake: Notify,
    next_boundary: Mutex<Ts>,
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
        store: Store,
        clock: Clock,
        url: PublicUrl,
        frame: Frame,
    ) -> Result<Self, Trouble> {
        describe_metrics();
        let started = Instant::now();
        let edition_worker = Workers::new(1);
        let loaded = edition_worker.drive(load(&store, clock.now(), &[])).await?;
        let numbers = (loaded.revision, loaded.component_count);
        let make = || Edition::make(loaded.state, numbers, &url, &frame, None);
        let edition = edition_worker.run(|| catch(make)).await?;
        metrics::histogram!(MAKE_SECONDS).record(started.elapsed().as_secs_f64());
        let archive = Cache::builder()
            .max_capacity(ARCHIVE_BYTES)
            .weigher(|_, document: &Option<Arc<Document>>| {
                let bytes = document
                    .as_ref()
                    .map_or(0, |document| document.size_bytes());
                u32::try_from(bytes + ENTRY_BYTES).unwrap_or(u32::MAX)
            })
            .build();
        let made_at = clock.now();
        Ok(Self {
            shared: Arc::new(Shared {
                live: watch::Sender::new(edition.revision),
                current: ArcSwap::from_pointee(edition),
                store,
                clock,
                url,
                frame,
                archive,
                workers: Workers::for_cores(),
                edition_worker,
                wake: Notify::new(),
                next_boundary: Mutex::new(loaded.next_boundary),
                down_since: Mutex::new(None),
                made_at: Mutex::new(made_at),
            }),
        })
    }

    /// Returns the live edition.
    pub fn edition(&self) -> Arc<Edition> {
        self.shared.current.load_full()
    }

    /// Finds a hot document. A map look-up and two reference counts.
    pub fn hot(&self, path: &str) -> Option<Arc<Document>> {
        self.shared.current.load().hot(path).map(Arc::clone)
    }

    /// Finds any other document: rendered on first request, by one reader for all who wait.
    pub async fn find(&self, wanted: Wanted) -> Result<Option<Arc<Document>>, Trouble> {
        let edition = self.edition();
        let key = (edition.serial, wanted.clone());
        let shared = &self.shared;
        shared
            .archive
            .try_get_with(
                key,
                shared.workers.drive(async {
                    let draft = match edition.draft(&wanted)? {
                        Some(draft) => Some(draft),
                        // While the database is known to be down nobody waits for it again.
                        None if lock(&shared.down_since).is_some() => {
                            let why = "the database does not answer";
                            return Err(Trouble::Unavailable(why.to_owned()));
                        }
                        None => Box::pin(edition.old_draft(&wanted, &shared.store)).await?,
                    };
                    Ok(draft.map(|draft| Arc::new(Document::finish(draft, &shared.frame))))
                }),
            )
            .await
            .map_err(|trouble: Arc<Trouble>| Trouble::clone(&trouble))
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
            edition_age_secs: now.secs_since(made_at),
            promises_overdue: edition.state.promises_overdue(now),
        }
    }

    /// Follows the data and the clock for ever: one refresh at a time, bursts drawn together.
    pub async fn keep_live(self) {
        let mut watch: Option<Watch> = None;
        loop {
            tokio::select! {
                () = self.shared.wake.notified() => {}
                () = changed(&mut watch) => {}
            }
            if watch.is_none() {
                watch = self.shared.store.watch().await.ok();
            }
            if let Err(trouble) = self.refresh().await {
                tracing::debug!(%trouble, "could not refresh");
                tokio::time::sleep(RETRY).await;
            }
        }
    }

    /// Makes a new edition if the revision moved or a time boundary passed.
    pub async fn refresh(&self) -> Result<(), Trouble> {
        let shared = &self.shared;
        let now = shared.clock.now();
        let asked = tokio::time::timeout(ANSWER_WAIT, shared.store.revision()).await;
        let revision = self.note(asked.unwrap_or(Err(StoreError::Busy)))?;
        let before = self.edition();
        if revision == before.revision && now < *lock(&shared.next_boundary) {
            return Ok(());
        }
        let started = Instant::now();
        let images = &before.state.page.face.images;
        let loading = load(&shared.store, now, images);
        let loaded = self.note(shared.edition_worker.drive(loading).await)?;
        let next_boundary = loaded.next_boundary;
        let make = || {
            let numbers = (loaded.revision, loaded.component_count);
            if loaded.state == before.state {
                return Ok((before.at_revision(numbers.0, numbers.1), false));
            }
            Edition::make(
                loaded.state,
                numbers,
                &shared.url,
                &shared.frame,
                Some(&before),
            )
            .map(|edition| (edition, true))
        };
        let (edition, is_new) = shared
            .edition_worker
            .run(|| catch(make))
            .await
            .inspect_err(|trouble| tracing::error!(%trouble, "no new edition"))?;
        if is_new {
            *lock(&shared.made_at) = now;
            metrics::histogram!(MAKE_SECONDS).record(started.elapsed().as_secs_f64());
        }
        // Only now: a boundary whose edition failed is tried again.
        *lock(&shared.next_boundary) = next_boundary;
        let revision = edition.revision;
        shared.current.store(Arc::new(edition));
        shared.live.send_replace(revision);
        Ok(())
    }

    /// Remembers since when the database does not answer.
    fn note<T>(&self, answer: Result<T, StoreError>) -> Result<T, Trouble> {
        let mut down_since = lock(&self.shared.down_since);
        match answer {
            Ok(value) => {
                if down_since.take().is_some() {
                    tracing::warn!("the database answers again");
                }
                Ok(value)
            }
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

/// Waits for a sign of change; a watch that lost its connection is dropped, to be made anew.
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

struct Loaded {
    state: PublicState,
    revision: i64,
    component_count: usize,
    next_boundary: Ts,
}

const MAKE_SECONDS: &str = "candor_edition_make_seconds";
const DATABASE_ERRORS: &str = "candor_database_errors_total";

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
    metrics::counter!(DATABASE_ERRORS).increment(0);
}

async fn load(store: &Store, now: Ts, known: &[Arc<PageImage>]) -> Result<Loaded, StoreError> {
    let mut read = store.read().await?;
    let revision = read.revision().await?;
    let zone = Zone::find_or_utc(&read.get_page().await?.time_zone);
    let snapshot: Snapshot = read.snapshot(past_since(&zone, now), known).await?;
    let (moment, next_boundary): (Moment, Ts) = moment(&zone, &snapshot, now);
    Ok(Loaded {
        component_count: snapshot.components.len(),
        state: reveal(&snapshot, moment),
        revision,
        next_boundary,
    })
}

/// Does work whose panic must not end the task that keeps readers up to date.
fn catch<T>(work: impl FnOnce() -> Result<T, Trouble>) -> Result<T, Trouble> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Trouble::Render("rendering panicked".to_owned())))
}

/// A poisoned lock holds a plain value, which is as good as before.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}
