//! Logs, on standard error.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::config::{LogConfig, LogFormat};

/// Starts logging at `level`, unless the configuration says otherwise.
///
/// The libraries' own lines are left out below errors: the program logs what matters of them itself.
pub(super) fn start(config: &LogConfig, level: &str) -> Result<(), String> {
    let wished = config.log.as_deref().filter(|wished| !wished.is_empty());
    let wished = wished.unwrap_or(level);
    let filter = EnvFilter::try_new(format!("sqlx=error,html5ever=error,{wished}"))
        .map_err(|error| format!("{wished} is not a log filter: {error}"))?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        // The report of a line that could not be written is a line too; if it failed, it would end the program.
        .log_internal_errors(false)
        .with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Text => builder
            .with_ansi(std::io::stderr().is_terminal())
            .with_target(false)
            .init(),
        LogFormat::Json => builder.json().flatten_event(true).init(),
    }
    Ok(())
}
