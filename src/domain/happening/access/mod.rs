//! What happens at sign-in and to the people who may sign in.

mod sign_in;
mod team;

pub use sign_in::{Refused, SignInHappening};
pub use team::{Account, Ended, TeamHappening};
