//! What happens at the door and to those who may come in.

mod sign_in;
mod team;

pub use sign_in::{Refused, SignInHappening};
pub use team::{Account, Ended, TeamHappening};
