//! Who comes in, and as whom: people, passwords, second factors, sessions, one-time links, API tokens, and how often
//! somebody may try.

mod denials;
mod limits;
mod links;
mod makers;
mod passwords;
mod people;
mod second_factor;
mod session_token;
mod sightings;
mod sign_in;
mod tokens;

pub use links::Joining;
pub use people::NewPerson;
pub use second_factor::FactorToConfirm;
pub use sign_in::{SignIn, Staff, Visitor};
pub use tokens::token_hash;

pub(super) use limits::Tries;
pub(super) use makers::{PLANNER_GONE, may_still};
pub(super) use passwords::Passwords;
pub(super) use session_token::Signer;
pub(super) use sightings::{Sightings, StoreSightings};
