//! What the tests share: a page of their own, the program serving it, writers that keep a record, and
//! the means to break things.

mod disk;
mod inspect;
mod place;
mod port;
mod postgres;
mod relay;
mod seed;
mod server;
mod wire;
mod writers;

use std::time::{Duration, Instant};

pub(crate) use disk::{FileSizeLimit, Immutable, SmallDisk};
pub(crate) use inspect::Inspect;
pub(crate) use place::Place;
pub(crate) use postgres::Postgres;
pub(crate) use relay::Relay;
pub(crate) use seed::Seed;
pub(crate) use server::{Client, Reply, Server};
pub(crate) use wire::{Wire, request};
pub(crate) use writers::{Book, Outcome, SEEN_WITHIN, Writers};

/// How often something awaited is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// Asks again and again until there is an answer.
pub(crate) async fn until<T>(
    what: &str,
    most: Duration,
    mut ask: impl AsyncFnMut() -> Option<T>,
) -> T {
    let started = Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(started.elapsed() < most, "{what}: not within {most:?}");
        tokio::time::sleep(LOOK).await;
    }
}

/// Keeps a measurement where `cargo test -- --nocapture` shows it.
#[expect(clippy::print_stdout, reason = "libtest keeps it with the test")]
pub(crate) fn measured(what: &str, value: impl std::fmt::Display) {
    println!("MEASURED {what}: {value}");
}
