//! What is due by the clock: one row for each kind and subject.

mod reconcile;
mod rows;
