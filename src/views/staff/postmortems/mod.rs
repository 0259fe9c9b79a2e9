//! The pages of postmortems.

mod editor;

pub use editor::postmortem;
