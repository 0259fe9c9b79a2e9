//! kill −9 at any moment.

use std::time::Duration;

use crate::support::{Book, Outcome, Place, Seed, Server, Writers, measured};

/// How often the server is killed under parallel writes.
const ROUNDS: u64 = 12;

/// Latest moment of a kill, in milliseconds after the first acknowledged write.
const LATEST_MS: u64 = 300;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_a_kill_whole_and_the_rest_is_whole_or_absent() {
    let place = Place::new(6).await;
    let mut seed = Seed::new(1);
    let mut book = Book::default();
    let mut unknown = 0;
    for round in 0..ROUNDS {
        let mut server = Server::start(&place).await;
        let writers = Writers::until_lost(&place, &[&server], &format!("round {round}"));
        let moment = Duration::from_millis(seed.below(LATEST_MS));
        crate::support::until("a first write", Duration::from_secs(20), async || {
            (writers.acknowledged() > 0).then_some(())
        })
        .await;
        tokio::time::sleep(moment).await;
        server.kill();
        let done = writers.join().await;
        assert_eq!(done.count(Outcome::Refused), 0, "{:?}", done.refusals);
        unknown += done.count(Outcome::Unknown);
        book.add(done);

        let server = Server::start(&place).await;
        book.assert_kept(&place, &server).await;
        // A client that does not know asks again, and one thing is made.
        book.ask_again(&place, &server).await;
        book.assert_kept(&place, &server).await;
        assert!(server.stop().await.status.success());
    }
    measured(
        "kill -9",
        format!(
            "{ROUNDS} rounds, {} writes acknowledged, {unknown} under way when killed",
            book.count(Outcome::Acknowledged)
        ),
    );
    assert!(unknown > 0, "no kill met a write");
}
