//! Postmortems.

mod columns;

pub(in crate::store) use columns::PostmortemColumns;
