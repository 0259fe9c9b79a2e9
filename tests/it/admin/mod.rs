//! The staff pages, as browsers without script see them.

mod audit;
mod incidents;
mod links;
mod team;
mod tokens;
