//! Who may sign in, and what they may do.

pub mod api_token;
pub mod one_time_link;
pub mod person;
pub mod role;
pub mod session;
