//! Postmortems.

mod columns;

pub(super) use columns::PostmortemColumns;
