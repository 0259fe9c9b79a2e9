//! The staff pages, as browsers without script see them.

mod audit;
mod denials;
mod incidents;
mod links;
mod sign_in;
mod team;
mod tokens;
mod way_back;
