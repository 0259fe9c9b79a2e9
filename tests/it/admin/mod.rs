//! The staff pages, as browsers without script see them.

mod audit;
mod bad_input;
mod csrf;
mod denials;
mod incidents;
mod links;
mod matrix;
mod second_factor;
mod sign_in;
mod team;
mod tokens;
mod way_back;
