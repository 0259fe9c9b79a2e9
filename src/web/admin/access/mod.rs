//! Signing in, the account, the team, one-time links, API tokens.

mod account;
mod first;
mod joining;
mod login;
mod routes;
mod team;
mod tokens;

pub(super) use first::first;
pub(super) use routes::routes;
