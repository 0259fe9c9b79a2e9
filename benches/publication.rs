//! What publication costs: a new edition of the demo, and the same work at 10 and at 50,000 incidents.

#![allow(missing_docs, reason = "criterion's macros make undocumented items")]

use std::hint::black_box;

use candor::app::{Actor, App, Imported};
use candor::clock::Clock;
use candor::demo;
use candor::domain::{
    Body, Impact, Incident, IncidentId, Status, Ts, Update, UpdateDetails, UpdateId,
};
use candor::entropy::Entropy;
use candor::publication::Publication;
use candor::store::{Location, Store};
use candor::urls::{DocumentKey, DocumentName, Months, PublicUrl};
use candor::{web, zone};
use criterion::{Criterion, criterion_group, criterion_main};
use tempfile::TempDir;
use tokio::runtime::Runtime;

struct Bench {
    store: Store,
    clock: Clock,
    url: PublicUrl,
    _dir: TempDir,
}

impl Bench {
    /// The demo, with a history of so many incidents before it.
    async fn new(history: u32) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let location = Location::Sqlite(dir.path().join("bench.db"));
        let store = Store::open(&location).await.expect("opens");
        let now = zone::parse_instant("2026-11-24T15:00:00Z").expect("an instant");
        let clock = Clock::standing_at(now);
        let app = App::new(store.clone(), clock.clone(), Entropy::seeded(1))
            .await
            .expect("starts");
        let mut page: Imported = demo::page(now);
        page.incidents
            .extend((0..history).map(|number| incident(number, now)));
        page.incidents
            .sort_by_key(|one| std::cmp::Reverse(one.created_at));
        app.import(&Actor::command_line(), page, false, |_| {})
            .await
            .expect("imported");
        Self {
            store,
            clock,
            url: PublicUrl::parse("https://status.example.com").expect("a URL"),
            _dir: dir,
        }
    }

    /// Reads the data, decides what is public, renders and compresses the hot set.
    async fn edition(&self) -> Publication {
        Publication::start(
            self.store.public_reads(),
            self.clock.clone(),
            self.url.clone(),
            web::frame(&self.url),
        )
        .await
        .expect("an edition")
    }
}

/// One resolved incident, four hours apart from the next.
fn incident(number: u32, now: Ts) -> Incident {
    let began = now.plus_secs(-20 * 86_400 - i64::from(number) * 4 * 3600);
    let id = IncidentId::parse(&format!("h{number}")).expect("an id");
    let name = format!("Incident {number} of a long history");
    let mut incident = Incident {
        impact_override: Some(Impact::Minor),
        ..Incident::begun(id, &name, Status::Investigating, began)
    };
    let steps = [Status::Investigating, Status::Monitoring, Status::Resolved];
    for (step, status) in (0_i64..).zip(steps) {
        let at = began.plus_secs(step * 1200);
        let update = Update {
            id: UpdateId::parse(&format!("h{number}u{step}")).expect("an id"),
            status,
            body: Body::markdown("Some words on what we see and on what we do about it now."),
            display_at: at,
            created_at: at,
            updated_at: at,
            corrected_at: None,
            seq: step,
            changes: Vec::new(),
            details: UpdateDetails::default(),
        };
        incident.post(update).expect("fits");
    }
    incident
}

fn editions(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime");
    for history in [0, 10, 50_000] {
        let bench = runtime.block_on(Bench::new(history));
        let name = if history == 0 {
            "edition of the demo".to_owned()
        } else {
            format!("edition with {history} old incidents")
        };
        criterion.bench_function(&name, |bencher| {
            bencher
                .to_async(&runtime)
                .iter(|| async { black_box(bench.edition().await) });
        });
        if history > 0 {
            archive(criterion, &runtime, &bench, history);
        }
    }
}

/// An old incident and an old stretch of history, each rendered anew.
#[expect(
    clippy::disallowed_methods,
    reason = "what is made before a measurement is made on the measuring thread"
)]
fn archive(criterion: &mut Criterion, runtime: &Runtime, bench: &Bench, history: u32) {
    let old = IncidentId::parse(&format!("h{}", history - 1)).expect("an id");
    let month = zone::Month::parse("2026-10").expect("a month");
    for (what, document) in [
        ("an old incident's page", DocumentName::Incident(old)),
        (
            "three old months",
            DocumentName::History(Months::EndingWith(month)),
        ),
    ] {
        let name = format!("{what}, {history} old incidents");
        criterion.bench_function(&name, |bencher| {
            bencher.to_async(runtime).iter_batched(
                // A fresh publication has an empty cache.
                || {
                    tokio::task::block_in_place(|| {
                        tokio::runtime::Handle::current().block_on(bench.edition())
                    })
                },
                |publication| {
                    let key = DocumentKey::of_page(document.clone());
                    async move { black_box(publication.find(key).await.expect("found")) }
                },
                criterion::BatchSize::PerIteration,
            );
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30);
    targets = editions
}
criterion_main!(benches);
