//! What the 150th update of an incident costs beside the 5th: the deed up to its commit, and until readers see it.
//!
//! Each figure is the median over several incidents on forty components.

#![allow(missing_docs, reason = "a program that prints what it measured")]
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::time::{Duration, Instant};

use candor::app::{Actor, App, IncidentEdit, NewIncident, Touch};
use candor::clock::Clock;
use candor::demo;
use candor::domain::{ComponentId, ComponentStatus, IncidentId, Status};
use candor::entropy::Entropy;
use candor::publication::Publication;
use candor::store::{Location, Store};
use candor::urls::PublicUrl;
use candor::{web, zone};
use tempfile::TempDir;
use tokio::task::JoinHandle;

const COMPONENTS: usize = 40;
const INCIDENTS: usize = 5;
const UPDATES: usize = 155;

/// The updates around the 5th and the 150th.
const EARLY: std::ops::Range<usize> = 3..8;
const LATE: std::ops::Range<usize> = 148..153;

struct Bench {
    app: App,
    clock: Clock,
    components: Vec<ComponentId>,
    keeping: Option<JoinHandle<()>>,
    _dir: TempDir,
}

impl Bench {
    async fn new(is_live: bool) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let location = Location::Sqlite(dir.path().join("bench.db"));
        let store = Store::open(&location).await.expect("opens");
        let now = zone::parse_instant("2026-11-24T15:00:00Z").expect("an instant");
        let clock = Clock::standing_at(now);
        let app = App::new(store.clone(), clock.clone(), Entropy::seeded(1))
            .await
            .expect("starts");
        let who = Actor::command_line();
        app.import(&who, demo::page(now), false, |_| {})
            .await
            .expect("imported");
        let mut read = store.read().await.expect("a read");
        let all = read.list_components().await.expect("components");
        drop(read);
        let leaves = all.into_iter().filter(|one| !one.is_group());
        let components = leaves.take(COMPONENTS).map(|one| one.id).collect();
        let url = PublicUrl::parse("https://status.example.com").expect("a URL");
        let mut keeping = None;
        let app = if is_live {
            let publication = Publication::start(
                store.public_reads(),
                clock.clone(),
                url.clone(),
                web::frame(&url),
            )
            .await;
            let publication = publication.expect("an edition");
            keeping = Some(tokio::spawn(publication.clone().keep_live()));
            app.announcing_to(publication)
        } else {
            app
        };
        Self {
            app,
            clock,
            components,
            keeping,
            _dir: dir,
        }
    }

    async fn open(&self) -> IncidentId {
        let mut new = NewIncident::named("Calls fail", Status::Investigating, "We look into it.");
        let down = |id: &ComponentId| Touch {
            id: id.clone(),
            status: Some(ComponentStatus::MajorOutage),
        };
        new.touches = self.components.iter().map(down).collect();
        let opened = self
            .app
            .open_incident(&Actor::command_line(), new, None)
            .await;
        opened.expect("opened").id
    }

    async fn post(&self, id: &IncidentId, number: usize) -> Duration {
        self.clock.advance_secs(60);
        let edit = IncidentEdit {
            body: Some(format!(
                "Update {number}: we still look into it and know a little more by now."
            )),
            ..IncidentEdit::default()
        };
        let started = Instant::now();
        let posted = self
            .app
            .change_incident(&Actor::command_line(), id, edit, None, None)
            .await;
        posted.expect("posted");
        started.elapsed()
    }

    /// Saves a draft of a postmortem.
    async fn draft(&self, id: &IncidentId, number: usize) -> Duration {
        let body = format!(
            "Draft {number}. {}",
            "What happened, in some words. ".repeat(50)
        );
        let started = Instant::now();
        let saved = self
            .app
            .save_postmortem_draft(&Actor::command_line(), id, &body, None)
            .await;
        saved.expect("saved");
        started.elapsed()
    }
}

fn median(mut all: Vec<Duration>) -> f64 {
    all.sort();
    all[all.len() / 2].as_secs_f64() * 1e3
}

async fn measure(is_live: bool) {
    let bench = Bench::new(is_live).await;
    let (mut early, mut late) = (Vec::new(), Vec::new());
    let (mut early_drafts, mut late_drafts) = (Vec::new(), Vec::new());
    for _ in 0..INCIDENTS {
        let id = bench.open().await;
        for number in 1..UPDATES {
            let took = bench.post(&id, number).await;
            if EARLY.contains(&number) {
                early.push(took);
                early_drafts.push(bench.draft(&id, number).await);
            }
            if LATE.contains(&number) {
                late.push(took);
                late_drafts.push(bench.draft(&id, number).await);
            }
        }
        let over = IncidentEdit {
            status: Some(Status::Resolved),
            ..IncidentEdit::default()
        };
        let resolved = bench
            .app
            .change_incident(&Actor::command_line(), &id, over, None, None)
            .await;
        resolved.expect("resolved");
    }
    if let Some(keeping) = bench.keeping {
        keeping.abort();
        keeping.await.expect_err("was aborted");
    }
    let what = if is_live {
        "until readers see it"
    } else {
        "up to its commit"
    };
    for (thing, early, late) in [
        ("update", early, late),
        ("draft", early_drafts, late_drafts),
    ] {
        let (early, late) = (median(early), median(late));
        println!(
            "{thing} {what}: 5th {early:.2} ms, 150th {late:.2} ms, ratio {:.2}",
            late / early
        );
    }
}

#[tokio::main]
async fn main() {
    measure(false).await;
    measure(true).await;
}
