//! What Candor promises when things break: the built program as a child process, killed, starved,
//! stopped and sent half of a request.
//!
//! Everything runs on SQLite, and on PostgreSQL when `CANDOR_TEST_DATABASE_URL` names a server; what
//! needs a server of its own to stop asks for `CANDOR_TEST_POSTGRES_BIN` too. A test that this machine
//! cannot run is skipped (`means`).

#![allow(missing_docs, reason = "tests are named by sentences")]

mod frozen;
mod full;
mod hostile;
mod killed;
mod limits;
mod means;
mod nodes;
mod postgres;
mod read_only;
mod started;
mod stopped;
mod support;
