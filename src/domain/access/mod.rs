//! Who may do what.

pub mod role;
