//! Our own accept loop: bounded connections, an end for silent and half-sent ones, and a stop that cuts no answer.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::Instant;
use tokio_io_timeout::TimeoutStream;

use super::door::FrontDoor;

/// Most connections at once; fewer if the system allows fewer open files.
const MOST_CONNECTIONS: u32 = 16_384;

/// Open files kept for everything that is not a connection.
const OTHER_FILES: u64 = 128;

/// How long a connection may stay silent, be half-way through a head, or idle between requests.
const HEAD_TIME: Duration = Duration::from_secs(30);

/// Most bytes of a request that are read ahead, so the longest head too.
const MOST_BUFFERED: usize = 32 * 1024;

/// How long a reader may take nothing of an answer.
const WRITE_TIME: Duration = Duration::from_secs(30);

/// How long an idle connection is still listened to when the server stops, so that a request that was
/// on its way is answered.
const LAST_CALL: Duration = Duration::from_millis(100);

/// How long requests under way may take when the server stops.
const STOP_TIME: Duration = Duration::from_secs(25);

/// How long to wait after the system refused a connection (no files left).
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Raises the limit of open files to what the system allows and returns how many connections fit.
pub fn room_for_connections() -> u32 {
    let files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1024);
    let room = files.saturating_sub(OTHER_FILES).max(16);
    u32::try_from(room)
        .unwrap_or(u32::MAX)
        .min(MOST_CONNECTIONS)
}

/// Serves until `stop` turns true, then lets requests under way finish (at most 25 s).
pub async fn serve(listener: TcpListener, door: FrontDoor, room: u32, stop: watch::Receiver<bool>) {
    let permits = Arc::new(Semaphore::new(room as usize));
    let mut next_stop = stop.clone();
    loop {
        let permit = tokio::select! {
            permit = Arc::clone(&permits).acquire_owned() => permit,
            () = stopped(&mut next_stop) => break,
        };
        let Ok(permit) = permit else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stopped(&mut next_stop) => break,
        };
        match accepted {
            Ok(accepted) => take(accepted, permit, &door, &stop),
            Err(error) => {
                tracing::debug!(%error, "a connection was not accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
    door.drain();
    // A client that connected before the stop is in the system's queue and must get an answer.
    let deadline = Instant::now() + LAST_CALL;
    while let Ok(permit) = Arc::clone(&permits).try_acquire_owned() {
        match tokio::time::timeout_at(deadline, listener.accept()).await {
            Ok(Ok(accepted)) => take(accepted, permit, &door, &stop),
            _ => break,
        }
    }
    drop(listener);
    let all_done = permits.acquire_many(room);
    if tokio::time::timeout(STOP_TIME, all_done).await.is_err() {
        tracing::warn!("some requests were still under way when the server stopped");
    }
}

/// Serves a connection in a task of its own; its place is free again when it ends.
fn take(
    (stream, peer): (TcpStream, SocketAddr),
    permit: OwnedSemaphorePermit,
    door: &FrontDoor,
    stop: &watch::Receiver<bool>,
) {
    let (door, stop) = (door.clone(), stop.clone());
    tokio::spawn(async move {
        connection(stream, peer, door, stop).await;
        drop(permit);
    });
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that the sender is gone, which is a stop too.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Waits for the first byte. hyper's own timer starts only with it, so a peer that never sends one is
/// ended here.
async fn has_first_byte(stream: &TcpStream, stop: &mut watch::Receiver<bool>) -> bool {
    let mut byte = [0];
    let peeked = tokio::select! {
        peeked = tokio::time::timeout(HEAD_TIME, stream.peek(&mut byte)) => peeked,
        () = stopped(stop) => {
            let mut byte = [0];
            tokio::time::timeout(LAST_CALL, stream.peek(&mut byte)).await
        }
    };
    matches!(peeked, Ok(Ok(1..)))
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    door: FrontDoor,
    mut stop: watch::Receiver<bool>,
) {
    // hyper's own timer starts with the first byte; a peer that never sends one is ended here.
    if !has_first_byte(&stream, &mut stop).await {
        return;
    }
    let _ = stream.set_nodelay(true);
    let has_asked = AtomicBool::new(false);
    let service = service_fn(|request| {
        has_asked.store(true, Ordering::Relaxed);
        let door = door.clone();
        async move { Ok::<_, Infallible>(door.answer(request, peer.ip()).await) }
    });
    // A reader that takes nothing of its answer is ended too.
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(WRITE_TIME));
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            // A client may close its side once it has sent everything, and still wants the answer.
            .half_close(true)
            .max_buf_size(MOST_BUFFERED)
            .header_read_timeout(HEAD_TIME)
            .serve_connection(TokioIo::new(Box::pin(stream)), service)
    );
    let ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        () = stopped(&mut stop) => {
            tokio::time::timeout(LAST_CALL, connection.as_mut()).await.ok()
        }
    };
    let ended = if let Some(ended) = ended {
        ended
    } else if !has_asked.load(Ordering::Relaxed) {
        // A client that has not finished a single head by now is not waited for.
        return;
    } else {
        connection.as_mut().graceful_shutdown();
        connection.await
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}
