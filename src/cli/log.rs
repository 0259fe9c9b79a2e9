//! Logs, on standard error.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::config::{LogConfig, LogFormat};

/// Starts logging at `level`, unless the configuration says otherwise.
///
/// The libraries' own lines are left out below errors: what matters in them is said by us.
pub(super) fn start(config: &LogConfig, level: &str) -> Result<(), String> {
    let wished = config.log.as_deref().filter(|wished| !wished.is_empty());
    let wished = wished.unwrap_or(level);
    let filter = EnvFilter::try_new(format!("sqlx=error,html5ever=error,{wished}"))
        .map_err(|error| format!("{wished} is not a log filter: {error}"))?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        // Telling of a line that could not be written would be one more, and end the program.
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
