//! The staff pages, as browsers without script see them.

mod audit;
mod browser;
mod incidents;
mod team;
mod tokens;
