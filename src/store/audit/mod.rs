//! The audit log.

mod entries;

pub(super) use entries::literal;
