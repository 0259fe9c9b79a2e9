//! Who comes in, as whom, and what they may do.

pub mod person;
pub mod role;
pub mod session;
