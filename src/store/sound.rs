//! Rows that make no sense. Lists are read without them, so that one of them stops nothing else.

use super::StoreError;

const LEFT_OUT: &str = "candor_rows_left_out_total";

/// Says what the metric means, and starts it.
pub(super) fn describe_metrics() {
    metrics::describe_counter!(
        LEFT_OUT,
        "Stored rows that make no sense and were left out of what was read"
    );
    metrics::counter!(LEFT_OUT).increment(0);
}

/// Reads rows and leaves out those that make no sense, which are logged and counted.
pub(super) fn sound<R, T>(rows: impl IntoIterator<Item = R>) -> Vec<T>
where
    T: TryFrom<R, Error = StoreError>,
{
    rows.into_iter()
        .filter_map(|row| keep(T::try_from(row)))
        .collect()
}

/// Leaves out what makes no sense, and logs and counts it.
pub(super) fn keep<T>(read: Result<T, StoreError>) -> Option<T> {
    read.inspect_err(|error| {
        metrics::counter!(LEFT_OUT).increment(1);
        tracing::error!(%error, "left out: mend the row by hand, or restore a backup");
    })
    .ok()
}
