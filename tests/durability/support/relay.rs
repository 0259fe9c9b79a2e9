//! A wire between the program and its database that can be cut, or go dead.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// Everything is passed on.
const WHOLE: u8 = 0;
/// Nothing is passed on and nothing is ended, as when a network is gone.
const DEAD: u8 = 1;
/// The next COMMIT reaches the database, and its answer does not come back: the connection is cut.
const CUT_AFTER_COMMIT: u8 = 2;
/// The next COMMIT of a connection that sent a certain text is answered, and then nothing gets through any more.
const DEAD_AFTER_COMMIT: u8 = 3;

/// How much later what goes to the database arrives when the wire is slow.
const SLOW: Duration = Duration::from_millis(6);

/// The relay.
pub(crate) struct Relay {
    state: Arc<State>,
    pub(crate) port: u16,
    task: tokio::task::JoinHandle<()>,
}

struct State {
    mode: AtomicU8,
    is_slow: AtomicBool,
    /// What a connection has to have sent for its COMMIT to be the last thing answered.
    text: Mutex<String>,
    changed: Notify,
}

impl Relay {
    /// Passes connections on to a port.
    pub(crate) async fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let own = listener.local_addr().expect("an address").port();
        let state = Arc::new(State {
            mode: AtomicU8::new(WHOLE),
            is_slow: AtomicBool::new(false),
            text: Mutex::new(String::new()),
            changed: Notify::new(),
        });
        let task = tokio::spawn(accept(listener, port, Arc::clone(&state)));
        Self {
            state,
            port: own,
            task,
        }
    }

    fn set(&self, mode: u8) {
        self.state.mode.store(mode, Ordering::SeqCst);
        self.state.changed.notify_waiters();
    }

    /// From now on nothing gets through, and nobody is told.
    pub(crate) fn go_dead(&self) {
        self.set(DEAD);
    }

    /// From now on everything gets through, also what was held.
    pub(crate) fn heal(&self) {
        self.set(WHOLE);
    }

    /// Cuts the next connection that commits, after the database did so and before it can say so.
    pub(crate) fn cut_after_commit(&self) {
        self.set(CUT_AFTER_COMMIT);
    }

    /// From now on everything takes a while.
    pub(crate) fn slow_down(&self) {
        self.state.is_slow.store(true, Ordering::SeqCst);
    }

    /// Goes dead after the commit of the write that sends this text was answered. Others commit meanwhile: the clock,
    /// and whoever notes that a token was used.
    pub(crate) fn go_dead_after_commit_of(&self, text: &str) {
        text.clone_into(&mut self.state.text.lock().expect("the text"));
        self.set(DEAD_AFTER_COMMIT);
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, port: u16, state: Arc<State>) {
    let mut connections = JoinSet::new();
    loop {
        let Ok((near, _)) = listener.accept().await else {
            return;
        };
        connections.spawn(pass(near, port, Arc::clone(&state)));
    }
}

impl State {
    /// Says whether something is to happen after this commit, which is then the only one.
    fn takes_commit(&self, sent_text: bool) -> u8 {
        for mode in [CUT_AFTER_COMMIT, DEAD_AFTER_COMMIT] {
            if mode == DEAD_AFTER_COMMIT && !sent_text {
                continue;
            }
            let taken = self
                .mode
                .compare_exchange(mode, WHOLE, Ordering::SeqCst, Ordering::SeqCst);
            if taken.is_ok() {
                return mode;
            }
        }
        WHOLE
    }

    /// Says whether something that is sent holds the text of the write that is waited for.
    fn has_text(&self, sent: &[u8]) -> bool {
        let text = self.text.lock().expect("the text");
        !text.is_empty() && sent.windows(text.len()).any(|part| part == text.as_bytes())
    }

    /// Waits while nothing gets through.
    async fn pass(&self) {
        loop {
            let changed = self.changed.notified();
            if self.mode.load(Ordering::SeqCst) != DEAD {
                return;
            }
            changed.await;
        }
    }
}

async fn pass(near: TcpStream, port: u16, state: Arc<State>) {
    state.pass().await;
    let Ok(far) = TcpStream::connect(("127.0.0.1", port)).await else {
        return;
    };
    let (mut from_near, mut to_near) = near.into_split();
    let (mut from_far, mut to_far) = far.into_split();
    let after_commit = AtomicU8::new(WHOLE);
    let there = async {
        let mut buffer = vec![0; 64 * 1024];
        let mut sent_text = false;
        loop {
            let read = from_near.read(&mut buffer).await.unwrap_or(0);
            if read == 0 {
                return;
            }
            state.pass().await;
            sent_text |= state.has_text(&buffer[..read]);
            let commits = buffer[..read]
                .windows(6)
                .any(|six| six.eq_ignore_ascii_case(b"commit"));
            if commits {
                after_commit.store(state.takes_commit(sent_text), Ordering::SeqCst);
            }
            if state.is_slow.load(Ordering::SeqCst) {
                tokio::time::sleep(SLOW).await;
            }
            if to_far.write_all(&buffer[..read]).await.is_err() {
                return;
            }
        }
    };
    let back = async {
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let read = from_far.read(&mut buffer).await.unwrap_or(0);
            if read == 0 {
                return;
            }
            let after_commit = after_commit.swap(WHOLE, Ordering::SeqCst);
            if after_commit == CUT_AFTER_COMMIT {
                return;
            }
            state.pass().await;
            if to_near.write_all(&buffer[..read]).await.is_err() {
                return;
            }
            if after_commit == DEAD_AFTER_COMMIT {
                state.mode.store(DEAD, Ordering::SeqCst);
            }
        }
    };
    tokio::select! {
        () = there => {}
        () = back => {}
    }
}
