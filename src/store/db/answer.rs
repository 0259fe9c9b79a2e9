//! How long PostgreSQL may take to answer.

use std::time::Duration;

/// Longest wait for one answer of PostgreSQL: longer than it waits for a lock or a statement, so that its own
/// error comes first. A server that is out of reach sends nothing at all.
const ANSWER: Duration = Duration::from_secs(8);

/// Waits for PostgreSQL's answer for at most `ANSWER`.
pub(in crate::store) async fn in_time<T>(
    answer: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    match tokio::time::timeout(ANSWER, answer).await {
        Ok(answer) => answer,
        Err(_) => Err(sqlx::Error::Io(std::io::ErrorKind::TimedOut.into())),
    }
}
