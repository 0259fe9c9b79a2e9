//! The staff pages, as browsers without script see them.

mod bad_input;
mod browser;
mod csrf;
mod matrix;
mod nothing_lost;
mod way_back;
