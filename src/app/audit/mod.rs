//! The audit log: how long it is kept.

mod retention;
