//! Signing in, people, links, tokens, and what leavers leave.

mod leavers;
mod links;
mod second_factor;
mod sightings;
mod sign_in;
mod strangers;
mod team;
mod tokens;
