//! Signing in, the account, the team, one-time links, API tokens.

mod account;
mod code;
mod first;
mod joining;
mod login;
mod members;
mod routes;
mod second_factor;
mod shown_once;
mod team;
mod tokens;
mod welcome;

pub(super) use first::first;
pub(super) use routes::routes;
