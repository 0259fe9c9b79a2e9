//! The end of `candor serve`: asked for by a signal, and in time whatever else runs.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tokio::runtime;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::Failure;

/// How long the process may go on after it was asked to stop.
const STOP_TIME: Duration = Duration::from_secs(29);

/// Returns what turns true at SIGTERM or SIGINT; 29 s after that the process ends.
///
/// Signals have a thread and a runtime of their own, so that no work can keep them from being heard.
pub(super) fn on_signal() -> Result<watch::Receiver<bool>, Failure> {
    let (sender, receiver) = watch::channel(false);
    let (listening, is_listening) = mpsc::channel();
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            let heard = wait_for_signal(|| {
                let _ = listening.send(Ok(()));
            });
            match heard {
                Ok(()) => {
                    tracing::info!("stopping: requests under way are finished first");
                    sender.send_replace(true);
                    thread::sleep(STOP_TIME);
                    tracing::warn!("something was still under way when the process ended");
                    std::process::exit(0);
                }
                Err(error) => {
                    let _ = listening.send(Err(error));
                }
            }
        })?;
    is_listening.recv()??;
    Ok(receiver)
}

fn wait_for_signal(is_listening: impl FnOnce()) -> std::io::Result<()> {
    let runtime = runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        is_listening();
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        Ok(())
    })
}
